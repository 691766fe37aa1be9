import { footing, type RecordView, windowColumn } from '../../records/index.ts';
import { costColumn } from './cost.ts';

/** T2, strategy and key initiatives: initiatives below the direction that they carry. */
export const initiativeView: RecordView = {
  key: 't2',
  kind: 'initiative',
  template: 'T2',
  columns: [
    'name',
    'strategy',
    'target',
    'segments',
    'answers',
    'coordinate',
    'approach',
    'differentiators',
    'expectedResult',
    'priority',
    'accountable',
    'from',
    'to',
    'contribution',
    'probability',
    costColumn,
    'evidence',
    footing,
    'status',
  ],
  accepts: [windowColumn('template.T2.window')],
  groupBy: 'strategy',
  defaults: { status: 'planned' },
  card: ['expectedResult', 'contribution', 'priority', 'accountable', 'to', 'status'],
};

/** What initiatives add: as many rows for one as it has targets and places. */
export const contributionView: RecordView = {
  key: 'adds',
  kind: 'contribution',
  identity: ['initiative', 'target', 'coordinate'],
  columns: [
    'initiative',
    'target',
    'coordinate',
    'contribution',
    'probability',
    'effectFrom',
    'effectAfter',
    'rampDays',
  ],
  card: ['contribution', 'coordinate', 'probability', 'effectFrom'],
};

export const strategyView: RecordView = {
  key: 'directions',
  kind: 'strategy',
  columns: ['name', 'segment', 'rationale', 'targets', 'evidence', footing],
  card: ['segment', 'rationale'],
};

export const differentiatorView: RecordView = {
  key: 'offers',
  kind: 'differentiator',
  columns: ['promise', 'answers', 'proof', 'competitorGap', 'strategy'],
  card: ['answers', 'proof', 'strategy'],
};
