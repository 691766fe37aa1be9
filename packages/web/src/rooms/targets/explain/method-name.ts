import type { Translate } from '@shapan/i18n';

/** A way of filling a cell in the words of whoever reads; those of the table's own choice first. */
export const methodName = (t: Translate, method: string): string =>
  t.find(`targets.way.${method}`) ?? t.find(`targets.method.${method}`) ?? method;
