import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';

/** What of the view stands in the address, so that a link shows a colleague the same cell. */
export interface TargetsView extends LaidOut {
  readonly target: string | undefined;
  /** The saved view that the layout was taken from. */
  readonly saved: string | undefined;
}

/** How a target is laid out: what a saved view keeps. */
export interface LaidOut {
  /** What stands on the rows, outermost first: numbers of dimensions, `t` for time: `0`, `1-t`, `none`. */
  readonly rows: string | undefined;
  /** The same for columns; time when left out. */
  readonly columns: string | undefined;
  /** Per dimension the member that the others are seen for: `*,id`. */
  readonly only: string | undefined;
  /** The period that everything is seen for, where time stands on neither edge. */
  readonly when: string | undefined;
  /** How far rows and columns are opened: `0.1/0.2`. */
  readonly levels: string | undefined;
  /** Branches that were opened or closed one by one, beyond that: `r+A|c-Q2026-1`. */
  readonly open: string | undefined;
  /** `1` while what was reached stands beside the total. */
  readonly reached: string | undefined;
  /** The columns that order the rows, and which way: `all:desc|M2026-07:asc`. */
  readonly sort: string | undefined;
  /** What rows must meet, all of it: `all:atLeast:500000|=0:A,B|?north`. */
  readonly where: string | undefined;
  /** Columns that are not seen: `all|Q2026-1`. */
  readonly hide: string | undefined;
  /** Columns that were moved, in their new order. */
  readonly order: string | undefined;
  /** Columns with a width of their own: `all:140`. */
  readonly widths: string | undefined;
  /** The last column that stays in sight beside the names. */
  readonly freeze: string | undefined;
  /** The last row that stays in sight below the titles; the whole does anyway. */
  readonly freezeRow: string | undefined;
  /** `normal` for rows with more room; dense unless said. */
  readonly density: string | undefined;
  /** `today`: everything under the parents of today; as it was in each period unless said. */
  readonly organisation: string | undefined;
}

/** The layout everything begins with. */
export const plainLayout: LaidOut = {
  rows: undefined,
  columns: undefined,
  only: undefined,
  when: undefined,
  levels: undefined,
  open: undefined,
  reached: undefined,
  sort: undefined,
  where: undefined,
  hide: undefined,
  order: undefined,
  widths: undefined,
  freeze: undefined,
  freezeRow: undefined,
  density: undefined,
  organisation: undefined,
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** What may be changed of the address: the view, and the selected cell – `row@column` –, which draws nothing anew. */
export interface AddressChange extends Partial<TargetsView> {
  readonly place?: string | undefined;
}

type Search = Readonly<Record<string, unknown>>;

const viewIn = (search: Search): TargetsView => ({
  target: text(search['target']),
  saved: text(search['saved']),
  ...layoutFrom(search),
});

/** The cell that the address names at this moment, for a table that begins there. */
export function usePlaceInAddress(): () => string | undefined {
  const router = useRouter();
  return useCallback(() => text((router.state.location.search as Search)['place']), [router]);
}

export function useTargetsView(): readonly [TargetsView, (change: AddressChange, later?: boolean) => void] {
  const said = useSearch({ strict: false, select: (search: Search) => JSON.stringify(viewIn(search)) });
  const view = useMemo(() => viewIn(JSON.parse(said) as Search), [said]);
  const navigate = useNavigate();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<AddressChange>({});
  const change = useCallback(
    (next: AddressChange, later = false) => {
      clearTimeout(waiting.current);
      pending.current = { ...pending.current, ...next };
      const go = (): void => {
        const changed = pending.current;
        pending.current = {};
        void navigate({
          to: '.',
          search: (now) => ({ ...now, ...changed }),
          replace: true,
          resetScroll: false,
        });
      };
      // Arrow keys run through cells faster than an address needs to follow.
      if (later) waiting.current = setTimeout(go, 250);
      else go();
    },
    [navigate],
  );
  return [view, change];
}

/** What of an address, or of a saved view, lays the table out. */
export function layoutFrom(values: Readonly<Record<string, unknown>>): LaidOut {
  const names = Object.keys(plainLayout) as (keyof LaidOut)[];
  return Object.fromEntries(names.map((name) => [name, text(values[name])])) as unknown as LaidOut;
}
