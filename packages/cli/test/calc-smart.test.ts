import { describe, expect, it } from 'vitest';
import { runCalc } from '../src/calc/calc.ts';

async function ask(request: unknown): Promise<unknown> {
  return JSON.parse((await runCalc('smart', JSON.stringify(request), false)).output);
}

const target = { fields: { metric: 'm', from: '2026-07-01', to: '2026-12-31', baseline: 100_000 } };

describe('calc smart', () => {
  it('[SMT-11] reads amounts of the context in the metric’s own unit, those of the record in its smallest', async () => {
    const metric = { name: 'x', unit: 'money', decimals: 2 };
    const initiatives = [{ name: 'a', likely: 0.1, probability: 100 }];
    const answer = (await ask({ target, context: { metric, value: 1_000.1, initiatives } })) as {
      findings: readonly { rule: string; params: object }[];
    };
    expect(answer.findings.find(({ rule }) => rule === 'A2')?.params).toEqual({
      covered: '1000.10',
      target: '1000.10',
      surplus: '0.00',
    });
  });

  it('judges a bare record and takes a missing context as knowing nothing', async () => {
    expect(await ask({ target: { fields: {} } })).toMatchObject({
      findings: [
        { rule: 'S1', level: 'fail', code: 'SMART_MISSING', params: { field: 'metric' } },
        {},
        {},
        {},
        {},
      ].concat(Array.from({ length: 15 }, () => ({}))),
    });
  });

  it.each([
    [{}, 'INVALID', 'target'],
    [{ target: {} }, 'REQUIRED', 'target.fields'],
    [{ target: { kind: 'risk', fields: {} } }, 'INVALID', 'target.kind'],
    [{ target: { fields: { colour: 1 } } }, 'UNKNOWN_FIELD', 'target.fields.colour'],
    [{ target: { fields: { from: '2026-02-30' } } }, 'INVALID', 'target.fields.from'],
    [{ target: { fields: { baseline: 1.5 } } }, 'INVALID', 'target.fields.baseline'],
    [{ target, context: { valeu: 1 } }, 'UNKNOWN_FIELD', 'context.valeu'],
    [{ target, context: { value: 1.5 } }, 'NUMBER_TOO_PRECISE', 'context.value'],
    [{ target, context: { value: 1e16 } }, 'OUT_OF_RANGE', 'context.value'],
    [{ target, context: { metric: { name: 'x', decimals: 10 } } }, 'OUT_OF_RANGE', 'context.metric.decimals'],
    [
      { target, context: { initiatives: [{ name: 'a', probability: 101 }] } },
      'OUT_OF_RANGE',
      'context.initiatives[0].probability',
    ],
    [{ target, context: { history: [{ period: 'a' }] } }, 'REQUIRED', 'context.history[0].value'],
    [
      { target, context: { plan: { from: '2026-07-01', to: '2026-06-30' } } },
      'OUT_OF_RANGE',
      'context.plan.to',
    ],
    [{ target, context: { cadence: 'yearly' } }, 'INVALID', 'context.cadence'],
    [{ target, context: { checkpoints: ['soon'] } }, 'INVALID', 'context.checkpoints[0]'],
    [{ target, context: { name: 'x'.repeat(401) } }, 'TOO_LONG', 'context.name'],
  ])('refuses %j with %s at %s', async (request, code, path) => {
    expect(await ask(request)).toMatchObject({ problem: { code, path } });
  });
});
