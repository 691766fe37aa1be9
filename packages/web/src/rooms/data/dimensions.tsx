import { recordsOf } from '@shapan/engine';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, SegmentedControl } from '../../design/index.ts';
import {
  fieldWord,
  kindPhrase,
  NewDialog,
  nameOf,
  optionWord,
  type RecordSubmit,
  type Records,
  useOpenRecord,
} from '../../records/index.ts';
import { Members } from './members.tsx';

interface DimensionsProps {
  readonly records: Records;
  readonly submit: RecordSubmit['submit'];
}

const newDimension = { kind: 'dimension', card: [] } as const;

/** By what targets and actuals can be broken down: one tree for each dimension. */
export function Dimensions({ records, submit }: DimensionsProps) {
  const { context, mayEdit } = records;
  const { t, master } = context;
  const dimensions = recordsOf(master, 'dimension');
  const [shown, show] = useDimension(dimensions.map(({ id }) => id));
  const [, openRecord] = useOpenRecord();
  const [adding, setAdding] = useState(false);
  const add = mayEdit && (
    <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('records.add', { kind: kindPhrase(t, 'dimension') })}
    </Button>
  );
  const dimension = dimensions.find(({ id }) => id === shown);
  return (
    <div className="records">
      {dimensions.length === 0 ? (
        <EmptyState text={t('data.dimensions.empty')} action={add} />
      ) : (
        <div className="records__bar">
          <SegmentedControl
            label={t('kind.dimension.plural')}
            value={shown ?? ''}
            onChange={show}
            segments={dimensions.map((one) => ({ value: one.id, label: nameOf(context, one) }))}
          />
          {add}
          {dimension && mayEdit && (
            <Button
              kind="quiet"
              size="small"
              icon={<Pencil aria-hidden="true" />}
              onClick={() => openRecord(dimension.id)}
            >
              {t('data.dimension.edit')}
            </Button>
          )}
          {dimension && (
            <span className="quiet">
              {fieldWord(t, 'dimension', 'category')} ·{' '}
              {optionWord(t, 'category', dimension.fields['category'])}
            </span>
          )}
        </div>
      )}
      {dimension && <Members key={dimension.id} records={records} dimension={dimension} submit={submit} />}
      {adding && (
        <NewDialog
          context={context}
          view={newDimension}
          given={{}}
          submit={submit}
          onMade={show}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}

function useDimension(ids: readonly string[]): readonly [string | undefined, (id: string) => void] {
  const { dimension } = useSearch({ strict: false }) as { readonly dimension?: unknown };
  const navigate = useNavigate();
  const shown = ids.find((id) => id === dimension) ?? ids[0];
  return [
    shown,
    (id) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, dimension: id }),
        replace: true,
        resetScroll: false,
      }),
  ];
}
