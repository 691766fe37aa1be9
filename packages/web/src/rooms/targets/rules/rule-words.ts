import {
  type BookState,
  childrenOf,
  type PlanRecord,
  placeRule,
  type RuleStanding,
  readFraction,
  readTotal,
  recordsOf,
  type ruleCalendars,
} from '@shapan/engine';
import { formatPeriod, type Translate } from '@shapan/i18n';
import type { TargetTable } from '../../../data/tables.ts';
import { carriersOf } from '../carriers.ts';
import { nodeName } from '../cell-text.ts';
import type { MetricFormat } from '../metric-format.ts';
import { dimensionName, memberName } from '../names.ts';

/** What sentences about rules need. */
export interface RuleWords {
  readonly t: Translate;
  readonly master: BookState;
  readonly targetName: (id: string) => string;
}

type BasisKey =
  | 'equal'
  | 'earlier'
  | 'potential'
  | 'headcount'
  | 'seasonality'
  | 'calendar'
  | 'weights'
  | 'buckets'
  | 'manual';

type CalendarKey = (typeof ruleCalendars)[number];

/** The rules of a target, in their own order. */
export function rulesOf(state: BookState, target: string): readonly PlanRecord[] {
  const order = ({ fields }: PlanRecord): number => Number(fields['order'] ?? Number.MAX_SAFE_INTEGER);
  return recordsOf(state, 'breakdownRule')
    .filter(({ fields }) => fields['target'] === target)
    .toSorted((a, b) => order(a) - order(b));
}

/** The place that a rule divides: members and period, or the whole. */
export function rulePlaceText({ t, master }: RuleWords, { fields }: PlanRecord): string {
  const members = Object.values((fields['coordinate'] ?? {}) as Readonly<Record<string, string>>);
  const names = members.map((id) => memberName(master, id));
  const time = fields['time'];
  if (typeof time === 'string') names.push(formatPeriod(time, t.locale, { year: true }));
  return names.length === 0 ? t('targets.rule.whole') : names.join(' · ');
}

/** 按区域拆到底：去年（销售额） – what divides, and by what. */
export function ruleText({ t, master, targetName }: RuleWords, { fields }: PlanRecord): string {
  const dimension = fields['dimension'];
  const source = fields['source'];
  const basis = t(`option.basis.${fields['basis'] as BasisKey}`);
  const calendar = fields['calendar'] as CalendarKey | undefined;
  const of =
    typeof source === 'string'
      ? targetName(source)
      : calendar
        ? t(`option.calendar.${calendar}`)
        : fields['weightsFrom'];
  return t('targets.rule.text', {
    by: typeof dimension === 'string' ? dimensionName(master, dimension) : t('targets.rule.time'),
    basis: of ? t('targets.rule.of', { basis, source: String(of) }) : basis,
  });
}

/** How many parts a generated sentence names. */
const NAMED = 4;

/** A rule and how it stands to the numbers now. */
export interface StandingRule {
  readonly rule: PlanRecord;
  readonly standing: RuleStanding;
}

/** Rules that shaped no number of today, so that the numbers are not told as theirs. */
const shapedNothing: readonly RuleStanding[] = ['never', 'superseded'];

/**
 * What stands in the column 拆解逻辑 of T1 while nobody has written something else: the rules that shaped the numbers last,
 * and – where the numbers still follow one that divides the whole among members – what each of them gets.
 */
export function generatedNote(
  words: RuleWords,
  rules: readonly StandingRule[],
  table: TargetTable | undefined,
  format: MetricFormat,
): string {
  const { t } = words;
  const told = rules.filter(({ standing }) => !shapedNothing.includes(standing));
  if (told.length === 0) return table ? presentParts(words, table, format) : '';
  const sentences = told.map(({ rule, standing }) => {
    const follows = standing === 'ran' || standing === 'manual';
    const said = ruleText(words, rule);
    const text = follows
      ? said
      : t('targets.rule.since', { rule: said, standing: t(`targets.rule.standing.${standing}`) });
    const parts = table && follows ? partTexts(words, rule, table, format) : '';
    const where = Object.keys((rule.fields['coordinate'] ?? {}) as object).length > 0;
    const full = parts === '' ? text : t('targets.rule.parts', { rule: text, parts });
    return where ? t('targets.rule.at', { place: rulePlaceText(words, rule), rule: full }) : full;
  });
  return sentences.join(t('targets.rule.then'));
}

/** Without a rule: what stands at the members right below the whole, along the first dimension that has several. */
function presentParts(
  { t, master }: RuleWords,
  { layout, totals }: TargetTable,
  format: MetricFormat,
): string {
  const { frame, cube } = layout;
  const along = frame.trees.findIndex((tree) => childrenOf(tree, 0).length > 1);
  const tree = frame.trees[along];
  if (!tree) return '';
  const whole = frame.trees.map(() => 0);
  const parts = childrenOf(tree, 0).map((node) => ({
    name: nodeName(t, master, layout, { along, node }),
    value: readFraction(totals, { members: whole.with(along, node), time: 0 }),
  }));
  if (parts.every(({ value }) => value === null)) return '';
  return t('targets.rule.present', {
    by: dimensionName(master, cube.dimensions[along] ?? ''),
    parts: listed(t, parts, (value) =>
      format.percent ? format.shown(value) : inUnits(t, format, format.shown(value)),
    ),
  });
}

/** The first few parts with what each of them has, and how many there are in all. */
function listed<Value>(
  t: Translate,
  parts: readonly { readonly name: string; readonly value: Value | null }[],
  write: (value: Value) => string,
): string {
  const texts = parts
    .slice(0, NAMED)
    .map(({ name, value }) => t('targets.rule.part', { name, amount: value === null ? '–' : write(value) }));
  const list = texts.join(t('targets.list.comma'));
  return parts.length > texts.length ? t('targets.rule.more', { named: list, count: parts.length }) : list;
}

const inUnits = (t: Translate, { unitLabel }: MetricFormat, amount: string): string =>
  t('plan.amount', { amount, unit: unitLabel }).trim();

function partTexts(words: RuleWords, rule: PlanRecord, table: TargetTable, format: MetricFormat): string {
  const { t, master } = words;
  if (typeof rule.fields['dimension'] !== 'string') return '';
  const placed = placeRule(table.layout, rule);
  if (!placed.ok) return '';
  const { along, at, parts } = placed.value;
  if (along === 'time') return '';
  const named = parts.map(({ node }) => ({
    name: nodeName(t, master, table.layout, { along, node }),
    value: readTotal(table.totals, { ...at, members: at.members.with(along, node) }),
  }));
  return listed(t, named, (amount) => inUnits(t, format, format.amount(amount)));
}

/** 达成路径 while nobody has written something else: the paths of the parts, else the initiatives that contribute, by the members they are for. */
export function generatedPath({ t, master }: RuleWords, state: BookState, target: string): string {
  const byPlace = new Map<string, string[]>();
  for (const { fields } of recordsOf(state, 'cellPath')) {
    if (fields['target'] !== target || typeof fields['path'] !== 'string') continue;
    const members = Object.values((fields['coordinate'] ?? {}) as Readonly<Record<string, string>>);
    byPlace.set(members.map((id) => memberName(master, id)).join(' · '), [fields['path']]);
  }
  if (byPlace.size > 0) return pathsText(t, byPlace);
  for (const { initiative, coordinate } of carriersOf(state, target)) {
    const place = Object.values(coordinate)
      .map((id) => memberName(master, id))
      .join(' · ');
    byPlace.set(place, [...(byPlace.get(place) ?? []), String(initiative.fields['name'] ?? '')]);
  }
  return pathsText(t, byPlace);
}

const pathsText = (t: Translate, byPlace: ReadonlyMap<string, readonly string[]>): string =>
  [...byPlace]
    .map(([place, names]) => {
      const list = names.join(t('targets.list.comma'));
      return place === '' ? list : t('targets.rule.path', { place, names: list });
    })
    .join(t('targets.rule.then'));
