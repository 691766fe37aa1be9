import { blank } from './blank.data.ts';
import { competition } from './competition.data.ts';
import { demo } from './demo.data.ts';
import { expansion } from './expansion.data.ts';
import { keyAccounts } from './key-accounts.data.ts';
import { launch } from './launch.data.ts';
import type { Pack, Scenario } from './pack.ts';
import { sprint } from './sprint.data.ts';
import type { Text } from './text.ts';

/** The languages in which every pack is complete. */
export type PackLocale = 'zh-CN' | 'en';

/** What can be instantiated: the five situations, the empty plan, and the worked example. */
export type PackName = Scenario | 'demo';

/** Every ready-made plan as data, complete in both languages; `instantiate` makes a plan of one. */
export const packs: Readonly<Record<PackName, Pack>> = {
  launch,
  expansion,
  sprint,
  competition,
  keyAccounts,
  blank,
  demo,
};

/** A text in one language. */
export const inLocale = (locale: PackLocale, text: Text): string => (locale === 'en' ? text.en : text.zh);

/** What the start page says of one ready-made plan, in one language. */
export interface ScenarioCard {
  readonly scenario: PackName;
  readonly name: string;
  /** The situation it is for. */
  readonly purpose: string;
  /** What is there when it opens. */
  readonly contents: string;
  readonly cadence: string;
}

/** What the start page says of each ready-made plan: the five situations in the order of the document, then the rest. */
export function scenarioCards(locale: PackLocale): readonly ScenarioCard[] {
  return Object.entries(packs).map(([name, { card }]) => ({
    scenario: name as PackName,
    name: inLocale(locale, card.name),
    purpose: inLocale(locale, card.purpose),
    contents: inLocale(locale, card.contents),
    cadence: inLocale(locale, card.cadence),
  }));
}
