import { findRecord, type PlanRecord } from '@shapan/engine';
import { useNavigate } from '@tanstack/react-router';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import { Button } from '../../../design/index.ts';

/** From an initiative, or one of its contributions, to the cell that it names. */
export function ToCoverage({ record }: { readonly record: PlanRecord }) {
  const t = useT();
  const { state } = usePlan();
  const navigate = useNavigate();
  const target = findRecord(state, 'target', String(record.fields['target'] ?? ''));
  if (!target || (record.kind !== 'initiative' && record.kind !== 'contribution')) return null;
  const coordinate = (record.fields['coordinate'] ?? {}) as Readonly<Record<string, string>>;
  const dimensions = (target.fields['dimensions'] ?? []) as readonly string[];
  // The first dimension that it names goes down the side; the others stand where it says.
  const along = dimensions.find((id) => coordinate[id] !== undefined) ?? dimensions[0];
  const members = dimensions.map((id) => coordinate[id] ?? '*');
  const show = (): void => {
    const cover = { target: target.id, along, at: `${members.join(',')}@all` };
    // The record would stand in front of what it leads to.
    void navigate({
      to: '.',
      search: (before) => ({ ...before, record: undefined, cover }),
      resetScroll: false,
    });
    document.getElementById('coverage')?.scrollIntoView({ block: 'start' });
  };
  return (
    <div>
      <Button kind="quiet" size="small" onClick={show}>
        {t('coverage.ofInitiative')}
      </Button>
    </div>
  );
}
