import type { AttainmentView } from '@shapan/contract';
import type { Organisation } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import { useOfBook, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import type { Arrangement } from './arrangement.ts';
import { cellKey } from './cell-key.ts';

export type PlaceAttainment = AttainmentView['places'][number];

/** What was reached stands beside the total of periods, row by row of members. */
export const showsReached = ({ rows, columns }: Arrangement): boolean =>
  columns.length === 1 && columns[0] === 'time' && rows.every((axis) => axis !== 'time');

/** What was reached at each member of the outermost dimension; `null` while it is switched off or on its way. */
export function useAttainment(
  table: TargetTable,
  asked: boolean,
  arrangement: Arrangement,
  organisation: Organisation,
): ReadonlyMap<string, PlaceAttainment> | null {
  const { workspace } = useWorkspace();
  const { id, store } = usePlan();
  const target = table.layout.target.id;
  const on = asked && showsReached(arrangement);
  // Switched off, nothing is drawn anew when the log goes on.
  const position = useOfBook(store, ({ state }) => (on ? state.position : null));
  const [first] = arrangement.rows;
  const along = typeof first === 'number' ? first : 0;
  const under = organisation === 'asWas' ? '' : `&organisation=${organisation.asOf}`;
  const path = `/workspaces/${workspace.id}/books/${id}/attainment?target=${target}&along=${along}${under}`;
  const answer = useQuery({
    queryKey: ['attainment', path, position],
    queryFn: () => ask<AttainmentView>('GET', path),
    enabled: on,
    placeholderData: (before) => before,
  });
  return useMemo(() => {
    if (!on || !answer.data) return null;
    return new Map(answer.data.places.map((place) => [cellKey(place.members.join(','), place.time), place]));
  }, [on, answer.data]);
}
