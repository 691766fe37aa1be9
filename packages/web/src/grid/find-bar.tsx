import { ChevronDown, ChevronUp, Replace, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { isComposing } from '../design/keyboard.ts';
import type { Desk } from './commands.ts';
import { findCell } from './core/find.ts';
import { selectCell } from './core/selection.ts';
import { ReplaceBar } from './replace-bar.tsx';
import { rowLabel } from './use-gestures.ts';

interface FindBarProps {
  readonly desk: Desk;
  readonly replacing: boolean;
  readonly onReplacing: (on: boolean) => void;
  readonly onClose: () => void;
}

/** Finds a text in any cell, in sight or not. Enter goes on, Shift+Enter back, Escape returns to the cell found. */
export function FindBar({ desk, replacing, onReplacing, onClose }: FindBarProps) {
  const { props, session } = desk;
  const { model, words } = props;
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);

  const find = (direction: 1 | -1): void => {
    const cell = findCell(model, text, session.selection.active, direction);
    setMissing(cell === null && text.trim() !== '');
    if (cell === null) return session.announce(words.findNothing(text));
    session.select(selectCell(cell));
    const { header } = model.column(cell.column);
    session.announce(words.found(rowLabel(model, cell.row), header, model.cell(cell.row, cell.column).text));
  };
  const keys = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') onClose();
    else if (
      event.key === 'Enter' &&
      event.target instanceof HTMLInputElement &&
      event.target.type !== 'checkbox'
    )
      find(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    // Escape here closes the search and nothing around the grid.
    event.stopPropagation();
  };
  return (
    <div role="search" className="grid-find" onKeyDown={keys}>
      <div className="grid-find__line">
        <input
          // The reader asked for it just now.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          className="grid-find__field"
          aria-label={words.find}
          placeholder={words.find}
          aria-invalid={missing || undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setMissing(false);
          }}
        />
        {missing && <span className="grid-find__missing">{words.findNothing(text)}</span>}
        <button type="button" aria-label={words.findPrevious} onClick={() => find(-1)}>
          <ChevronUp size={14} aria-hidden />
        </button>
        <button type="button" aria-label={words.findNext} onClick={() => find(1)}>
          <ChevronDown size={14} aria-hidden />
        </button>
        <button
          type="button"
          aria-label={words.replace}
          title={words.replace}
          aria-pressed={replacing}
          onClick={() => onReplacing(!replacing)}
        >
          <Replace size={14} aria-hidden />
        </button>
        <button type="button" aria-label={words.findClose} onClick={onClose}>
          <X size={14} aria-hidden />
        </button>
      </div>
      {replacing && <ReplaceBar desk={desk} wanted={text} onNext={() => find(1)} />}
    </div>
  );
}
