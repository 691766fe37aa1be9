import { formatMoment } from '@shapan/i18n';
import { useState } from 'react';
import { useT, useWorkspace } from '../data/hooks.tsx';
import { usePrinting } from '../design/use-media.ts';
import { useMaybePlan } from './open-plan.tsx';
import { useUnit } from './unit.tsx';

/** What a sheet of paper must say of itself: which plan at which step, in which unit, printed when and by whom. */
export function PrintHead() {
  return usePrinting() ? <Printed /> : null;
}

function Printed() {
  const t = useT();
  const { workspace, memberName } = useWorkspace();
  const plan = useMaybePlan();
  const { label: unit } = useUnit();
  const status = plan?.brief?.fields['status'];
  const standing = plan?.isWhatIf
    ? t('app.whatIf')
    : typeof status === 'string' && (t.find(`plan.status.${status}`) ?? status);
  // It is made anew for every printing.
  const [moment] = useState(() => new Date().toISOString());
  const at = formatMoment(moment, t.locale, workspace.timeZone, { year: true });
  const printed = { at, name: memberName(workspace.me.id) };
  return (
    <header className="print-head">
      <p>
        <strong>{plan?.name || workspace.name}</strong>
        {standing !== undefined && standing !== false && <span>{standing}</span>}
        {plan && <span>{t('versions.position', { position: plan.state.position })}</span>}
      </p>
      <p>
        {plan && <span>{workspace.name}</span>}
        {plan && <span>{t('app.print.unit', { unit })}</span>}
        <span>{t('app.print.at', printed)}</span>
      </p>
    </header>
  );
}
