import { describe, expect, it } from 'vitest';
import { runCalc } from '../src/calc/calc.ts';
import { answerNumber } from '../src/calc/number.ts';

describe('number: a request', () => {
  it.each([
    [{ text: '500万' }, { value: 5_000_000, relative: false }],
    [
      { text: '+10%', current: 200 },
      { value: 220, relative: true },
    ],
    [
      { text: '-5', current: 200 },
      { value: -5, relative: false },
    ],
    [
      { text: '-5%', current: 200 },
      { value: 190, relative: true },
    ],
    [{ text: '1,234.5' }, { value: 1234.5, relative: false }],
    [
      { text: '/3', current: 200, decimals: 2 },
      { value: 66.67, relative: true },
    ],
    [
      { text: '-5%', kind: 'ratio' },
      { value: -0.05, relative: false },
    ],
    [
      { text: '5', current: null },
      { value: 5, relative: false },
    ],
  ])('%j is answered %j', (request, answer) => {
    expect(answerNumber(request)).toEqual(answer);
  });

  it.each([
    [{}, 'REQUIRED', 'text'],
    [{ text: 5 }, 'INVALID', 'text'],
    [{ text: '5', curent: 1 }, 'UNKNOWN_FIELD', 'curent'],
    [{ text: '5', current: '1' }, 'NOT_A_NUMBER', 'current'],
    [{ text: '5', decimals: 10 }, 'OUT_OF_RANGE', 'decimals'],
    [{ text: '5', decimals: 1.5 }, 'OUT_OF_RANGE', 'decimals'],
    [{ text: '5', kind: 'price' }, 'INVALID', 'kind'],
    [{ text: '1.234', decimals: 2 }, 'NUMBER_TOO_PRECISE', 'text'],
    [{ text: '+10%' }, 'REQUIRED', 'current'],
    [{ text: '1,23' }, 'NUMBER_AMBIGUOUS', 'text'],
    [[], 'INVALID', ''],
    [null, 'INVALID', ''],
    ['5', 'INVALID', ''],
  ])('%j is refused as %s at %s', (request, code, path) => {
    expect(answerNumber(request)).toMatchObject({ problem: { code, path } });
  });
});

describe('calc: the frame around every topic', () => {
  it('answers JSON lines in order, each on its own line', async () => {
    const input = '{"text":"500万"}\r\n\n{"text":"+10%","current":200}\n';
    expect(await runCalc('number', input, false)).toEqual({
      output: '{"value":5000000,"relative":false}\n{"value":220,"relative":true}\n',
      exitCode: 0,
    });
  });

  it('answers one request over several lines, after a byte order mark too', async () => {
    const { output, exitCode } = await runCalc('number', '\uFEFF{\n  "text":\n    "3k"\n}\n', false);
    expect([output, exitCode]).toEqual(['{"value":3000,"relative":false}\n', 0]);
  });

  it('indents when asked', async () => {
    const { output } = await runCalc('number', '{"text":"3k"}', true);
    expect(output).toBe('{\n  "value": 3000,\n  "relative": false\n}\n');
  });

  it('refuses one request and still answers the others', async () => {
    const outcome = await runCalc('number', '{"text":"5"}\n{"text":"=1/0"}\n{"text":"6"}', false);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.error).toBeUndefined();
    expect(
      outcome.output
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { value: 5, relative: false },
      {
        problem: {
          code: 'DIVISION_BY_ZERO',
          path: 'text',
          params: { text: '=1/0' },
          message: 'text: This divides by zero.',
        },
      },
      { value: 6, relative: false },
    ]);
  });

  it('answers a broken line in its place and names it', async () => {
    const outcome = await runCalc('number', '{"text":"5"}\n{"text":\n{"text":"6"}', false);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.error).toBe('Line 2 of the input: not JSON.');
    const lines = outcome.output
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines[0]).toEqual({ value: 5, relative: false });
    expect(lines[1]).toMatchObject({ problem: { code: 'INVALID', params: { line: 2 } } });
    expect(lines[2]).toEqual({ value: 6, relative: false });
  });

  it.each(['', ' \n\n', 'hello', '{"text":', '{\n  "a": {"text":"5"},\n  {"text":"5"}\n', '500万'])(
    'says in one sentence that %j is not JSON',
    async (input) => {
      const outcome = await runCalc('number', input, false);
      expect(outcome).toMatchObject({ output: '', exitCode: 2 });
      expect(outcome.error).toMatch(/^The input is (not JSON|empty): [^\n]*\.$/);
    },
  );

  it('refuses JSON that is no object', async () => {
    const { output, exitCode } = await runCalc('number', '[{"text":"5"}]', false);
    expect(exitCode).toBe(2);
    expect(JSON.parse(output)).toMatchObject({ problem: { code: 'INVALID', path: '' } });
  });

  it.each(['numbers', '', '__proto__', 'constructor'])('does not know the topic %j', async (topic) => {
    const outcome = await runCalc(topic, '{}', false);
    expect(outcome).toMatchObject({ output: '', exitCode: 2 });
    expect(outcome.error).toContain('Topics: number, split, spread, workdays, pace');
  });

  it('fills the message and begins it with the place', async () => {
    const { output } = await runCalc('number', '{"text":"1.234","decimals":2}', false);
    expect(JSON.parse(output)).toEqual({
      problem: {
        code: 'NUMBER_TOO_PRECISE',
        path: 'text',
        params: { decimals: 2 },
        message: 'text: This number has more digits than can be kept: the unit has 2 decimals.',
      },
    });
  });
});
