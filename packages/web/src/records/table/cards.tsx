import { kinds, type PlanRecord } from '@shapan/engine';
import { ChevronRight } from 'lucide-react';
import { cellText } from '../core/arrange.ts';
import { nameOf, type RecordContext } from '../core/context.ts';
import { showValue } from '../core/show.ts';
import type { RecordView, TableColumn } from '../core/view.ts';
import { fieldWord } from '../core/words.ts';
import type { TableRow } from './table-model.ts';

interface CardsProps {
  readonly context: RecordContext;
  readonly view: RecordView;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly onOpen: (id: string) => void;
}

/** The table on a narrow screen: a card for each record, which opens it. */
export function Cards({ context, view, columns, rows, onOpen }: CardsProps) {
  return (
    <ul className="cards">
      {rows.map((row) => {
        if (row.type === 'new') return null;
        if (row.type === 'record')
          return <Card key={row.id} {...{ context, view, columns }} record={row.record} onOpen={onOpen} />;
        const { group } = row;
        if (group.records.length === 0) return null;
        return (
          <li key={row.id} className="cards__group">
            {context.t('records.group.count', { name: group.name, count: group.records.length })}
          </li>
        );
      })}
    </ul>
  );
}

interface CardProps extends Pick<CardsProps, 'context' | 'view' | 'columns' | 'onOpen'> {
  readonly record: PlanRecord;
}

function Card({ context, view, columns, record, onOpen }: CardProps) {
  const facts = view.card.flatMap((name) => {
    const text = factText(context, columns, record, name);
    const label =
      columns.find(({ id }) => id === name)?.header ?? fieldWord(context.t, record.kind, name, view.template);
    return text === '' ? [] : [{ name, label, text }];
  });
  return (
    <li className="card" data-tone={view.tone?.(record)}>
      <button type="button" className="card__open" onClick={() => onOpen(record.id)}>
        <span className="card__name">{nameOf(context, record)}</span>
        <ChevronRight aria-hidden="true" size={16} />
      </button>
      {facts.length > 0 && (
        <dl className="card__facts">
          {facts.map(({ name, label, text }) => (
            <div key={name} data-long={text.length > 24 || undefined}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

function factText(
  context: RecordContext,
  columns: readonly TableColumn[],
  record: PlanRecord,
  name: string,
): string {
  const column = columns.find(({ id }) => id === name);
  if (column) return cellText(context, column, record);
  const field = kinds.get(record.kind)?.fields[name];
  return field ? showValue(context, name, field, record.fields[name]) : '';
}
