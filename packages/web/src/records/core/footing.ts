import { flaws, flawsOf, kinds } from '@shapan/engine';
import { findAnywhere } from './context.ts';
import { idsOf } from './show.ts';
import type { DerivedColumn } from './view.ts';
import { listWord } from './words.ts';

/** What is wrong with the insights and assumptions that a record names as its evidence; nothing where all of it holds. */
export const footing: DerivedColumn = {
  id: 'footing',
  header: 'research.flawed',
  width: 120,
  text: (context, { kind, fields }) => {
    const { t, today } = context;
    const field = kinds.get(kind)?.fields['evidence'];
    const of = field?.type === 'reference' ? field.kinds : [];
    const found = idsOf(fields['evidence']).flatMap((id) => {
      const record = findAnywhere(context, of, id);
      return record ? flawsOf(record, today) : [];
    });
    return listWord(
      t,
      flaws.filter((flaw) => found.includes(flaw)).map((flaw) => t(`flaw.${flaw}`)),
    );
  },
};
