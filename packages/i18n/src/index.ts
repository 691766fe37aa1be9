export { createTranslate, type MessageParams, type Translate } from './translate.ts';
export type { MessageKey } from './zh-CN/index.ts';
