import { type EnterContext, kinds } from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import { targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';
import type { RuleWords } from './rule-words.ts';

/** What the engine may know when the page asks it something; new whenever the plan changed. */
export function useDecideContext(): EnterContext {
  const { content, master } = usePlan();
  const { me, timeZone } = useWorkspace().workspace;
  return useMemo(
    () => ({
      book: 'plan',
      state: content.state,
      master,
      kinds,
      actor: me.id,
      // What this reader may not write it does not hold; the server decides.
      writable: () => true,
      today: serverDay(timeZone),
    }),
    // Numbers change in place; `content` is new whenever they did.
    [content, master, me.id, timeZone],
  );
}

/** Names for sentences about rules. */
export function useRuleWords(): RuleWords {
  const t = useT();
  const { content, master } = usePlan();
  return useMemo(() => {
    const names = targetNames(targetsOf(content.state), master, t);
    return { t, master, targetName: (id: string) => names.get(id) ?? '' };
    // Records change in place; `content` is new whenever they did.
  }, [content, master, t]);
}
