import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import { keepTexts, keptTexts } from '../../../data/kept-texts.ts';
import { type RefusedTexts, unsaved, unsavedIn } from './refused-texts.ts';

interface TypedText {
  readonly key: string;
  readonly text: string;
}

/**
 * The texts of a table that were not taken; what was not saved outlives a reload, with what is being typed this moment.
 * `target`: whose breakdown it is, or another name for the table.
 */
export function useRefusedTexts(
  target: string,
): readonly [RefusedTexts, (texts: RefusedTexts) => void, (draft: TypedText | null) => void] {
  const t = useT();
  const { id: book } = usePlan();
  const [texts, setTexts] = useState(() => unsaved(keptTexts(book, target), t('targets.unsaved')));
  return [
    texts,
    (next) => {
      setTexts(next);
      keepTexts(book, target, unsavedIn(next));
    },
    (draft) => keepTexts(book, target, { ...unsavedIn(texts), ...(draft && { [draft.key]: draft.text }) }),
  ];
}
