import { describe, expect, it } from 'vitest';
import { letterLevel, type SmartContext, smartFindings, smartLetters } from '../../../src/index.ts';

const fields = {
  metric: 'revenue',
  targetClass: 'core',
  dimensions: ['region'],
  from: '2026-07-01',
  to: '2026-12-31',
  accountable: 'li',
  dataSource: 'CRM',
  baseline: 400_000_000,
};

const metric = { name: '销售额', unit: 'money', decimals: 2, direction: 'up' } as const;

/** Half-years that grew by 20 %, 6⅔ %, 15.625 % and 300/37 %. */
const history = [250, 300, 320, 370, 400].map((value, i) => ({
  period: `H${i + 1}`,
  value: value * 1_000_000,
}));

const context: SmartContext = {
  today: '2026-08-03',
  metric,
  value: 450_000_000,
  history,
  actualSources: ['CRM'],
  initiatives: [{ name: '渠道', likely: 80_000_000, probability: 80 }],
  capacity: 500_000_000,
  pipeline: { open: 900_000_000, booked: 150_000_000, winRate: 33.4 },
  probability: 62,
  plan: { from: '2026-07-01', to: '2026-12-31' },
  cadence: 'month',
  checkpoints: [],
  supports: ['增长'],
};

const ask = (more: Partial<SmartContext> = {}, own: object = {}) =>
  smartFindings({ fields: { ...fields, ...own } }, { ...context, ...more });

/** What one rule says: its level, code and params. */
function said(rule: string, more: Partial<SmartContext> = {}, own: object = {}) {
  const { level, code, params } = ask(more, own).findings.find((finding) => finding.rule === rule)!;
  return [level, code, params] as const;
}

describe('SMART: the whole', () => {
  it('[SMT-1] judges every rule, letter by letter, and a target that holds in all has 100', () => {
    const { findings, score } = ask();
    expect(findings.map(({ rule }) => rule).join(' ')).toBe(
      'S1 S2 S3 S4 M1 M2 M3 M4 M5 A1 A2 A3 A4 A5 R1 R2 T1 T2 T3 T4',
    );
    expect(findings.filter(({ level }) => level !== 'pass')).toEqual([]);
    expect(smartLetters.map((letter) => letterLevel(findings, letter))).toEqual(Array(5).fill('pass'));
    expect(score).toBe(100);
  });

  it('[SMT-2] of nothing but the record everything else is a warning that names what is missing', () => {
    const { findings, score } = smartFindings({ fields }, {});
    const open = findings.filter(({ code }) => code === 'SMART_UNKNOWN');
    expect(open.map(({ rule, level, params }) => `${rule} ${level} ${params['missing']}`)).toEqual([
      'S1 warn metric',
      'S4 warn name',
      'M1 warn value',
      'M2 warn metric',
      'M5 warn actualSources',
      'A1 warn value',
      'A2 warn value',
      'A3 warn value',
      'A4 warn value',
      'A5 warn probability',
      'R1 warn supports',
      'R2 warn initiatives',
      'T2 warn plan',
      'T3 warn checkpoints',
      'T4 warn cadence',
    ]);
    // S 3/4, M 7/10, A 1/2, R 1/2, T 5/8 of 20 points: 61.5.
    expect(score).toBe(62);
  });

  it('[SMT-3] letters weigh 20 each, their rules equally, a warning half, a failure nothing', () => {
    expect(ask({ supports: [] }).score).toBe(90);
    expect(ask({ probability: 96 }).score).toBe(98);
    expect(ask({}, { accountable: undefined }).score).toBe(95);
    expect(ask({ value: 450_000_000, probability: 5 }).score).toBe(96);
    // T 7/8: 97.5 goes up.
    expect(ask({ plan: undefined }).score).toBe(98);
  });

  it('[SMT-4] of a band nothing grows, of what is to fall nobody has a pipeline', () => {
    const rules = (direction: 'down' | 'band') =>
      ask({ metric: { ...metric, direction } })
        .findings.filter(({ letter }) => letter === 'A')
        .map(({ rule }) => rule);
    expect(rules('band')).toEqual(['A5']);
    expect(rules('down')).toEqual(['A1', 'A2', 'A5']);
  });
});

describe('SMART: specific', () => {
  it('[SMT-5] metric, part of the business and owner are set', () => {
    expect(said('S1', { metric: null })).toEqual(['fail', 'SMART_MISSING', { field: 'metric' }]);
    expect(said('S2', {}, { dimensions: [] })).toEqual(['warn', 'SMART_WHOLE', { field: 'dimensions' }]);
    expect(said('S2', { coordinate: { region: '华东' } }, { dimensions: [] })[0]).toBe('pass');
    expect(said('S3', { owner: null }, { accountable: undefined })).toEqual([
      'fail',
      'SMART_MISSING',
      { field: 'accountable' },
    ]);
    expect(said('S3', { owner: '李' }, { accountable: undefined })[2]).toEqual({
      field: 'accountable',
      value: '李',
    });
  });

  it.each([
    ['提升客户满意度', '提升'],
    ['进一步加强渠道建设', '加强'],
    ['Improve customer satisfaction', 'improve'],
    ['Improving satisfaction', 'improve'],
    ['ENHANCED service', 'enhance'],
  ])('[SMT-6] the name %s is vague without any number', (name, word) => {
    expect(said('S4', { name, value: null })).toEqual(['fail', 'SMART_NAME_VAGUE', { name, word }]);
    expect(said('S4', { name })[0]).toBe('pass');
  });

  it.each([
    '销售额提升 20%',
    '提升两成',
    '提升２０％',
    'Improve NPS to 60',
    '销售额',
    'Betterment fund',
    '复购翻一番',
  ])('[SMT-6] the name %s is clear', (name) => {
    expect(said('S4', { name, value: null })).toEqual(['pass', 'SMART_NAME_CLEAR', { name }]);
  });
});

describe('SMART: measurable', () => {
  it('[SMT-18] what is kept from the reader is not missing: a warning that says so, whatever else is known', () => {
    const untold = ['baseline', 'lower', 'upper'];
    const kept = ['warn', 'SMART_UNTOLD', { missing: 'baseline' }];
    const hidden = { baseline: undefined };
    expect(said('M3', { untold, history: [] }, hidden)).toEqual(kept);
    expect(['M3', 'A1', 'A2'].map((rule) => said(rule, { untold }, hidden))).toEqual([kept, kept, kept]);
    expect(said('M3', { untold })[1]).toBe('SMART_SET');
    const band = { metric: { ...metric, direction: 'band' }, value: null } as const;
    expect(said('M1', { ...band, untold })).toEqual(['warn', 'SMART_UNTOLD', { missing: 'value' }]);
    expect(said('M1', band)[0]).toBe('fail');
    expect(said('M1', { value: null, untold })[0]).toBe('fail');
  });

  it('[SMT-7] value, unit, baseline and source are set; amounts are exact decimal text', () => {
    expect(said('M1')[2]).toEqual({ field: 'value', value: '4500000.00' });
    expect(said('M1', { value: 9_000_000_000_000_000 })[2]).toEqual({
      field: 'value',
      value: '90000000000000.00',
    });
    expect(said('M1', { value: null })).toEqual(['fail', 'SMART_MISSING', { field: 'value' }]);
    expect(
      said('M1', { metric: { ...metric, direction: 'band' }, value: null }, { lower: 3, upper: 5 }),
    ).toEqual(['pass', 'SMART_SET', { field: 'value', value: '3 – 5' }]);
    expect(said('M2', { metric: { ...metric, unit: null } })[2]).toEqual({ field: 'unit' });
    expect(said('M3', {}, { baseline: undefined })).toEqual([
      'warn',
      'SMART_BASELINE_IN_HISTORY',
      { field: 'baseline', period: 'H5', value: '4000000.00' },
    ]);
    expect(said('M3', { history: [] }, { baseline: undefined })[0]).toBe('fail');
    expect(said('M4', {}, { dataSource: undefined })[0]).toBe('fail');
    expect(said('M4', { metric: { ...metric, source: 'ERP' } }, { dataSource: undefined })[2]).toEqual({
      field: 'dataSource',
      value: 'ERP',
    });
  });

  it('[SMT-8] without actuals it warns before the first day and fails from it on', () => {
    expect(said('M5', { actualSources: [], today: '2026-06-30' })).toEqual([
      'warn',
      'SMART_ACTUALS_AHEAD',
      { from: '2026-07-01' },
    ]);
    expect(said('M5', { actualSources: [], today: '2026-07-01' })[0]).toBe('fail');
  });
});

describe('SMART: achievable', () => {
  const none = { initiatives: [] };

  it('[SMT-9] growth inside P5 to P95 of past growth passes, to the cent', () => {
    const inside = { growth: '12.50', low: '6.88', high: '19.34', periods: 5 };
    expect(said('A1')).toEqual(['pass', 'SMART_GROWTH_INSIDE', inside]);
    // P95 = 5/32 + 0.85 × (1/5 − 5/32) = 19.34375 %, that is 477.375 M on 400 M: the next cent is beyond.
    expect(said('A1', { value: 477_375_000, ...none })[1]).toBe('SMART_GROWTH_INSIDE');
    expect(said('A1', { value: 477_375_001, ...none }).slice(0, 2)).toEqual(['fail', 'SMART_GROWTH_OUTSIDE']);
    expect(said('A1', { value: 410_000_000 }).slice(0, 2)).toEqual(['warn', 'SMART_GROWTH_EASY']);
    const rising = [{ name: 'a', likely: 80_000_000, probability: 100 }];
    const falling = { metric: { ...metric, direction: 'down' }, initiatives: rising } as const;
    expect(said('A1', { ...falling, value: 410_000_000 })[0]).toBe('fail');
    expect(said('A1', { ...falling, value: 477_375_001 })[0]).toBe('warn');
  });

  it('[SMT-9] fewer than five periods are too little history; gaps and zeros begin anew', () => {
    expect(said('A1', { history: history.slice(1) })).toEqual([
      'warn',
      'SMART_HISTORY_SHORT',
      { periods: 4, needed: 5 },
    ]);
    const broken = history.map((one, i) => (i === 2 ? { ...one, value: null } : one));
    expect(said('A1', { history: broken })[1]).toBe('SMART_HISTORY_SHORT');
    const zero = [...history.slice(0, 1), { period: 'H0', value: 0 }, ...history.slice(1)];
    expect(said('A1', { history: zero })[1]).toBe('SMART_GROWTH_INSIDE');
    expect(said('A1', {}, { baseline: 0 })).toEqual(['warn', 'SMART_NO_BASE', { field: 'baseline' }]);
  });

  it('[SMT-10] growth inside history or covered: one of them is enough', () => {
    const bold = { value: 500_000_000 };
    const carry = { initiatives: [{ name: 'a', likely: 100_000_000, probability: 100 }] };
    expect(said('A1', { ...bold, ...carry }).slice(0, 2)).toEqual(['pass', 'SMART_GROWTH_COVERED']);
    expect(said('A2', { ...none }).slice(0, 2)).toEqual(['pass', 'SMART_COVER_NOT_NEEDED']);
    expect([said('A1', { ...bold, ...none })[0], said('A2', { ...bold, ...none })[0]]).toEqual([
      'fail',
      'fail',
    ]);
    expect(said('A1', { ...bold, initiatives: undefined })[0]).toBe('warn');
  });

  it('[SMT-11] coverage is baseline + Σ likely × probability, exactly, or what is told', () => {
    const parts = [
      { name: 'a', likely: 33_333_333, probability: 33.3 },
      { name: 'b', likely: 1, probability: 50 },
    ];
    // 400,000,000 + 11,099,999.889 + 0.5
    expect(said('A2', { initiatives: parts, value: 411_100_000, history: [] })).toEqual([
      'pass',
      'SMART_COVERED',
      { covered: '4111000.00', target: '4111000.00', surplus: '0.00' },
    ]);
    expect(said('A2', { initiatives: parts, value: 411_100_001, history: [] })[2]).toEqual({
      covered: '4111000.00',
      target: '4111000.01',
      gap: '0.01',
    });
    expect(said('A2', { coverage: 450_000_000, ...none })[1]).toBe('SMART_COVERED');
    const unsaid = [{ name: '渠道', likely: null, probability: 80 }];
    expect(said('A2', { initiatives: unsaid })).toEqual([
      'warn',
      'SMART_COVER_UNSAID',
      { covered: '4000000.00', target: '4500000.00', gap: '500000.00', names: '渠道', count: 1 },
    ]);
    expect(said('A2', { initiatives: unsaid, value: 400_000_000 })[1]).toBe('SMART_COVERED');
  });

  it('[SMT-12] whoever works on it must have the time: over-allocated people are a warning, with or without enough capacity', () => {
    const workload = { people: 3, overloaded: ['王芳', '李强'] };
    expect(said('A3', { workload })).toEqual([
      'warn',
      'SMART_WORKLOAD_OVER',
      { names: '王芳, 李强', count: 2, people: 3 },
    ]);
    expect(said('A3', { workload, capacity: undefined }).slice(0, 2)).toEqual([
      'warn',
      'SMART_WORKLOAD_OVER',
    ]);
    expect(said('A3', { workload: { people: 3, overloaded: [] }, capacity: undefined })).toEqual([
      'pass',
      'SMART_WORKLOAD',
      { people: 3 },
    ]);
    expect(said('A3', { workload: { people: 0, overloaded: [] }, capacity: undefined })[2]).toEqual({
      missing: 'capacity',
    });
    expect(said('A3', { capacity: undefined, untold: ['capacity'] })[1]).toBe('SMART_UNTOLD');
  });

  it('[SMT-20] the chance that is not told is that of the initiatives, where all of them say', () => {
    const sure = { name: 'a', low: 60_000_000, likely: 80_000_000, high: 90_000_000, probability: 60 };
    const chance = (initiatives: NonNullable<SmartContext['initiatives']>) =>
      said('A5', { probability: undefined, value: 450_000_000, initiatives }, { baseline: 375_000_000 });
    // 75 of 60, 80, 90 are missing: 5 of 6 of 60 %.
    expect(chance([sure])).toEqual(['pass', 'SMART_PROBABLE', { probability: 50 }]);
    expect(chance([sure, { ...sure, likely: null }])[1]).toBe('SMART_UNKNOWN');
    expect(chance([sure, { ...sure, low: undefined }])[1]).toBe('SMART_UNKNOWN');
    expect(chance([])[1]).toBe('SMART_UNKNOWN');
  });

  it('[SMT-12] capacity below the target fails; so does a pipeline below 1 ÷ win rate', () => {
    expect(said('A3', { capacity: 449_999_999 })[2]).toEqual({
      capacity: '4499999.99',
      target: '4500000.00',
      gap: '0.01',
    });
    // 900 M × 33⅓ % would be the 300 M that are missing: 33.3 % is not enough, 33.4 % is.
    expect(said('A4')[1]).toBe('SMART_PIPELINE');
    expect(said('A4', { pipeline: { open: 900_000_000, booked: 150_000_000, winRate: 33.3 } })).toEqual([
      'fail',
      'SMART_PIPELINE_SHORT',
      { open: '9000000.00', expected: '2997000.00', needed: '3000000.00', gap: '3000.00' },
    ]);
    expect(said('A4', { pipeline: { open: 1, booked: 0, winRate: null } })[2]).toEqual({
      missing: 'pipeline.winRate',
    });
  });

  it('[SMT-13] a chance below 10 % is a wish, above 95 % too easy', () => {
    const levels = [9.99, 10, 95, 95.01].map((probability) => said('A5', { probability })[1]);
    expect(levels).toEqual(['SMART_WISH', 'SMART_PROBABLE', 'SMART_PROBABLE', 'SMART_TOO_EASY']);
  });
});

describe('SMART: relevant and time-bound', () => {
  it('[SMT-14] it supports something, and somebody does something for it', () => {
    expect(said('R1', { supports: [] })[1]).toBe('SMART_SUPPORTS_NOTHING');
    expect(said('R2', { initiatives: [] })[1]).toBe('SMART_INITIATIVES_NONE');
    const many = Array.from({ length: 7 }, (_, i) => `T${i}`);
    expect(said('R1', { supports: many })[2]).toEqual({ names: 'T0, T1, T2, T3, T4', count: 7 });
  });

  it('[SMT-15] it begins and ends, in this order, inside the plan', () => {
    expect(said('T1', {}, { to: undefined })).toEqual(['fail', 'SMART_MISSING', { field: 'to' }]);
    expect(said('T1', {}, { to: '2026-06-30' })[1]).toBe('SMART_WINDOW_REVERSED');
    expect(said('T2', {}, { to: '2027-01-01' })[1]).toBe('SMART_WINDOW_OUTSIDE');
  });

  it('[SMT-16] every quarter has a check before the last day, by a date or by the rhythm', () => {
    const none = { cadence: null, checkpoints: [] };
    expect(said('T3', none)).toEqual([
      'fail',
      'SMART_CHECKS_MISSING',
      { quarters: 2, missing: '2026-Q3, 2026-Q4', count: 2 },
    ]);
    expect(said('T3', { cadence: null, checkpoints: ['2026-08-15', '2026-12-31'] })).toEqual([
      'warn',
      'SMART_CHECKS_MISSING',
      { quarters: 2, missing: '2026-Q4', count: 1 },
    ]);
    expect(said('T3', { cadence: null, checkpoints: ['2026-07-01', '2026-12-30'] })[1]).toBe('SMART_CHECKS');
    expect(said('T3', { cadence: 'quarter', checkpoints: [] })[2]).toMatchObject({ missing: '2026-Q4' });
    expect(said('T4', { cadence: null })[1]).toBe('SMART_MISSING');
  });
});
