import { Check } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { matchingChoices } from './core/choices.ts';
import type { GridChoice } from './core/model.ts';
import { Float } from './float.tsx';
import type { Draft } from './use-session.ts';
import type { GridWords } from './words.ts';

/** The choices a draft offers now: all of them until something else than the old value is typed. */
export function offeredChoices(choices: readonly GridChoice[], draft: Draft): readonly GridChoice[] {
  return draft.text === draft.opened ? choices : matchingChoices(choices, draft.text);
}

/** The choice Enter would take; -1 when nothing typed fits. */
export function highlighted(offered: readonly GridChoice[], draft: Draft): number {
  if (draft.highlight !== null) return Math.min(draft.highlight, offered.length - 1);
  if (draft.text === '') return -1;
  const same = offered.findIndex((choice) => choice.label === draft.text);
  return same === -1 ? Math.min(0, offered.length - 1) : same;
}

interface ChoiceListProps {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly offered: readonly GridChoice[];
  readonly draft: Draft;
  readonly words: GridWords;
  readonly onPick: (value: string) => void;
}

export function ChoiceList({ id, anchor, offered, draft, words, onPick }: ChoiceListProps) {
  const list = useRef<HTMLDivElement>(null);
  const current = highlighted(offered, draft);
  useLayoutEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <Float anchor={anchor} className="grid-choices">
      {offered.length === 0 && <p className="grid-no-choice">{words.noChoice}</p>}
      <div ref={list} role="listbox" id={id} aria-label={words.choices} hidden={offered.length === 0}>
        {offered.map((choice, index) => (
          <div
            key={choice.value}
            role="option"
            id={`${id}-${index}`}
            className="grid-choice"
            aria-selected={index === current}
            tabIndex={-1}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(choice.value)}
          >
            <span className="grid-choice-mark">
              {choice.label === draft.opened && <Check size={12} aria-hidden />}
            </span>
            {choice.label}
          </div>
        ))}
      </div>
    </Float>
  );
}
