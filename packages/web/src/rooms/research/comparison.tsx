import {
  type Comparison as Compared,
  comparePains,
  type PainCell,
  type PainRow,
  type PainScore,
  type PlanRecord,
} from '@shapan/engine';
import { Plus } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { Button, EmptyState, isComposing, Panel } from '../../design/index.ts';
import { FlawMarks, NewDialog, nameOf, optionWord, type RecordPicture } from '../../records/index.ts';
import { AnswerCell } from './answer-cell.tsx';
import { clearCommand, scoreCommand } from './answer-commands.ts';
import { Standing } from './standing.tsx';
import { type Making, painView } from './view.ts';
import './comparison.css';

/** Our offer and the competitors' against each pain point of our customers: who answers it best, and where the gap is. */
export function Comparison(picture: RecordPicture) {
  const { records, submit, onOpen } = picture;
  const { context, mayEdit } = records;
  const { t } = context;
  // The state goes on in place; it is the context that is new.
  const compared = useMemo(() => comparePains(context.state), [context]);
  const [making, setMaking] = useState<Making | null>(null);
  const { rows, competitors } = compared;
  const add = mayEdit && (
    <Button
      size="small"
      icon={<Plus aria-hidden="true" />}
      onClick={() => setMaking({ view: painView, given: {} })}
    >
      {t('research.pains.add')}
    </Button>
  );
  const count = (standing: PainRow['standing']): number =>
    rows.filter((row) => row.standing === standing).length;
  return (
    <Panel
      title={t('research.comparison')}
      note={
        rows.length > 0 &&
        t('research.comparison.note', {
          leads: count('leads'),
          behind: count('behind'),
          unjudged: count('unjudged'),
        })
      }
      actions={rows.length > 0 ? add : undefined}
    >
      {rows.length === 0 ? (
        <EmptyState text={t('research.comparison.empty')} action={add} />
      ) : (
        <>
          {competitors.length === 0 && <p className="quiet">{t('research.comparison.alone')}</p>}
          <Table {...picture} compared={compared} onMake={setMaking} />
          {mayEdit && <p className="quiet screen-only comparison__hint">{t('research.comparison.hint')}</p>}
        </>
      )}
      {making && (
        <NewDialog
          context={context}
          {...making}
          submit={submit}
          onMade={onOpen}
          onClose={() => setMaking(null)}
        />
      )}
    </Panel>
  );
}

const keys: Readonly<Record<string, PainScore>> = { '2': 'strong', '1': 'partial', '0': 'none' };
const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface TableProps extends RecordPicture {
  readonly compared: Compared;
  readonly onMake: (making: Making) => void;
}

function Table({ compared: { rows, competitors }, onMake, ...picture }: TableProps) {
  const { records, submit, onOpen } = picture;
  const { context, mayEdit } = records;
  const { t } = context;
  const table = useRef<HTMLTableElement>(null);
  const [[atRow, atColumn], setAt] = useState<readonly [number, number]>([0, 0]);
  const [spoken, say] = useState('');
  const offers = [null, ...competitors];
  const nameOfOffer = (offer: PlanRecord | null): string =>
    offer ? nameOf(context, offer) : t('research.comparison.own');
  const judge = (row: PainRow, cell: PainCell, offer: PlanRecord | null, score: PainScore): void => {
    say(
      t('research.comparison.cell', {
        offer: nameOfOffer(offer),
        pain: nameOf(context, row.pain),
        score: optionWord(t, 'score', score),
      }),
    );
    void submit(scoreCommand(row.pain, offer, cell, score));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    // Whatever else in the table has the focus keeps its keys.
    const [r, c] = ((event.target as HTMLElement).dataset['answer'] ?? '').split('-').map(Number);
    const row = rows[r ?? -1];
    const cell = row?.cells[c ?? -1];
    if (r === undefined || c === undefined || !row || !cell) return;
    if (step) {
      const to = [
        Math.min(Math.max(r + step[0], 0), rows.length - 1),
        Math.min(Math.max(c + step[1], 0), offers.length - 1),
      ] as const;
      event.preventDefault();
      table.current?.querySelector<HTMLElement>(`[data-answer="${to[0]}-${to[1]}"]`)?.focus();
      return;
    }
    const score = keys[event.key];
    const clears = event.key === 'Delete' || event.key === 'Backspace';
    if (!mayEdit || (!score && !clears)) return;
    event.preventDefault();
    if (score) judge(row, cell, offers[c] ?? null, score);
    else if (cell.answer) void submit(clearCommand(context, cell.answer));
  };
  return (
    <div className="comparison">
      {/* Keys are those of the cells' own buttons, which have the focus. */}
      <table
        ref={table}
        role="grid"
        aria-label={t('research.comparison')}
        className="comparison__table"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('kind.painPoint')}
            </th>
            {offers.map((offer) => (
              <th key={offer?.id ?? ''} role="columnheader" scope="col" data-own={!offer || undefined}>
                <span className="comparison__offer">
                  {nameOfOffer(offer)}
                  {offer && <FlawMarks context={context} record={offer} />}
                </span>
              </th>
            ))}
            <th role="columnheader" scope="col">
              {t('research.comparison.standing')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.pain.id} role="row">
              <th role="rowheader" scope="row">
                <button type="button" className="comparison__pain" onClick={() => onOpen(row.pain.id)}>
                  {nameOf(context, row.pain)}
                </button>
                {typeof row.pain.fields['severity'] === 'string' && (
                  <span className="quiet">
                    {t('field.painPoint.severity')} {optionWord(t, 'severity', row.pain.fields['severity'])}
                  </span>
                )}
              </th>
              {row.cells.map((cell, c) => (
                <td key={cell.competitor ?? ''} role="gridcell" data-own={c === 0 || undefined}>
                  <AnswerCell
                    {...picture}
                    row={row}
                    cell={cell}
                    offer={nameOfOffer(offers[c] ?? null)}
                    place={`${r}-${c}`}
                    isCurrent={
                      r === Math.min(atRow, rows.length - 1) && c === Math.min(atColumn, offers.length - 1)
                    }
                    onFocus={() => setAt([r, c])}
                    onJudge={(score) => judge(row, cell, offers[c] ?? null, score)}
                  />
                </td>
              ))}
              <td role="gridcell" className="comparison__standing">
                <Standing
                  {...picture}
                  row={row}
                  nameOfOffer={nameOfOffer}
                  competitors={competitors}
                  onMake={onMake}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status" className="visually-hidden">
        {spoken}
      </p>
    </div>
  );
}
