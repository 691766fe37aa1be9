import type { Field } from '@shapan/engine';
import type { SearchChoice } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';
import { namedMembers, namedRecords } from '../core/read.ts';
import { kindWord } from '../core/words.ts';

/** Who or what a person or reference field may name; the kind stands beside it where several are possible. */
export function choicesFor(context: RecordContext, field: Field): readonly SearchChoice[] {
  if (field.type === 'person')
    return namedMembers(context).map(({ id, name }) => ({ value: id, label: name }));
  if (field.type !== 'reference') return [];
  return field.kinds.flatMap((kind) =>
    namedRecords(context, [kind]).map(({ id, name, code }) => ({
      value: id,
      label: name,
      hint: field.kinds.length > 1 ? kindWord(context.t, kind) : undefined,
      keywords: code === undefined ? [] : [code],
    })),
  );
}
