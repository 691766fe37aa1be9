import type { Locale } from '@shapan/contract';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en/index.ts';
import { type MessageKey, zhCN } from './zh-CN/index.ts';

export type MessageParams = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Words in one language: a key and its parameters become a sentence. Keys that do not exist do not compile. */
export interface Translate {
  (key: MessageKey, params?: MessageParams): string;
  readonly locale: Locale;
  /** The words of a key made at run time (a kind, a field, an error code); `undefined` when there are none. */
  readonly find: (key: string, params?: MessageParams) => string | undefined;
}

const messages: Readonly<Record<Locale, Readonly<Record<MessageKey, string>>>> = { 'zh-CN': zhCN, en };

export function createTranslate(locale: Locale): Translate {
  const words: Readonly<Record<string, string>> = messages[locale];
  const formats = new Map<string, IntlMessageFormat>();

  function find(key: string, params?: MessageParams): string | undefined {
    const text = Object.hasOwn(words, key) ? words[key] : undefined;
    if (text === undefined || !text.includes('{')) return text;
    let format = formats.get(key);
    if (!format)
      formats.set(key, (format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })));
    return String(format.format(present(params)));
  }

  const translate = (key: MessageKey, params?: MessageParams): string => find(key, params) ?? key;
  return Object.assign(translate, { locale, find });
}

/** A parameter that is missing shows as a dash, never as an exception in the middle of a page. */
function present(params: MessageParams = {}): Record<string, string | number | boolean | null> {
  return new Proxy(params as Record<string, string | number | boolean | null>, {
    get: (target, name: string) => target[name] ?? '–',
    has: () => true,
    getOwnPropertyDescriptor: (target, name) =>
      Object.getOwnPropertyDescriptor(target, name) ?? { configurable: true, enumerable: true, value: '–' },
  });
}
