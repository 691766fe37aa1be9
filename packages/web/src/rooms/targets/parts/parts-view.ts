import type { CommandRequest } from '@shapan/contract';
import {
  type FieldValue,
  type PlanRecord,
  placeOf,
  readFraction,
  recordsOf,
  sameValue,
} from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import {
  listWord,
  nameOf,
  type RecordContext,
  type Records,
  type RecordView,
} from '../../../records/index.ts';
import { carriersOf } from '../carriers.ts';
import type { MetricFormat } from '../metric-format.ts';

type Coordinate = Readonly<Record<string, string>>;

const coordinateOf = ({ fields }: PlanRecord): Coordinate => (fields['coordinate'] ?? {}) as Coordinate;

/** 达成路径 part by part: what each comes to, how it is to be reached, who answers for it, and which initiatives carry it. */
export function partsView({ layout, totals }: TargetTable, format: MetricFormat): RecordView {
  const { target, frame, cube } = layout;
  return {
    key: 'parts',
    kind: 'cellPath',
    template: 'T1',
    identity: ['target', 'coordinate'],
    columns: [
      'coordinate',
      {
        id: 'value',
        header: 'template.T1.value',
        width: 120,
        numeric: true,
        text: (_, record) => {
          const at = coordinateOf(record);
          const members = cube.dimensions.map((dimension) => at[dimension] ?? '*');
          const place = placeOf(frame, { members, time: frame.time.ids[0] ?? 'all' });
          const value = place && readFraction(totals, place);
          if (!value) return '';
          return `${format.shown(value)}${format.percent ? '' : ` ${format.unitLabel}`}`.trim();
        },
      },
      'path',
      'accountable',
      'due',
      {
        id: 'carriers',
        header: 'targets.carriers',
        width: 220,
        text: (context, record) => carriersText(context, target.id, coordinateOf(record)),
      },
    ],
    defaults: { target: target.id },
    card: ['value', 'path', 'accountable', 'due', 'carriers'],
  };
}

/** The initiatives that add to just this part. */
function carriersText(context: RecordContext, target: string, part: Coordinate): string {
  const names = carriersOf(context.state, target)
    .filter(({ coordinate }) => sameValue(coordinate, part))
    .map(({ initiative }) => nameOf(context, initiative));
  return listWord(context.t, [...new Set(names)]);
}

/** Parts right below the whole of which nobody has said yet how they are reached, each as its coordinate. */
export function partsUnsaid(
  { layout }: TargetTable,
  context: Pick<RecordContext, 'state'>,
): readonly Readonly<Record<string, FieldValue>>[] {
  const { target, frame, cube } = layout;
  const [tree] = frame.trees;
  const [dimension] = cube.dimensions;
  if (!tree || dimension === undefined) return [];
  const said = recordsOf(context.state, 'cellPath').filter(({ fields }) => fields['target'] === target.id);
  return tree.ids
    .filter((id, node) => id !== '' && tree.parent[node] === 0)
    .map((id) => ({ [dimension]: id }))
    .filter((coordinate) => !said.some((one) => sameValue(one.fields['coordinate'], coordinate)));
}

/**
 * A row for each such part, as far as the reader may add it just so: whoever works in a part adds rows of that part alone, and
 * nobody is made to answer for one by adding it.
 */
export const partsToAdd = (
  table: TargetTable,
  { context, allows }: Pick<Records, 'context' | 'allows'>,
  newId: () => string,
): readonly CommandRequest[] =>
  partsUnsaid(table, context)
    .map(
      (coordinate): CommandRequest => ({
        type: 'record.add',
        kind: 'cellPath',
        id: newId(),
        fields: { target: table.layout.target.id, coordinate },
      }),
    )
    .filter(allows);
