import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useT, useWorkspace } from '../data/hooks.tsx';
import { Callout, classes, Dialog, usePaletteShortcut } from '../design/index.ts';
import { AppPalette } from './app-palette.tsx';
import { Later, useMaybePlan } from './open-plan.tsx';
import { PrintHead } from './print-head.tsx';
import { Rail } from './rail.tsx';
import { usePageTitle } from './root.tsx';
import { useOnline } from './save-state.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { TopBar } from './top-bar.tsx';
import { useShellKeys } from './use-shell-keys.ts';
import './shell.css';

/** What stands around every page of a workspace: the rail at the left, the bar on top, the sandbox's frame. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useT();
  const { workspace } = useWorkspace();
  const plan = useMaybePlan();
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  const pathname = useLocation({ select: (location) => location.pathname });
  // Open at one address only, so that following a link closes it.
  const [railAt, setRailAt] = useState<string>();
  usePageTitle(plan?.name ?? workspace.name);
  usePaletteShortcut(() => setPalette(true));
  useShellKeys({ store: plan?.store, onHelp: () => setShortcuts(true) });
  const whatIf = plan?.isWhatIf === true;
  return (
    <div className={classes('shell', whatIf && 'shell--whatif')}>
      <aside className="shell__rail screen-only">
        <Later>
          <Rail />
        </Later>
      </aside>
      <div className="shell__body">
        <Later>
          <TopBar
            onMenu={() => setRailAt(pathname)}
            onSearch={() => setPalette(true)}
            onHelp={() => setShortcuts(true)}
          />
        </Later>
        <main id="main" tabIndex={-1} className="shell__main" aria-label={t('app.main')}>
          <PrintHead />
          <OfflineBanner />
          {whatIf && <WhatIfBanner />}
          <div className="page">{children}</div>
        </main>
      </div>
      <Dialog
        open={railAt === pathname}
        onOpenChange={(open) => setRailAt(open ? pathname : undefined)}
        title={t('app.navigation')}
        closeLabel={t('app.close')}
      >
        <Rail />
      </Dialog>
      <Later>
        <AppPalette open={palette} onOpenChange={setPalette} onHelp={() => setShortcuts(true)} />
        <ShortcutsDialog open={shortcuts} onOpenChange={setShortcuts} />
      </Later>
    </div>
  );
}

function OfflineBanner() {
  const t = useT();
  if (useOnline()) return null;
  return (
    <div className="shell__banner">
      <Callout tone="warn" title={t('app.offline.title')} announce="polite">
        {t('app.offline.advice')}
      </Callout>
    </div>
  );
}

function WhatIfBanner() {
  const t = useT();
  const { workspace } = useWorkspace();
  const base = useMaybePlan()?.summary?.base;
  return (
    <div className="shell__banner">
      <Callout
        tone="whatif"
        title={t('app.whatIf.title')}
        action={
          base && (
            <Link to="/w/$workspace/plans/$plan" params={{ workspace: workspace.id, plan: base.book }}>
              {t('app.whatIf.back')}
            </Link>
          )
        }
      >
        {t('app.whatIf.text')}
      </Callout>
    </div>
  );
}
