import { currencyName, type DisplayUnit, unitName, unitsOf } from '@shapan/i18n';
import { Link } from '@tanstack/react-router';
import { CircleQuestionMark, Menu as MenuIcon, Redo2, Search, Undo2 } from 'lucide-react';
import type { BookStore } from '../data/book-store.ts';
import { useBook, useT, useWorkspace } from '../data/hooks.tsx';
import { Button, IconButton, KeyHint, Select, StatusTag } from '../design/index.ts';
import { MemberMenu } from './member-menu.tsx';
import { useMaybePlan } from './open-plan.tsx';
import { SaveBadge } from './save-badge.tsx';
import { useUnit } from './unit.tsx';
import { useUndo } from './use-submit.ts';

interface TopBarProps {
  readonly onMenu: () => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

/** Which plan and version this is, whether it is saved, the way back, the unit of money, search and the member. */
export function TopBar({ onMenu, onSearch, onHelp }: TopBarProps) {
  const t = useT();
  const plan = useMaybePlan();
  return (
    <header className="bar screen-only">
      <IconButton className="bar__menu" label={t('app.navigation')} icon={<MenuIcon />} onClick={onMenu} />
      {plan ? <PlanName /> : <WorkspaceName />}
      {plan && <UndoButtons store={plan.store} />}
      <span className="bar__space" />
      <Button
        className="bar__search"
        kind="default"
        size="small"
        icon={<Search aria-hidden="true" />}
        onClick={onSearch}
      >
        <span className="bar__search-text">{t('app.search')}</span>
        <KeyHint keys={['Ctrl', 'K']} />
      </Button>
      {plan && <UnitSwitch />}
      <IconButton
        className="bar__help"
        label={t('app.keys.help')}
        keys={['?']}
        icon={<CircleQuestionMark />}
        onClick={onHelp}
      />
      <MemberMenu />
    </header>
  );
}

function WorkspaceName() {
  const { workspace } = useWorkspace();
  const t = useT();
  return (
    <div className="bar__name">
      <span className="bar__title">{workspace.name}</span>
      {workspace.example && <StatusTag tone="neutral">{t('app.example')}</StatusTag>}
      <SaveBadge />
    </div>
  );
}

function PlanName() {
  const t = useT();
  const plan = useMaybePlan();
  const { workspace } = useWorkspace();
  if (!plan) return null;
  // Nothing to go to while there is no plan to show.
  if (plan.name === '') return <WorkspaceName />;
  const status = plan.brief?.fields['status'];
  return (
    <div className="bar__name">
      <Link
        to="/w/$workspace/plans/$plan"
        params={{ workspace: workspace.id, plan: plan.id }}
        className="bar__title"
      >
        {plan.name}
      </Link>
      {plan.isWhatIf ? (
        <StatusTag tone="whatif">{t('app.whatIf')}</StatusTag>
      ) : (
        typeof status === 'string' && (
          <StatusTag tone="neutral">{t.find(`plan.status.${status}`) ?? status}</StatusTag>
        )
      )}
      <SaveBadge />
    </div>
  );
}

function UndoButtons({ store }: { readonly store: BookStore }) {
  const t = useT();
  const { canUndo, canRedo } = useBook(store);
  const { undo, redo } = useUndo(store);
  return (
    <div className="bar__undo">
      <IconButton
        label={t('app.undo')}
        keys={['Ctrl', 'Z']}
        icon={<Undo2 />}
        disabled={!canUndo}
        onClick={() => void undo()}
      />
      <IconButton
        label={t('app.redo')}
        keys={['Ctrl', 'Y']}
        icon={<Redo2 />}
        disabled={!canRedo}
        onClick={() => void redo()}
      />
    </div>
  );
}

/** Every unit that readers of the language count in; a link may carry yet another one. */
function UnitSwitch() {
  const t = useT();
  const { unit, setUnit } = useUnit();
  const base = currencyName(useWorkspace().workspace.currency, t.locale);
  const shown = new Set<DisplayUnit>([...unitsOf(t.locale), unit]);
  return (
    <div className="bar__unit">
      <Select
        label={t('app.unit')}
        value={unit}
        onChange={setUnit}
        choices={[...shown].map((value) => ({ value, label: unitName(value, base, t.locale) }))}
      />
    </div>
  );
}
