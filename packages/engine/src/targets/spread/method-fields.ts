import { type Problem, problem } from '../../foundation/problem.ts';
import { type SpreadMethod, spreadMethods } from './request.ts';

/** Everything a method may be told besides where it is to work. */
export const methodFieldNames = [
  'value',
  'percent',
  'from',
  'to',
  'reference',
  'asOf',
  'pattern',
  'kind',
  'weekPattern',
  'week53',
  'past',
  'years',
  'action',
  'mode',
  'filter',
  'sign',
  'skip',
  'residue',
  'location',
  'granularity',
  'floor',
  'cap',
  'fair',
  'zeroBasis',
  'negativeBasis',
  'nearer',
  'emptySource',
  'along',
  'source',
  'target',
  'driver',
  'givesWay',
] as const;

/** One of `methodFieldNames`. */
export type MethodField = (typeof methodFieldNames)[number];

/** What a method needs – of alternatives at least one – and what it may be told besides. */
export interface MethodFields {
  readonly needs: readonly (readonly MethodField[])[];
  readonly takes: readonly MethodField[];
}

/** How an amount is handed out once its shares are known. */
const rounding = ['action', 'filter', 'residue', 'location', 'granularity', 'floor', 'cap', 'fair'] as const;
/** What happens when there is nothing to be in proportion to. */
const nothing = ['zeroBasis', 'target'] as const;
const driven = [...rounding, ...nothing, 'negativeBasis'] as const;
const calendar = ['weekPattern', 'week53', 'past', 'years'] as const;

/** The fields of each method (SPR-T16). */
export const methodFields: Readonly<Record<SpreadMethod, MethodFields>> = {
  proportional: {
    needs: [['value', 'percent']],
    takes: [...rounding, ...nothing, 'nearer', 'asOf', 'givesWay'],
  },
  equal: { needs: [['value']], takes: rounding },
  equalLeaves: { needs: [['value']], takes: rounding },
  repeat: { needs: [['value']], takes: ['action'] },
  capLeaves: { needs: [['value']], takes: ['filter'] },
  floorLeaves: { needs: [['value']], takes: ['filter'] },
  repeatLeaves: { needs: [['value']], takes: ['action', 'filter'] },
  percent: { needs: [['percent']], takes: ['action', 'sign', 'filter'] },
  straightLine: { needs: [['from'], ['to']], takes: ['along'] },
  growth: { needs: [['percent'], ['from', 'value']], takes: ['along', 'action', 'residue'] },
  relativeProportional: { needs: [['value'], ['reference', 'asOf']], takes: driven },
  copyFactor: { needs: [['percent'], ['reference', 'asOf']], takes: ['action', 'filter'] },
  addFactor: { needs: [['percent'], ['reference', 'asOf']], takes: ['filter'] },
  copy: { needs: [['reference', 'asOf']], takes: ['action', 'filter', 'emptySource'] },
  like: { needs: [['value'], ['reference', 'asOf']], takes: [...driven, 'mode'] },
  clear: { needs: [], takes: ['filter'] },
  zero: { needs: [], takes: ['filter'] },
  equalAllocation: { needs: [['value']], takes: rounding },
  equalIncrement: { needs: [['value']], takes: rounding },
  weightedAllocation: { needs: [['value']], takes: ['reference', 'asOf', ...driven] },
  weightedIncrement: { needs: [['value']], takes: ['reference', 'asOf', ...driven] },
  share: { needs: [['value']], takes: ['reference', 'asOf', 'skip', ...driven] },
  evenSkip: { needs: [['value']], takes: ['reference', 'skip', ...rounding] },
  pattern: { needs: [['pattern'], ['value', 'reference']], takes: ['along', 'action', 'residue'] },
  calendar: { needs: [['value'], ['kind', 'reference']], takes: [...calendar, ...driven] },
  transfer: { needs: [['value'], ['source'], ['target']], takes: [] },
  distribute: { needs: [['source'], ['target']], takes: ['value'] },
  assign: { needs: [['value'], ['target']], takes: [] },
  predict: { needs: [], takes: ['reference', 'source', 'value', 'along'] },
  unassigned: { needs: [['value'], ['target', 'along']], takes: [] },
  goalSeek: { needs: [['value']], takes: ['driver'] },
};

/** Two ways of saying how much: a method that heard both would have to pass one over. */
const rivals: Readonly<Partial<Record<SpreadMethod, readonly [MethodField, MethodField]>>> = {
  proportional: ['value', 'percent'],
  growth: ['value', 'from'],
  pattern: ['value', 'reference'],
};

/** How `like` shares a number out; writing it wherever the reference has one shares nothing (SPR-T29). */
const sharing: readonly MethodField[] = [
  'residue',
  'location',
  'granularity',
  'floor',
  'cap',
  'fair',
  ...nothing,
  'negativeBasis',
];

/**
 * Whether a request tells its method all it needs and nothing it does not understand: a field that would be passed over
 * is refused, not ignored. Refuses with `INVALID` at `method`, `REQUIRED` at a field that is missing, `INVALID` at one that
 * the method – or what it was told – has no use for, and `CONTRADICTION` at the second of two that exclude each other.
 */
export function checkMethodFields(
  method: string,
  given: Readonly<Partial<Record<MethodField, unknown>>>,
): readonly Problem[] {
  const known = spreadMethods.find((one) => one === method);
  if (known === undefined)
    return [problem('INVALID', 'method', { method, expected: spreadMethods.join(', ') })];
  const { needs, takes } = methodFields[known];
  const has = (field: MethodField): boolean => given[field] !== undefined;
  const missing = needs.filter((anyOf) => !anyOf.some(has)).map(([first]) => first!);
  if (given.residue === 'location' && !has('location')) missing.push('location');
  if (given.zeroBasis === 'unassigned' && !has('target')) missing.push('target');
  const understood = new Set<MethodField>([...needs.flat(), ...takes]);
  const idle = idleFields(known, given);
  const surplus = methodFieldNames.filter(
    (field) => has(field) && (!understood.has(field) || idle.has(field)),
  );
  const [first, second] = rivals[known] ?? [];
  const torn = first !== undefined && second !== undefined && has(first) && has(second);
  return [
    ...missing.map((field) => problem('REQUIRED', field, { method })),
    ...(torn ? [problem('CONTRADICTION', second, { method, field: first })] : []),
    ...surplus.map((field) => problem('INVALID', field, { method, expected: [...understood].join(', ') })),
  ];
}

/** Fields that would only be heard beside another one. */
function idleFields(
  method: SpreadMethod,
  given: Readonly<Partial<Record<MethodField, unknown>>>,
): ReadonlySet<MethodField> {
  const idle = new Set<MethodField>();
  if (given.residue !== 'location' && given.granularity === undefined) idle.add('location');
  if (given.zeroBasis !== 'unassigned' && methodFields[method].takes.includes('zeroBasis'))
    idle.add('target');
  if (given.kind !== 'weekPattern') idle.add('weekPattern').add('week53');
  if (given.kind !== 'history' && given.kind !== 'festivalAligned') idle.add('past').add('years');
  if (method === 'like' && given.mode === 'each') for (const field of sharing) idle.add(field);
  if (method === 'calendar' && given.kind !== undefined) idle.add('reference');
  return idle;
}
