import { useId, useRef, useState } from 'react';
import type { Desk } from './commands.ts';
import { type EditPlan, planType } from './core/edits.ts';
import type { CellAddress, GridModel } from './core/model.ts';
import { planReplace, replacedText } from './core/replace.ts';
import { rowLabel } from './use-gestures.ts';
import { choicesAt, shownInEditor } from './use-session.ts';

interface ReplaceBarProps {
  readonly desk: Desk;
  /** What is searched for. */
  readonly wanted: string;
  /** Go on to the next cell that holds it. */
  readonly onNext: () => void;
}

/** So many changes are listed before they are made; the others are counted. */
const shownChanges = 50;

/** One cell after the other, or all of them at once after they were shown: one gesture, one step of undo. */
export function ReplaceBar({ desk, wanted, onNext }: ReplaceBarProps) {
  const { props, session } = desk;
  const { model, words } = props;
  const [by, setBy] = useState('');
  const [whole, setWhole] = useState(false);
  const [shown, setShown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const none = wanted.trim() === '';
  const plan = shown && !none ? planReplace(model, { wanted, by, whole }) : null;
  const close = (): void => {
    setShown(false);
    // The button that was pressed goes away, the keyboard must not.
    field.current?.focus();
  };
  const one = (): void => {
    const { active } = session.selection;
    const text = replacedText(model, active, { wanted, by, whole });
    if (text !== undefined) session.perform(planType(model, active, text), 'paste');
    onNext();
  };
  return (
    <>
      <div className="grid-find__line">
        <input
          ref={field}
          className="grid-find__field"
          aria-label={words.replaceBy}
          placeholder={words.replaceBy}
          value={by}
          onChange={(event) => setBy(event.target.value)}
        />
        <label className="grid-find__check">
          <input type="checkbox" checked={whole} onChange={(event) => setWhole(event.target.checked)} />
          {words.replaceWhole}
        </label>
        <button type="button" className="grid-find__word" disabled={none} onClick={one}>
          {words.replaceOne}
        </button>
        <button
          type="button"
          className="grid-find__word"
          disabled={none}
          aria-expanded={plan !== null}
          onClick={() => setShown(!shown)}
        >
          {words.replacePreview}
        </button>
      </div>
      {plan && (
        <Preview
          desk={desk}
          plan={plan}
          onBack={close}
          onDo={() => {
            close();
            session.perform(plan, 'paste');
          }}
        />
      )}
    </>
  );
}

interface PreviewProps {
  readonly desk: Desk;
  readonly plan: EditPlan;
  readonly onBack: () => void;
  readonly onDo: () => void;
}

function Preview({ desk, plan, onBack, onDo }: PreviewProps) {
  const { model, words } = desk.props;
  const { edits, refused } = plan;
  const heading = useId();
  return (
    <div className="grid-find__preview">
      <p id={heading} role="status">
        {words.replaceAll(edits.length)}
        {refused.length > 0 && ` · ${words.refused(refused.length)}`}
      </p>
      <ul aria-labelledby={heading}>
        {edits.slice(0, shownChanges).map(({ row, column, text }) => (
          <li key={`${row} ${column}`}>
            <span>{words.replaceChange(rowLabel(model, row), model.column(column).header)}</span>
            <span>
              <del>{shownInEditor(model, { row, column })}</del> →{' '}
              <ins>{labelOf(model, { row, column }, text)}</ins>
            </span>
          </li>
        ))}
        {edits.length > shownChanges && <li>{words.replaceMore(edits.length - shownChanges)}</li>}
      </ul>
      <div className="grid-find__line">
        <button type="button" className="grid-find__word" onClick={onBack}>
          {words.replaceBack}
        </button>
        <button
          type="button"
          className="grid-find__word grid-find__word--do"
          disabled={edits.length === 0}
          onClick={onDo}
        >
          {words.replaceAll(edits.length)}
        </button>
      </div>
    </div>
  );
}

/** A value as people read it: a choice by its label. */
const labelOf = (model: GridModel, cell: CellAddress, text: string): string =>
  choicesAt(model, cell).find(({ value }) => value === text)?.label ?? text;
