import { FilePlus2, Handshake, type LucideIcon, Map as MapIcon, Rocket, Swords, Timer } from 'lucide-react';

/** The situations of the method in its own order, then the empty plan. */
export const scenarios = ['launch', 'expansion', 'sprint', 'competition', 'keyAccounts', 'blank'] as const;
export type Scenario = (typeof scenarios)[number];

export const scenarioIcons: Readonly<Record<Scenario, LucideIcon>> = {
  launch: Rocket,
  expansion: MapIcon,
  sprint: Timer,
  competition: Swords,
  keyAccounts: Handshake,
  blank: FilePlus2,
};

export type PlanSource = Scenario | 'plan';

export const isPlanSource = (value: unknown): value is PlanSource =>
  value === 'plan' || scenarios.includes(value as Scenario);
