import type { Comparison, PainCell, PainRow, PainScore, PlanRecord } from '@shapan/engine';
import { useRef, useState } from 'react';
import { FlawMarks, nameOf, optionWord, type RecordPicture } from '../../records/index.ts';
import { AnswerCell } from './answer-cell.tsx';
import { clearCommand, mayJudge, scoreCommand } from './answer-commands.ts';
import { Standing } from './standing.tsx';
import { useAnswerKeys } from './use-answer-keys.ts';
import type { Making } from './view.ts';

interface ComparisonTableProps extends RecordPicture {
  readonly compared: Comparison;
  readonly onMake: (making: Making) => void;
}

/** Pain points as rows, our own offer and the competitors as columns; each cell is judged in place. */
export function ComparisonTable({
  compared: { rows, competitors },
  onMake,
  ...picture
}: ComparisonTableProps) {
  const { records, submit } = picture;
  const { context } = records;
  const { t } = context;
  const table = useRef<HTMLTableElement>(null);
  const [spoken, say] = useState('');
  const offerOf = ({ competitor }: PainCell): PlanRecord | null =>
    competitors.find(({ id }) => id === competitor) ?? null;
  const nameOfOffer = (offer: PlanRecord | null): string =>
    offer ? nameOf(context, offer) : t('research.comparison.own');
  const onJudge = (row: PainRow, cell: PainCell, score: PainScore): void => {
    const offer = offerOf(cell);
    const said = { offer: nameOfOffer(offer), pain: nameOf(context, row.pain) };
    say(t('research.comparison.cell', { ...said, score: optionWord(t, 'score', score) }));
    void submit(scoreCommand(row.pain, offer, cell, score));
  };
  const onClear = ({ answer }: PainCell): void => {
    if (answer) void submit(clearCommand(context, answer));
  };
  const may = ({ pain }: PainRow, cell: PainCell): boolean => mayJudge(records, pain, offerOf(cell), cell);
  const keys = useAnswerKeys({ table, rows, mayJudge: may, onJudge, onClear });
  return (
    <div className="comparison">
      {/* Keys are those of the cells' own buttons, which have the focus. */}
      <table
        ref={table}
        role="grid"
        aria-label={t('research.comparison')}
        className="comparison__table"
        onKeyDown={keys.onKeyDown}
      >
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('kind.painPoint')}
            </th>
            {[null, ...competitors].map((offer) => (
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
              <PainHead {...picture} pain={row.pain} />
              {row.cells.map((cell, c) => (
                <td key={cell.competitor ?? ''} role="gridcell" data-own={c === 0 || undefined}>
                  <AnswerCell
                    {...picture}
                    row={row}
                    cell={cell}
                    offer={nameOfOffer(offerOf(cell))}
                    mayEdit={may(row, cell)}
                    place={`${r}-${c}`}
                    isCurrent={keys.isCurrent(r, c)}
                    onFocus={() => keys.onFocus(r, c)}
                    onJudge={(score) => onJudge(row, cell, score)}
                  />
                </td>
              ))}
              <td role="gridcell">
                <Standing {...picture} {...{ row, nameOfOffer, competitors, onMake }} />
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

function PainHead({ records, onOpen, pain }: RecordPicture & { readonly pain: PlanRecord }) {
  const { t } = records.context;
  const { severity } = pain.fields;
  return (
    <th role="rowheader" scope="row">
      <button type="button" className="comparison__pain" onClick={() => onOpen(pain.id)}>
        {nameOf(records.context, pain)}
      </button>
      {typeof severity === 'string' && (
        <span className="quiet">
          {t('field.painPoint.severity')} {optionWord(t, 'severity', severity)}
        </span>
      )}
    </th>
  );
}
