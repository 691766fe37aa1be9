import { useT } from '../../data/hooks.tsx';
import { Field, SegmentedControl, Select, TextInput } from '../../design/index.ts';
import {
  columnName,
  periodCandidates,
  type Sheet,
  type TimeShape,
  timeShape,
  withPeriod,
  withTimeShape,
} from './mapping.ts';
import type { Import } from './use-import.ts';

interface TimeFieldsProps {
  readonly job: Import;
  readonly sheet: Sheet;
  readonly columns: readonly { readonly value: string; readonly label: string }[];
}

const shapes = ['column', 'parts', 'columns'] as const;
const grains = ['half', 'quarter', 'month'] as const;

/** When a value is about, and which column is the value: they hang together where every column is a period. */
export function TimeFields({ job, sheet, columns }: TimeFieldsProps) {
  const t = useT();
  const { mapping, map } = job;
  if (!mapping) return null;
  const shape = timeShape(mapping);
  const toShape = (next: TimeShape): void =>
    map(withTimeShape(mapping, next, periodCandidates(sheet, mapping)));
  return (
    <>
      <SegmentedControl<TimeShape>
        label={t('documents.time')}
        value={shape}
        onChange={toShape}
        segments={shapes.map((value) => ({ value, label: t(`documents.time.${value}`) }))}
      />
      {shape === 'columns' ? (
        <PeriodColumns job={job} sheet={sheet} />
      ) : (
        <>
          <Field
            label={t(shape === 'parts' ? 'documents.map.year' : 'documents.map.when')}
            hint={shape === 'parts' ? undefined : t('documents.map.when.hint')}
          >
            <Select
              value={mapping.when === undefined ? null : String(mapping.when)}
              onChange={(value) => map({ ...mapping, when: Number(value) })}
              choices={columns}
            />
          </Field>
          {mapping.part && <PartFields job={job} part={mapping.part} columns={columns} />}
          <Field label={t('documents.map.amount')}>
            <Select
              value={mapping.amount === undefined ? null : String(mapping.amount)}
              onChange={(value) => map({ ...mapping, amount: Number(value) })}
              choices={columns}
            />
          </Field>
        </>
      )}
    </>
  );
}

interface PartFieldsProps extends Omit<TimeFieldsProps, 'sheet'> {
  readonly part: NonNullable<NonNullable<Import['mapping']>['part']>;
}

function PartFields({ job, part, columns }: PartFieldsProps) {
  const t = useT();
  const { mapping, map } = job;
  if (!mapping) return null;
  return (
    <div className="import__pair">
      <Field label={t('documents.map.part')}>
        <Select
          value={String(part.column)}
          onChange={(value) => map({ ...mapping, part: { ...part, column: Number(value) } })}
          choices={columns}
        />
      </Field>
      <SegmentedControl
        label={t('documents.map.grain')}
        value={part.grain}
        onChange={(grain) => map({ ...mapping, part: { ...part, grain } })}
        segments={grains.map((value) => ({ value, label: t(`documents.grain.${value}`) }))}
      />
    </div>
  );
}

/** Every column that may hold values, with the period it is about; emptied it holds none. */
function PeriodColumns({ job, sheet }: Omit<TimeFieldsProps, 'columns'>) {
  const t = useT();
  const { mapping, map } = job;
  if (!mapping) return null;
  return (
    <div role="group" aria-label={t('documents.time.columns')} className="import__periods">
      <p className="quiet">{t('documents.time.columns.hint')}</p>
      {periodCandidates(sheet, mapping).map(({ column }) => (
        <Field key={column} label={columnName(sheet, column)}>
          <TextInput
            value={mapping.periods?.find((one) => one.column === column)?.period ?? ''}
            maxLength={40}
            placeholder="2026-07"
            onChange={(period) => map(withPeriod(mapping, column, period))}
          />
        </Field>
      ))}
    </div>
  );
}
