import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Arrangement } from './core/arrange.ts';
import type { RecordView } from './core/view.ts';

interface Kept {
  readonly q?: string | undefined;
  readonly w?: Readonly<Record<string, string>> | undefined;
  readonly s?: readonly string[] | undefined;
  readonly g?: string | undefined;
}

/** How a table is arranged, kept in the address under the key of its view: refresh, back and share keep it. */
export function useArrangement(
  view: RecordView,
): readonly [Arrangement, (change: Partial<Arrangement>) => void] {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const kept = (search as Readonly<Record<string, unknown>>)[view.key];
  const arrangement = useMemo(() => read(kept, view), [kept, view]);
  const change = (next: Partial<Arrangement>): void => {
    const written = write({ ...arrangement, ...next }, view);
    void navigate({
      to: '.',
      search: (before) => ({ ...before, [view.key]: written }),
      replace: true,
      resetScroll: false,
    });
  };
  return [arrangement, change];
}

/** Whatever stands in an address may have been typed by hand: only what fits is taken. */
function read(kept: unknown, view: RecordView): Arrangement {
  const { q, w, s, g } = (typeof kept === 'object' && kept !== null ? kept : {}) as Kept;
  const where =
    typeof w === 'object' && w !== null
      ? Object.entries(w).map(([field, value]) => [field, String(value)])
      : [];
  const sort = Array.isArray(s) ? s.filter((one): one is string => typeof one === 'string') : [];
  return {
    search: typeof q === 'string' ? q : '',
    where: Object.fromEntries(where) as Readonly<Record<string, string>>,
    sort: sort.map((one) => ({ column: one.replace(/^-/, ''), descending: one.startsWith('-') })),
    group: typeof g === 'string' ? g : (view.groupBy ?? ''),
  };
}

function write({ search, where, sort, group }: Arrangement, view: RecordView): Kept | undefined {
  const kept: Kept = {
    ...(search !== '' && { q: search }),
    ...(Object.keys(where).length > 0 && { w: where }),
    ...(sort.length > 0 && { s: sort.map(({ column, descending }) => `${descending ? '-' : ''}${column}`) }),
    ...(group !== (view.groupBy ?? '') && { g: group }),
  };
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Which record the drawer shows; it stands in the address, so that a link leads to it. */
export function useOpenRecord(): readonly [string | undefined, (id: string | undefined) => void] {
  const { record } = useSearch({ strict: false }) as { readonly record?: unknown };
  const navigate = useNavigate();
  return [
    typeof record === 'string' ? record : undefined,
    (id) => void navigate({ to: '.', search: (before) => ({ ...before, record: id }), resetScroll: false }),
  ];
}
