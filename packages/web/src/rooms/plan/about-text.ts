import type { HistoryEntry } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';

type About = NonNullable<HistoryEntry['about']>;

/** Names for sentences about records. */
export interface AboutWords {
  readonly t: Translate;
  /** What the plan says of a record now: a changed one comes with what changed. */
  readonly now: (kind: string, id: string) => About['fields'] | undefined;
  /** What a place of a target is called, with the target: 销售额，上海 · 2027年1月. */
  readonly place: (fields: About['fields']) => string;
  /** What divides, and by what. */
  readonly rule: (id: string, fields: About['fields']) => string;
  /** What a record is called by its own title. */
  readonly title: (kind: string, fields: About['fields']) => string;
}

/** What an entry did to a record in words: 锁定销售额，上海. `null` = its kind has no name. */
export function aboutText(
  words: AboutWords,
  { about, label, cells }: Pick<HistoryEntry, 'about' | 'label' | 'cells'>,
): string | null {
  if (!about) return null;
  const { t } = words;
  const { kind, did, id, count } = about;
  const fields = { ...words.now(kind, id), ...about.fields };
  const done = t.find(`plan.about.${sentenceOf(about, fields, label)}`, {
    place: kind === 'breakdownRule' ? '' : words.place(fields),
    rule: kind === 'breakdownRule' ? words.rule(id, fields) : '',
  });
  const named = t.find(`kind.${kind}`);
  const title = words.title(kind, fields);
  const said =
    done ??
    (named === undefined
      ? null
      : t(title === '' ? `plan.about.${did}.untitled` : `plan.about.${did}`, { kind: named, title }));
  if (said === null) return null;
  const all = count > 1 ? t('plan.about.several', { said, count }) : said;
  return cells > 0 ? t('plan.about.cells', { said: all, cells }) : all;
}

/** Why an entry was made: what was said with it, else what the record says that it made or answered. */
export function aboutReason({ about, reason }: Pick<HistoryEntry, 'about' | 'reason'>): string {
  if (reason !== null) return reason;
  if (!about || about.did === 'removed') return '';
  const { reason: own, answerReason } = about.fields;
  return String((about.did === 'changed' ? (answerReason ?? own) : own) ?? '');
}

function sentenceOf({ kind, did }: About, { answer }: About['fields'], label: string): string {
  if (kind === 'breakdownRule' && label.split(',').includes('target.runRule')) return 'breakdownRule.run';
  if (kind === 'proposal' && did === 'changed') return `proposal.${String(answer)}`;
  return `${kind}.${did}`;
}
