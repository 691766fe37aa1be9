import {
  type MultiwayEntry,
  negativeBasisRules,
  residueRules,
  skipRules,
  spreadActions,
  spreadFilters,
  type TargetEntry,
  zeroBasisRules,
} from '@shapan/engine';
import type { MetricFormat } from '../metric-format.ts';
import { readAmount } from './entries.ts';

/** Options with a few fixed answers. What is left as it is says nothing, so that the metric and the method decide. */
export const optionChoices = {
  action: spreadActions.filter((one) => one !== 'replace'),
  filter: spreadFilters.filter((one) => one !== 'all'),
  skip: skipRules.filter((one) => one !== 'nothing'),
  sign: ['raise'],
  mode: ['each'],
  emptySource: ['clear'],
  fair: ['yes', 'no'],
  residue: residueRules.filter((one) => one !== 'largestRemainder'),
  week53: ['last', 'restated'],
  zeroBasis: zeroBasisRules,
  negativeBasis: negativeBasisRules.filter((one) => one !== 'error'),
  overSoft: ['yes'],
  keepManual: ['yes'],
  multiway: ['search', 'release', 'park'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ChoiceOption = keyof typeof optionChoices;

/** Options whose answer is an amount. */
export const amountOptions = ['granularity', 'floor', 'cap'] as const;
export type AmountOption = (typeof amountOptions)[number];

/** Options whose answers the plan knows: another target, a dimension or the time, one of the lowest cells. */
export const planOptions = ['nearer', 'axis', 'location'] as const;
export type PlanOption = (typeof planOptions)[number];

export type MethodOption = ChoiceOption | AmountOption | PlanOption | 'steps';

/** Options in the groups in which they are asked for. */
export const optionGroups = [
  ['part', ['filter', 'skip', 'floor', 'cap', 'keepManual', 'overSoft']],
  ['how', ['action', 'axis', 'sign', 'mode', 'emptySource', 'week53']],
  ['rounding', ['granularity', 'residue', 'location', 'fair']],
  ['nothing', ['zeroBasis', 'nearer', 'negativeBasis']],
  ['crossing', ['multiway', 'steps']],
] as const satisfies readonly (readonly [string, readonly MethodOption[]])[];

export type OptionForm = Readonly<Record<MethodOption, string>>;

export const emptyOptions: OptionForm = {
  action: '',
  filter: '',
  skip: '',
  sign: '',
  mode: '',
  emptySource: '',
  fair: '',
  residue: '',
  week53: '',
  zeroBasis: '',
  negativeBasis: '',
  keepManual: '',
  overSoft: '',
  multiway: '',
  steps: '',
  granularity: '',
  floor: '',
  cap: '',
  nearer: '',
  axis: '',
  location: '',
};

/** What an option adds to the entry, or to the command that it stands in. */
export interface ReadOption {
  readonly entry?: Partial<TargetEntry>;
  readonly multiway?: MultiwayEntry;
}

/** The cells that stand for what nobody has, and those that may take a rest, by the id of the choice. */
export interface OptionPlaces {
  readonly leaves: ReadonlyMap<string, TargetEntry['at']>;
  readonly unassigned: TargetEntry['at'] | null;
}

/** Most steps of a search that a server does in seconds. */
export const mostSearchSteps = 1_000_000;

/** The part of the entry that an option stands for, or the code of what is wrong with it. */
export function readOption(
  option: MethodOption,
  form: OptionForm,
  { format, places }: { readonly format: MetricFormat; readonly places: OptionPlaces },
): ReadOption | string {
  const answer = form[option].trim();
  if (answer === '') return option === 'location' && form.residue === 'location' ? 'REQUIRED' : {};
  switch (option) {
    case 'granularity':
    case 'floor':
    case 'cap':
      return readAmountOption(option, answer, format);
    case 'fair':
      return { entry: { fair: answer === 'yes' } };
    case 'overSoft':
    case 'keepManual':
      return { entry: { [option]: true } };
    case 'axis':
      return { entry: { along: answer } };
    case 'location': {
      // Without a granule only the rule of one leaf hears which.
      if (form.residue !== 'location' && form.granularity.trim() === '') return {};
      const location = places.leaves.get(answer);
      return location ? { entry: { location } } : 'REQUIRED';
    }
    case 'zeroBasis':
      return readZeroBasis(answer as TargetEntry['zeroBasis'], places);
    case 'multiway':
      return readMultiway(answer, form, places);
    case 'steps':
      return {};
    default:
      return { entry: { [option]: answer } };
  }
}

function readAmountOption(option: AmountOption, text: string, format: MetricFormat): ReadOption | string {
  const typed = readAmount(text, null, format);
  if (!typed.ok) return typed.problems[0]!.code;
  const { amount } = typed.value;
  return option === 'granularity' && amount < 1 ? 'OUT_OF_RANGE' : { entry: { [option]: amount } };
}

function readZeroBasis(
  zeroBasis: TargetEntry['zeroBasis'],
  { unassigned }: OptionPlaces,
): ReadOption | string {
  if (zeroBasis !== 'unassigned') return { entry: { zeroBasis } };
  return unassigned ? { entry: { zeroBasis, target: unassigned } } : 'REQUIRED';
}

function readMultiway(answer: string, form: OptionForm, { unassigned }: OptionPlaces): ReadOption | string {
  if (answer === 'release') return { multiway: { release: true } };
  if (answer === 'park') return unassigned ? { multiway: { park: unassigned } } : 'REQUIRED';
  const steps = Number(form.steps.normalize('NFKC').replaceAll(',', '').trim() || mostSearchSteps);
  const fits = Number.isInteger(steps) && steps >= 0 && steps <= mostSearchSteps;
  return fits ? { multiway: { steps } } : 'OUT_OF_RANGE';
}
