import { compareRisks, riskLevel, riskPlace, riskScore } from '@shapan/engine';
import type { RecordView } from '../../records/index.ts';

/** T4, the risk register. */
export const riskView: RecordView = {
  key: 't4',
  kind: 'risk',
  template: 'T4',
  columns: [
    'name',
    'category',
    'probability',
    'impact',
    {
      id: 'level',
      header: 'template.T4.level',
      width: 88,
      text: ({ t }, record) => {
        const place = riskPlace(record);
        return place ? `${t(`risks.level.${riskLevel(place)}`)} ${riskScore(place)}` : t('risks.level.none');
      },
      order: (_, record) => {
        const place = riskPlace(record);
        return place ? -riskScore(place) : 0;
      },
    },
    'trigger',
    'response',
    'accountable',
    'responseDays',
    'status',
    'targets',
    'coordinate',
  ],
  defaults: { status: 'open' },
  compare: compareRisks,
  tone: (record) => {
    const place = riskPlace(record);
    return `level-${place ? riskLevel(place) : 'none'}`;
  },
  card: ['level', 'category', 'accountable', 'status', 'response'],
};
