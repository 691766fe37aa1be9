import type { RuleDraft } from './rule-draft.ts';

/** What every part of the form of a rule takes. */
export interface RulePartProps {
  readonly draft: RuleDraft;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}
