import { recordsOf, riskLevel, riskPlace } from '@shapan/engine';
import { PageHeader, Panel } from '../../design/index.ts';
import { RecordTable, useRecordRoom } from '../../records/index.ts';
import { Matrix } from './matrix.tsx';
import { riskView } from './view.ts';

/** Step 4: what may go wrong, how bad it would be, and the answer prepared for it. */
export function Page() {
  const { layers, ...picture } = useRecordRoom();
  const { context } = picture.records;
  const { t } = context;
  const risks = recordsOf(context.state, 'risk').filter(({ fields }) => fields['status'] !== 'closed');
  const high = risks.filter((risk) => {
    const place = riskPlace(risk);
    return place !== undefined && riskLevel(place) === 'high';
  });
  const unanswered = high.filter(({ fields }) => !fields['response']).length;
  return (
    <>
      <PageHeader
        title={t('app.room.risks')}
        summary={
          risks.length === 0
            ? t('risks.summary.none')
            : t('risks.summary', { count: risks.length, high: high.length, unanswered })
        }
      />
      {risks.length > 0 && (
        <Panel title={t('risks.matrix')}>
          <Matrix {...picture} />
        </Panel>
      )}
      <Panel title={t('template.T4')}>
        <RecordTable view={riskView} hint label={t('template.T4')} empty={t('risks.empty')} />
      </Panel>
      {layers}
    </>
  );
}
