import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
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
  const { id: me } = useWorkspace().workspace.me;
  const typedIn = { me, book, place: target };
  const [texts, setTexts] = useState(() => unsaved(keptTexts(typedIn), t('targets.unsaved')));
  return [
    texts,
    (next) => {
      setTexts(next);
      keepTexts(typedIn, unsavedIn(next));
    },
    (draft) => keepTexts(typedIn, { ...unsavedIn(texts), ...(draft && { [draft.key]: draft.text }) }),
  ];
}
