import { Link } from '@tanstack/react-router';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUnit } from '../../../app/unit.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { buttonClass } from '../../../design/index.ts';
import { carriersOf } from '../carriers.ts';
import { memberName } from '../names.ts';
import './carrier-line.css';

/** 达成路径 of the selected target: the initiatives that carry it, each at its place, and how far they cover it. */
export function CarrierLine({ target }: { readonly target: string }) {
  const t = useT();
  const { id, state, master } = usePlan();
  const { workspace } = useWorkspace();
  const { unit } = useUnit();
  const params = { workspace: workspace.id, plan: id };
  const carriers = carriersOf(state, target);
  const place = (coordinate: Readonly<Record<string, string>>): string =>
    Object.values(coordinate)
      .map((member) => memberName(master, member))
      .join(' · ');
  return (
    <section className="carriers" aria-label={t('targets.carriers')}>
      <span className="carriers__title">{t('targets.carriers')}</span>
      {carriers.length === 0 && <span className="quiet">{t('targets.carriers.none')}</span>}
      {carriers.map(({ initiative, coordinate }) => {
        const where = place(coordinate);
        return (
          <Link
            key={`${initiative.id} ${where}`}
            to="/w/$workspace/plans/$plan/strategy"
            params={params}
            search={{ unit, record: initiative.id }}
            className="carriers__one"
          >
            {where !== '' && <span className="quiet">{where}</span>} {String(initiative.fields['name'] ?? '')}
          </Link>
        );
      })}
      <Link
        to="/w/$workspace/plans/$plan/strategy"
        params={params}
        search={{ unit, cover: { target } }}
        hash="coverage"
        className={buttonClass('quiet', 'small')}
      >
        {t('targets.carriers.coverage')}
      </Link>
    </section>
  );
}
