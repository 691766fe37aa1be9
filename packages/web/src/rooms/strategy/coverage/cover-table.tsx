import { useMemo, useState } from 'react';
import {
  Button,
  type Column,
  DataTable,
  type SortOrder,
  StatusTag,
  type Tone,
} from '../../../design/index.ts';
import { type CoverageTone, type CoveredCell, sharePermille, toneOf } from './places.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';

interface CoverTableProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly label: string;
  readonly selected: CoveredCell | undefined;
  readonly onSelect: (cell: CoveredCell) => void;
}

const linesAtOnce = 60;

export const tagTones: Readonly<Record<CoverageTone, Tone>> = {
  covered: 'good',
  near: 'warn',
  far: 'bad',
  bare: 'bad',
  open: 'neutral',
};

/** Every cell in a line: target, baseline, what initiatives add, what is missing. */
export function CoverTable({ view, words, label, selected, onSelect }: CoverTableProps) {
  const [sort, setSort] = useState<SortOrder | undefined>();
  const [shown, setShown] = useState(linesAtOnce);
  const { t } = words;
  const { cells } = view;
  // Until somebody sorts, only what is shown is computed.
  const sorted = useMemo(() => sort && sortedBy(view, sort), [view, sort]);
  const count = sorted?.length ?? cells.size;
  return (
    <>
      <DataTable
        caption={label}
        columns={columnsOf(view, words, onSelect)}
        rows={sorted?.slice(0, shown) ?? cells.first(shown)}
        rowKey={({ key }) => key}
        selectedKey={selected?.key}
        sort={sort}
        onSort={setSort}
        density="compact"
        maxHeight="480px"
      />
      {count > shown && (
        <Button kind="quiet" size="small" onClick={() => setShown(shown + linesAtOnce)}>
          {t('records.more', { count: count - shown })}
        </Button>
      )}
    </>
  );
}

function columnsOf(
  { table: { layout } }: CoverageView,
  words: CoverWords,
  onSelect: CoverTableProps['onSelect'],
): readonly Column<CoveredCell>[] {
  const { t } = words;
  const inUnit = (name: string): string =>
    words.unitLabel === '' ? name : t('targets.breakdown.inUnit', { name, unit: words.unitLabel });
  const number = (id: string, header: string, of: (cell: CoveredCell) => string): Column<CoveredCell> => ({
    id,
    header,
    cell: of,
    numeric: true,
    sortable: id in keys,
  });
  return [
    {
      id: 'place',
      header: t('coverage.column.place'),
      cell: (cell) => (
        <button type="button" className="cover-link" onClick={() => onSelect(cell)}>
          {words.cell(cell)}
        </button>
      ),
    },
    number('target', inUnit(t('coverage.figure.target')), ({ cover }) => words.amount(cover.target)),
    number('baseline', t('coverage.figure.baseline'), ({ cover }) => words.amount(cover.baseline)),
    number('expected', t('coverage.figure.expected'), ({ cover }) => words.amount(cover.added.expected)),
    number('likely', t('coverage.column.likely'), ({ cover }) => words.amount(cover.added.likely)),
    number('band', t('coverage.column.band'), ({ cover: { added } }) =>
      t('coverage.band', { low: words.amount(added.low), high: words.amount(added.high) }),
    ),
    number('share', t('coverage.figure.share'), ({ cover }) => words.share(cover) ?? '–'),
    number('gap', t('coverage.figure.gap'), ({ cover }) => words.amount(cover.uncovered)),
    {
      id: 'state',
      header: t('coverage.column.state'),
      cell: ({ cover }) => (
        <StatusTag plain tone={tagTones[toneOf(layout, cover)]}>
          {t(`coverage.state.${cover.state}`)}
        </StatusTag>
      ),
    },
  ];
}

const lowest = Number.NEGATIVE_INFINITY;

const keys: Readonly<Record<string, (cell: CoveredCell, view: CoverageView) => number>> = {
  target: ({ cover }) => cover.target ?? lowest,
  baseline: ({ cover }) => cover.baseline ?? lowest,
  expected: ({ cover }) => cover.added.expected,
  likely: ({ cover }) => cover.added.likely,
  share: ({ cover }, { table }) => sharePermille(table.layout, cover) ?? lowest,
  gap: ({ cover }) => cover.uncovered ?? lowest,
};

/** All cells by one of their numbers; those alike as the map has them. */
function sortedBy(view: CoverageView, sort: SortOrder): readonly CoveredCell[] {
  const all = view.cells.first(view.cells.size);
  const key = keys[sort.column];
  if (!key) return all;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const keyed = all.map((cell) => ({ cell, at: key(cell, view) }));
  const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -sign : sign);
  return keyed.sort((a, b) => compare(a.at, b.at)).map(({ cell }) => cell);
}
