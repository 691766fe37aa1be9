import { decimalOfNumber } from '../../foundation/decimal.ts';
import {
  addRatios,
  compareRatios,
  multiplyRatios,
  type Ratio,
  ratio,
  ratioFromDecimal,
  roundRatio,
} from '../../foundation/ratio.ts';
import { invariant } from '../../foundation/result.ts';
import { chanceOfReaching } from './attainment.ts';
import {
  baselineOf,
  fail,
  isUntold,
  named,
  ownUnit,
  pass,
  type SmartInitiative,
  type SmartParams,
  type SmartSubject,
  type SmartVerdict,
  unknown,
  untold,
  warn,
} from './context.ts';
import { growthBetween, growthInterval, LEAST_PERIODS, pastGrowth, percentText } from './growth.ts';

const WISH = 10;
const TOO_EASY = 95;

/** How the growth that a target asks for lies to its own history, and what initiatives come to. */
type Reach = 'carries' | 'falls' | 'open';

/** A1: the growth it asks for lies within what its own history has shown, or it is covered. */
export function growthShown(subject: SmartSubject): SmartVerdict {
  const { state, params, verdict } = growthOf(subject);
  if (state !== 'falls') return verdict;
  const cover = coverOf(subject).state;
  if (cover === 'carries') return pass('SMART_GROWTH_COVERED', params);
  return cover === 'open' ? warn('SMART_GROWTH_OUTSIDE', params) : verdict;
}

/** A2: run rate and initiatives together reach it, or history alone carries it. */
export function covered(subject: SmartSubject): SmartVerdict {
  const { state, params, verdict } = coverOf(subject);
  return state === 'falls' && growthOf(subject).state === 'carries'
    ? pass('SMART_COVER_NOT_NEEDED', params)
    : verdict;
}

interface Reached {
  readonly state: Reach;
  readonly params: SmartParams;
  readonly verdict: SmartVerdict;
}

const open = (verdict: SmartVerdict): Reached => ({ state: 'open', params: verdict.params, verdict });

function growthOf(subject: SmartSubject): Reached {
  const { value, history, metric } = subject.context;
  if (typeof value !== 'number') return open(unknown('value'));
  if (history === undefined) return open(unknown('history'));
  const values = history.map((one) => one.value);
  const periods = values.filter((one) => one !== null).length;
  const growths = pastGrowth(values);
  if (periods < LEAST_PERIODS || growths.length < LEAST_PERIODS - 1) {
    return open(warn('SMART_HISTORY_SHORT', { periods, needed: LEAST_PERIODS }));
  }
  const told = baselineOf(subject);
  if (typeof told !== 'number' && isUntold(subject, 'baseline')) return open(untold('baseline'));
  const base = told ?? values.findLast((one) => one !== null) ?? 0;
  const growth = growthBetween(base, value);
  if (growth === null) return open(warn('SMART_NO_BASE', { field: 'baseline' }));
  const { low, high } = growthInterval(growths);
  const params = {
    growth: percentText(growth),
    low: percentText(low),
    high: percentText(high),
    periods,
  };
  const side = compareRatios(growth, low) < 0 ? -1 : compareRatios(growth, high) > 0 ? 1 : 0;
  const harder = metric?.direction === 'down' ? -1 : 1;
  if (side === 0) return { state: 'carries', params, verdict: pass('SMART_GROWTH_INSIDE', params) };
  return side === harder
    ? { state: 'falls', params, verdict: fail('SMART_GROWTH_OUTSIDE', params) }
    : { state: 'carries', params, verdict: warn('SMART_GROWTH_EASY', params) };
}

function coverOf(subject: SmartSubject): Reached {
  const { value, metric, initiatives = [] } = subject.context;
  if (typeof value !== 'number') return open(unknown('value'));
  const sum = coverageOf(subject);
  if (typeof sum !== 'bigint') return open(sum);
  const missing = metric?.direction === 'down' ? sum - BigInt(value) : BigInt(value) - sum;
  const amounts = { covered: ownUnit(subject, sum), target: ownUnit(subject, value) };
  if (missing <= 0n) {
    const params = { ...amounts, surplus: ownUnit(subject, -missing) };
    return { state: 'carries', params, verdict: pass('SMART_COVERED', params) };
  }
  const unsaid = typeof subject.context.coverage === 'number' ? [] : initiatives.filter(isUnsaid);
  const params = { ...amounts, gap: ownUnit(subject, missing) };
  if (unsaid.length > 0) {
    return open(warn('SMART_COVER_UNSAID', { ...params, ...named(unsaid.map(({ name }) => name)) }));
  }
  return { state: 'falls', params, verdict: fail('SMART_COVER_SHORT', params) };
}

/** What is told, or baseline + Σ likely × probability, rounded once, halves away from zero. */
function coverageOf(subject: SmartSubject): bigint | SmartVerdict {
  const { coverage, initiatives } = subject.context;
  if (typeof coverage === 'number') return BigInt(coverage);
  if (initiatives === undefined) return unknown('initiatives');
  const base = baselineOf(subject);
  if (typeof base !== 'number')
    return isUntold(subject, 'baseline') ? untold('baseline') : unknown('baseline');
  return roundRatio(initiatives.map(expected).reduce(addRatios, ratio(BigInt(base))));
}

const isUnsaid = ({ likely, probability }: SmartInitiative): boolean =>
  likely === null || probability === null;

const expected = ({ likely, probability }: SmartInitiative): Ratio => share(likely ?? 0, probability ?? 0);

/** A percentage of an amount, exactly; a percentage is the decimal that is written. */
function share(amount: number, percent: number): Ratio {
  const decimal = decimalOfNumber(percent);
  invariant(decimal !== null, 'a percentage is finite');
  return multiplyRatios(ratio(BigInt(amount), 100n), ratioFromDecimal(decimal));
}

/** A3: the people there are can deliver it, and those who work on it have the time. */
export function capacityHolds(subject: SmartSubject): SmartVerdict {
  const { value, capacity, workload } = subject.context;
  if (typeof value !== 'number') return unknown('value');
  const params = { capacity: ownUnit(subject, capacity ?? 0), target: ownUnit(subject, value) };
  if (typeof capacity === 'number' && capacity < value)
    return fail('SMART_CAPACITY_SHORT', {
      ...params,
      gap: ownUnit(subject, BigInt(value) - BigInt(capacity)),
    });
  // Over-allocation is told, never a failure: somebody else may take the work (I14).
  if (workload && workload.overloaded.length > 0)
    return warn('SMART_WORKLOAD_OVER', { ...named(workload.overloaded), people: workload.people });
  if (typeof capacity === 'number') return pass('SMART_CAPACITY', params);
  if (isUntold(subject, 'capacity')) return untold('capacity');
  return workload && workload.people > 0
    ? pass('SMART_WORKLOAD', { people: workload.people })
    : unknown('capacity');
}

/** A4: open × win rate ≥ target − booked, which is coverage ≥ 1 ÷ win rate without a division. */
export function pipelineHolds(subject: SmartSubject): SmartVerdict {
  const { value, pipeline } = subject.context;
  if (typeof value !== 'number') return unknown('value');
  if (!pipeline) return isUntold(subject, 'pipeline') ? untold('pipeline') : unknown('pipeline');
  if (pipeline.winRate === null) return unknown('pipeline.winRate');
  const needed = BigInt(value) - BigInt(pipeline.booked);
  const won = share(pipeline.open, pipeline.winRate);
  const params = {
    open: ownUnit(subject, pipeline.open),
    expected: ownUnit(subject, roundRatio(won)),
    needed: ownUnit(subject, needed),
  };
  if (compareRatios(won, ratio(needed)) >= 0) return pass('SMART_PIPELINE', params);
  return fail('SMART_PIPELINE_SHORT', { ...params, gap: ownUnit(subject, needed - roundRatio(won)) });
}

/** A5: between a wish and a certainty. */
export function probable(subject: SmartSubject): SmartVerdict {
  const probability = subject.context.probability ?? chanceOf(subject);
  if (typeof probability !== 'number') return unknown('probability');
  const params = { probability };
  if (probability < WISH) return fail('SMART_WISH', params);
  return probability > TOO_EASY ? warn('SMART_TOO_EASY', params) : pass('SMART_PROBABLE', params);
}

/** By what every initiative says it adds and how likely; nothing where one does not say, or nothing is known to begin from. */
export function chanceOf(subject: SmartSubject): number | undefined {
  const { value, initiatives = [], metric, probability } = subject.context;
  const base = baselineOf(subject);
  if (probability === null || typeof value !== 'number' || typeof base !== 'number') return undefined;
  const chances = initiatives.flatMap(({ low, likely, high, probability: chance }) =>
    low === undefined || likely === null || high === undefined || chance === null
      ? []
      : [{ low, likely, high, probability: chance }],
  );
  if (chances.length === 0 || chances.length < initiatives.length || metric?.direction === 'band')
    return undefined;
  return chanceOfReaching(base, chances, value, metric?.direction === 'down' ? 'down' : 'up');
}
