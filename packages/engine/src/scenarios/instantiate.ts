import type { DateRange, PlainDate } from '../foundation/date.ts';
import { defaultFiscalCalendar, type FiscalCalendar } from '../foundation/fiscal-calendar.ts';
import { periodsBetween } from '../foundation/period.ts';
import { invariant } from '../foundation/result.ts';
import type { AddRecord, RecordCommand } from '../plan/command.ts';
import type { TargetCommand } from '../targets/index.ts';
import { createDraft, type Draft } from './draft.ts';
import { type ExistingMaster, type PreparedMaster, prepareMaster } from './master.ts';
import { decimalsOf, packMetrics } from './metrics.data.ts';
import type { Pack } from './pack.ts';
import { type PackLocale, type PackName, packs } from './packs.ts';
import { executionRecords } from './records/execution.ts';
import { evidenceRecords, researchRecords } from './records/research.ts';
import { riskRecords } from './records/risks.ts';
import { strategyRecords } from './records/strategy.ts';
import { mainTarget, pathRecords, targetCommands } from './records/targets.ts';
import { trackingRecords } from './records/tracking.ts';

/** What somebody chose on the start page. */
export interface PlanFromScenario extends DateRange {
  readonly scenario: PackName;
  readonly locale: PackLocale;
  readonly planName: string;
  /** Without them everything is there except amounts, estimates and weights. */
  readonly sampleNumbers: boolean;
  /** Wanted total of the first core metric, in the smallest unit of the currency; what the pack says of it is scaled to fit. */
  readonly total?: number | undefined;
  /** The workspace's master data: what is there is used, not added again. */
  readonly existing: ExistingMaster;
  /** A new id each time it is called. */
  readonly ids: () => string;
  /** The member who is to answer for everything until it is handed out. */
  readonly person?: string | undefined;
  /** Marks the plan and the master data it adds, so that it can be told from real ones and cleared. */
  readonly example: boolean;
  /** The day of which a plan tells that has a history: how far its tasks are by then. Its last day when left out. */
  readonly told?: PlainDate | undefined;
  /** ISO 4217; `CNY` when left out. */
  readonly currency?: string | undefined;
  readonly calendar?: FiscalCalendar | undefined;
}

/** Two books, two lists: `master` first, because the plan points to it. Each list in an order that can be executed. */
export interface ScenarioCommands {
  readonly master: readonly AddRecord[];
  readonly plan: readonly (RecordCommand | TargetCommand)[];
}

/**
 * A complete plan from a ready-made one, for any period: pure, so the same request with the same ids
 * gives the same commands. Throws `InvariantError` when `to` lies before `from`: a period is checked where it is typed.
 */
export function instantiate(request: PlanFromScenario): ScenarioCommands {
  const { from, to, locale, ids, sampleNumbers, person } = request;
  invariant(from <= to, 'a period ends on or after the day it begins');
  const pack = packs[request.scenario];
  const currency = request.currency ?? 'CNY';
  const master = prepareMaster(pack, { ...request, currency });
  const calendar = request.calendar ?? defaultFiscalCalendar;
  const leaves = periodsBetween(calendar, pack.grain, from, to);
  const period = { from, to };
  const draft = createDraft({
    pack,
    master,
    period,
    told: request.told ?? to,
    calendar,
    leaves,
    sampleNumbers,
    total: totalIn(pack, master, request.total, currency),
    currency,
    locale,
    person,
    ids,
  });
  return {
    master: master.commands,
    plan: [
      briefRecord(draft, request, currency),
      ...researchRecords(draft),
      ...targetCommands(draft),
      ...pathRecords(draft),
      ...strategyRecords(draft),
      ...executionRecords(draft),
      ...riskRecords(draft),
      ...trackingRecords(draft),
      ...evidenceRecords(draft),
    ],
  };
}

/** The wanted total in the smallest unit of the metric, which may be finer than that of the currency. */
function totalIn(
  pack: Pack,
  { decimals }: PreparedMaster,
  total: number | undefined,
  currency: string,
): number | undefined {
  const main = mainTarget({ pack });
  if (total === undefined || !main) return total;
  return total * 10 ** (decimals.get(main.metric)! - decimalsOf(packMetrics[main.metric], currency));
}

function briefRecord(draft: Draft, request: PlanFromScenario, currency: string): AddRecord {
  const { pack, text, work } = draft;
  return {
    type: 'record.add',
    kind: 'brief',
    id: draft.id('brief', ''),
    fields: {
      name: request.planName,
      scenario: pack.scenario,
      purpose: text(pack.purpose),
      status: 'draft',
      from: request.from,
      to: request.to,
      workFrom: work.from,
      workTo: work.to,
      cadence: pack.cadence,
      rhythm: text(pack.rhythm),
      essence: text(pack.essence),
      ...draft.accountable,
      currency,
      ...(request.example && { example: true }),
    },
  };
}
