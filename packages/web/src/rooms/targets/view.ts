import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';

/** What of the view stands in the address, so that a link shows a colleague the same cell. */
export interface TargetsView {
  readonly target: string | undefined;
  /** The selected cell: `row@period`. */
  readonly place: string | undefined;
  /** Dimensions on the rows, by number, outermost first: `0`, `1-0`. */
  readonly rows: string | undefined;
  /** Per dimension the member that the others are seen for: `*,id`. */
  readonly only: string | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

export function useTargetsView(): readonly [
  TargetsView,
  (change: Partial<TargetsView>, later?: boolean) => void,
] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const change = useCallback(
    (next: Partial<TargetsView>, later = false) => {
      clearTimeout(waiting.current);
      const go = (): void =>
        void navigate({ to: '.', search: (now) => ({ ...now, ...next }), replace: true });
      // Arrow keys run through cells faster than an address needs to follow.
      if (later) waiting.current = setTimeout(go, 250);
      else go();
    },
    [navigate],
  );
  const view = {
    target: text(search['target']),
    place: text(search['place']),
    rows: text(search['rows']),
    only: text(search['only']),
  };
  return [view, change];
}

/** The order of dimensions in an address, or all of them in the plan's own order. */
export function orderFrom(rows: string | undefined, count: number): readonly number[] {
  const own = Array.from({ length: count }, (_, d) => d);
  if (rows === undefined) return own;
  const order = rows
    .split('-')
    .map(Number)
    .filter((d) => own.includes(d));
  return order.length > 0 && new Set(order).size === order.length ? order : own;
}

/** The ways in which up to three dimensions can stand on the rows: nested in either order, or one alone. */
export function arrangementsOf(count: number): readonly (readonly number[])[] {
  const own = Array.from({ length: count }, (_, d) => d);
  if (count < 2) return [own];
  const alone = own.map((d) => [d]);
  const led = own.map((d) => [d, ...own.filter((other) => other !== d)]);
  return [...led, ...alone];
}
