import type { RecordView } from '../../records/index.ts';

/** T5a, tracking: what is off course, why, and what is done about it. */
export const deviationView: RecordView = {
  key: 't5a',
  kind: 'deviation',
  template: 'T5',
  columns: [
    'name',
    'period',
    'target',
    'coordinate',
    'cause',
    'explanation',
    'decision',
    'adjustment',
    'accountable',
    'due',
    'status',
    'review',
  ],
  defaults: { status: 'opened' },
  card: ['period', 'cause', 'decision', 'adjustment', 'accountable', 'due', 'status'],
};

export const actionView: RecordView = {
  key: 'actions',
  kind: 'actionItem',
  columns: ['name', 'deviation', 'review', 'accountable', 'due', 'status', 'result'],
  defaults: { status: 'open' },
  card: ['accountable', 'due', 'status', 'deviation'],
};

export const reviewView: RecordView = {
  key: 'reviews',
  kind: 'review',
  columns: ['name', 'on', 'cadence', 'attendees', 'status', 'minutes'],
  defaults: { status: 'planned' },
  compare: (a, b) => String(a.fields['on']).localeCompare(String(b.fields['on'])),
  card: ['on', 'cadence', 'status', 'attendees'],
};
