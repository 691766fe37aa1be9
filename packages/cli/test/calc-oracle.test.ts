import { beforeAll, expect, test } from 'vitest';
import { allocating, NoOpinion } from './oracle/allocate.ts';
import { eachMethods } from './oracle/each.ts';
import { Refused, shownAt, type Values } from './oracle/model.ts';
import { type Case, dice, randomCase } from './oracle/random.ts';
import { spreadByLaw } from './oracle/spread.ts';
import { calcAll } from './shapan.ts';

/**
 * `shapan calc` against the laws read a second time: thousands of random requests go through the command as a process of
 * its own and are compared, cell by cell, with an oracle in exact fractions that knows nothing of the engine.
 * The same requests every time; `SHAPAN_ORACLE_SEED` for others, `SHAPAN_ORACLE=100000` for more of each method.
 */
const count = Number(process.env['SHAPAN_ORACLE'] ?? 1_000);
const seed = Number(process.env['SHAPAN_ORACLE_SEED'] ?? 1);

type Answer = {
  readonly cells?: Readonly<Record<string, number | null>>;
  readonly changed?: readonly string[];
  readonly problem?: { readonly code: string; readonly path: string };
};

/** In the metric's own unit, as a request writes it. */
const written = (value: bigint | null, decimals: number): number | null =>
  value === null ? null : Number(value) / 10 ** decimals;

const writtenAll = (values: ReadonlyMap<string, bigint | null>, decimals: number) =>
  Object.fromEntries([...values].map(([id, value]) => [id, written(value, decimals)]));

function requestOf({ model, edit, decimals }: Case): object {
  const { value, from, to, granularity, reference, ...rest } = edit;
  const amounts = Object.entries({ value, from, to, granularity }).flatMap(([name, amount]) =>
    amount === undefined ? [] : [[name, written(amount, decimals)]],
  );
  return {
    members: model.members,
    cells: writtenAll(model.values, decimals),
    holds: model.holds,
    edit: {
      ...rest,
      ...Object.fromEntries(amounts),
      ...(reference && { reference: writtenAll(reference, decimals) }),
    },
    decimals,
  };
}

/** What the law says, as an answer; `null` where the oracle has no opinion. */
function expected({ model, edit, decimals }: Case): Answer | { readonly code: string } | null {
  try {
    return shown({ model, edit, decimals }, spreadByLaw(model, edit));
  } catch (error) {
    if (error instanceof NoOpinion) return null;
    if (error instanceof Refused) return { code: error.code };
    throw error;
  }
}

function shown({ model, decimals }: Case, after: Values): Answer {
  const ids = model.members.map(({ id }) => id);
  const numbers = (values: Values) => ids.map((id) => written(shownAt(model, values, id), decimals));
  const [was, is] = [numbers(new Map(model.values)), numbers(after)];
  return {
    cells: Object.fromEntries(ids.map((id, i) => [id, is[i]!])),
    changed: ids.filter((_, i) => was[i] !== is[i]),
  };
}

const methods = [
  ...allocating,
  ...eachMethods,
  'straightLine',
  'growth',
  'predict',
  'transfer',
  'distribute',
  'assign',
  'unassigned',
];

/** All of them in one process: starting it takes longer than answering. */
let answersOf: ReadonlyMap<string, readonly Answer[]>;
const casesOf = new Map(
  methods.map((method) => [
    method,
    Array.from({ length: count }, (_, i) => randomCase(dice(seed + i), method)),
  ]),
);

beforeAll(() => {
  const answers = calcAll('spread', [...casesOf.values()].flat().map(requestOf)) as readonly Answer[];
  answersOf = new Map(
    methods.map((method, m) => [method, answers.slice(m * count, (m + 1) * count)] as const),
  );
});

test.each(methods)(`calc spread: %s is what the laws say, ${count} cases, seed ${seed}`, (method) => {
  const cases = casesOf.get(method)!;
  const answers = answersOf.get(method)!;
  let [answered, refused] = [0, 0];
  for (const [i, one] of cases.entries()) {
    const law = expected(one);
    if (law === null) continue;
    const answer = answers[i]!;
    const note = `SHAPAN_ORACLE=1 SHAPAN_ORACLE_SEED=${seed + i}: ${JSON.stringify(requestOf(one))}`;
    if ('code' in law) {
      expect(answer.problem?.code ?? answer, note).toBe(law.code);
      refused++;
    } else {
      expect(answer, note).toEqual(law);
      answered++;
    }
  }
  if (count < 100) return;
  expect(answered).toBeGreaterThan(count / 10);
  expect(refused + answered).toBeGreaterThan(count / 2);
});
