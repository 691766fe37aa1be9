import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

/** What of the coverage is looked at; it stands in the address, so that a link leads to the same cell. */
export interface CoverAddress {
  readonly target: string | undefined;
  /** A dimension's id. */
  readonly along: string | undefined;
  /** `A,*@M2026-07`. */
  readonly at: string | undefined;
  /** `table` instead of the map. */
  readonly as: string | undefined;
}

/** Whatever stands in an address may have been typed by hand. */
function read(kept: unknown): CoverAddress {
  const said = (typeof kept === 'object' && kept !== null ? kept : {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string | undefined =>
    typeof said[name] === 'string' ? (said[name] as string) : undefined;
  return { target: text('target'), along: text('along'), at: text('at'), as: text('as') };
}

export function useCoverAddress(): readonly [CoverAddress, (change: Partial<CoverAddress>) => void] {
  const { cover } = useSearch({ strict: false }) as { readonly cover?: unknown };
  const navigate = useNavigate();
  const address = useMemo(() => read(cover), [cover]);
  const change = (next: Partial<CoverAddress>): void =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, cover: { ...address, ...next } }),
      replace: true,
      resetScroll: false,
    });
  return [address, change];
}
