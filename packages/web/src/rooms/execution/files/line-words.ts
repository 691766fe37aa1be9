import type { TaskFileLine } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';

/** What is told of a row, as a sentence. */
export function lineText(t: Translate, { code, params }: TaskFileLine): string {
  const { unit } = params;
  const said =
    unit === undefined ? params : { ...params, unit: t.find(`documents.tasks.unit.${unit}`) ?? unit };
  return t(`documents.tasks.line.${code}`, said as never);
}

export const outcomeTones = { rounded: 'warn', left: 'bad', kept: 'good' } as const;

/** What changes nothing at all needs no writing. */
export const bringsSomething = ({
  counts,
}: {
  readonly counts: Readonly<
    Record<string, { readonly added: number; readonly changed: number; readonly removed: number }>
  >;
}): boolean => Object.values(counts).some(({ added, changed, removed }) => added + changed + removed > 0);
