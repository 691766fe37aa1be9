import type { Field } from '@shapan/engine';
import type { SearchChoice } from '../../design/index.ts';
import { type RecordContext, referable } from '../core/context.ts';
import { recordNames } from '../core/distinct-names.ts';
import { namedMembers } from '../core/read.ts';
import { kindWord } from '../core/words.ts';

/** Who or what a person or reference field may name; the kind stands beside it where several are possible. */
export function choicesFor(context: RecordContext, field: Field): readonly SearchChoice[] {
  if (field.type === 'person')
    return namedMembers(context).map(({ id, name }) => ({ value: id, label: name }));
  if (field.type !== 'reference') return [];
  const names = recordNames(context, field.kinds);
  return field.kinds.flatMap((kind) =>
    referable(context, [kind]).map(({ id, fields: { code } }) => ({
      value: id,
      label: names.get(id) ?? id,
      hint: field.kinds.length > 1 ? kindWord(context.t, kind) : undefined,
      keywords: typeof code === 'string' ? [code] : [],
    })),
  );
}
