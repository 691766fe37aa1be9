import type { RecordView } from '../../records/index.ts';

/** What can be counted: how it adds up, which way is good, in what unit. */
export const metricView: RecordView = {
  key: 'metrics',
  kind: 'metric',
  columns: [
    'name',
    'aggregation',
    'direction',
    'unit',
    'unitLabel',
    'decimals',
    'definition',
    'formula',
    'absorbs',
    'numerator',
    'denominator',
    'source',
    'key',
  ],
  defaults: { aggregation: 'sum', direction: 'up', unit: 'count', decimals: 0 },
  card: ['aggregation', 'direction', 'unit', 'definition'],
};

/** At what numbers typed in another currency are converted. */
export const rateView: RecordView = {
  key: 'rates',
  kind: 'fxRate',
  columns: ['currency', 'rate', 'into', 'from', 'source'],
  card: ['rate', 'into', 'from'],
};

/** Periods of any length, for campaigns that keep to no calendar. */
export const periodSetView: RecordView = {
  key: 'periods',
  kind: 'periodSet',
  columns: ['name', 'boundaries'],
  card: ['boundaries'],
};

/** Who helps with tasks, beside the people. */
export const departmentView: RecordView = {
  key: 'departments',
  kind: 'department',
  columns: ['name', 'code', 'head'],
  card: ['code', 'head'],
};
