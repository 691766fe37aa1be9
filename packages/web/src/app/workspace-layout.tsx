import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { WorkspaceProvider } from '../data/hooks.tsx';
import { BlockedUndos } from './blocked-undos.tsx';
import { Failure } from './failure.tsx';
import { Loading } from './loading.tsx';
import { OpenPlanProvider } from './open-plan.tsx';
import { rememberWorkspace } from './remembered-workspace.ts';
import { Shell } from './shell.tsx';
import { UndoToasts } from './undo-toast.tsx';

/** Everything inside a workspace: its data, and the plan that the address names. */
export function WorkspaceLayout() {
  const { workspace = '', plan } = useParams({ strict: false });
  useEffect(() => rememberWorkspace(workspace), [workspace]);
  return (
    <WorkspaceProvider key={workspace} workspaceId={workspace} fallback={bare(<Loading />)} failed={failed}>
      {plan === undefined ? (
        <BlockedUndos>
          <Shell>
            <Outlet />
          </Shell>
        </BlockedUndos>
      ) : (
        <UndoToasts key={plan}>
          <OpenPlanProvider key={plan} planId={plan}>
            {(ready) => (
              <BlockedUndos>
                <Shell>{ready ?? <Outlet />}</Shell>
              </BlockedUndos>
            )}
          </OpenPlanProvider>
        </UndoToasts>
      )}
    </WorkspaceProvider>
  );
}

const failed = (error: unknown) => bare(<Failure error={error} />);

const bare = (content: React.ReactNode) => (
  <main id="main" tabIndex={-1} className="page">
    {content}
  </main>
);
