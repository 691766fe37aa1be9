import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { useCellWords } from '../explain/use-cell-words.ts';
import type { MetricFormat } from '../metric-format.ts';
import { ownMember } from '../own-part.ts';
import type { MovedCell, SpreadSummary } from './spread-summary.ts';
import { useReleasedPart } from './use-territory.ts';

interface TotalsProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
}

/** What becomes of the totals right above the cell, in every dimension and in time. */
export function Above({
  table,
  format,
  summary: { above },
}: TotalsProps & { readonly summary: Pick<SpreadSummary, 'above'> }) {
  const isKnown = useKnown(table);
  const moved = above.filter((one) => format.shown(one.before) !== format.shown(one.after) && isKnown(one));
  return <Totals {...{ table, format }} cells={moved} />;
}

/** Of a zero-sum entry the totals that move all the same: the whole stays, they do not. */
export function MovedTotals({
  table,
  format,
  summary: { moved },
}: TotalsProps & { readonly summary: Pick<SpreadSummary, 'moved'> }) {
  const t = useT();
  const isKnown = useKnown(table);
  if (moved.count === 0) return null;
  const more = moved.count - moved.totals.length;
  return (
    <section aria-label={t('targets.effect.moved')}>
      <Totals {...{ table, format }} cells={moved.totals.filter(isKnown)} />
      {more > 0 && <p className="targets-hint num">{t('targets.effect.moved.more', { count: more })}</p>}
    </section>
  );
}

/** Above the own part the table knows that part alone: its number under the name of the whole would be none of the whole. */
function useKnown({ layout }: TargetTable): (cell: MovedCell) => boolean {
  const territory = useReleasedPart(layout.target.id);
  return ({ place }) =>
    place.members.every((node, d) => {
      const own = node < 0 ? ~node : node;
      return ownMember(layout, territory, d, own)?.node === own;
    });
}

/** Totals by name, before and after. */
function Totals({
  table,
  format,
  cells,
}: TotalsProps & {
  readonly cells: readonly MovedCell[];
}) {
  const words = useCellWords(table, format);
  const t = useT();
  const { frame } = table.layout;
  if (cells.length === 0) return null;
  const shown = (value: SpreadSummary['before']): string => format.shown(value) || t('targets.grid.nothing');
  return (
    <ul className="targets-above num">
      {cells.map(({ place, before, after }) => {
        const members = place.members.map((node, d) =>
          node === 0 ? '*' : (frame.trees[d]?.ids[node < 0 ? ~node : node] ?? '*'),
        );
        const cell = words.cell({ members, time: frame.time.ids[place.time] ?? 'all' });
        return (
          <li key={[...place.members, place.time].join(',')}>
            {t('targets.spread.above', {
              cell,
              before: shown(before),
              after: shown(after),
              unit: format.percent ? '' : format.unitLabel,
            })}
          </li>
        );
      })}
    </ul>
  );
}
