import { isDropped, recordsOf } from '@shapan/engine';
import { dateText } from '../../app/dates.ts';
import { PageHeader, Panel } from '../../design/index.ts';
import { RecordDrawer, RecordTable, useRecords } from '../../records/index.ts';
import { AttainmentPanels } from './attainment-panel.tsx';
import { actionView, deviationView, reviewView } from './view.ts';

const closed = ['closed', 'dismissed', 'verified'];

/** Step 5, every week: where we stand, what is off course, what was decided. */
export function Page() {
  const { context } = useRecords();
  const { t, state, today } = context;
  const open = recordsOf(state, 'deviation').filter(
    ({ fields }) => !closed.includes(String(fields['status'])),
  ).length;
  const overdue = recordsOf(state, 'actionItem').filter(
    ({ fields }) =>
      fields['status'] !== 'done' && !isDropped(fields) && String(fields['due'] ?? '9999') < today,
  ).length;
  const next = recordsOf(state, 'review')
    .filter(({ fields }) => fields['status'] !== 'held' && String(fields['on']) >= today)
    .map(({ fields }) => String(fields['on']))
    .toSorted()[0];
  const summary = [
    t('tracking.summary', { open, overdue }),
    next === undefined ? '' : t('tracking.next', { date: dateText(next, t.locale) }),
  ];
  return (
    <>
      <PageHeader
        title={t('app.room.tracking')}
        summary={summary.filter(Boolean).join(t.locale === 'en' ? ' ' : '')}
      />
      <AttainmentPanels today={today} />
      <Panel title={t('tracking.deviations')}>
        <RecordTable
          view={deviationView}
          hint
          label={t('tracking.deviations')}
          empty={t('tracking.deviations.empty')}
        />
      </Panel>
      <Panel title={t('kind.actionItem.plural')}>
        <RecordTable
          view={actionView}
          label={t('kind.actionItem.plural')}
          empty={t('tracking.actions.empty')}
        />
      </Panel>
      <Panel title={t('kind.review.plural')}>
        <RecordTable view={reviewView} label={t('kind.review.plural')} empty={t('tracking.reviews.empty')} />
      </Panel>
      <RecordDrawer />
    </>
  );
}
