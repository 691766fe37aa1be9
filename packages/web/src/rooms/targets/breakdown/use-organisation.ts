import { layoutOf, type Organisation, parentsOf, tableTotals } from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';

export interface ShownOrganisation {
  readonly table: TargetTable;
  readonly organisation: Organisation;
  /** Under the parents of today, to compare with: nothing is typed there. */
  readonly readOnly: boolean;
  /** Whether anybody has ever moved, so that there is something to choose. */
  readonly choosable: boolean;
}

/** The table as it was in each period, or – made for looking, and anew when numbers change – under the parents of today. */
export function useOrganisation(table: TargetTable, wanted: string | undefined): ShownOrganisation {
  const { content, master } = usePlan();
  const { workspace } = useWorkspace();
  const today = serverDay(workspace.timeZone);
  const choosable = parentsOf(master).days.length > 0;
  const readOnly = choosable && wanted === 'today';
  const { id } = table.layout.target;
  return useMemo(() => {
    const organisation = readOnly ? { asOf: today } : 'asWas';
    const layout = readOnly ? layoutOf(content.state, master, id, organisation) : undefined;
    const shown = layout ? { layout, totals: tableTotals(layout) } : table;
    return { table: shown, organisation, readOnly: layout !== undefined, choosable };
    // Numbers change in place; `content` is new whenever they did.
  }, [content, master, table, id, today, readOnly, choosable]);
}
