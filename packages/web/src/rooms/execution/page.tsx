import { recordsOf } from '@shapan/engine';
import { PageHeader, Panel } from '../../design/index.ts';
import { RecordTable, useRecordRoom } from '../../records/index.ts';
import { taskState } from './task-state.ts';
import { Timeline } from './timeline.tsx';
import { linkView, needView, taskView } from './view.ts';

/** Step 3: when, by whom, with what. */
export function Page() {
  const { layers, ...picture } = useRecordRoom();
  const { context } = picture.records;
  const { t, today } = context;
  const tasks = recordsOf(context.state, 'task');
  const count = (wanted: string): number => tasks.filter((task) => taskState(task, today) === wanted).length;
  const unowned = tasks.filter(({ fields }) => !fields['accountable']).length;
  const summary = t('execution.summary', {
    count: tasks.length,
    done: count('done'),
    late: count('late'),
    unowned,
  });
  return (
    <>
      <PageHeader
        title={t('app.room.execution')}
        summary={tasks.length === 0 ? t('execution.summary.none') : summary}
      />
      {tasks.length > 0 && (
        <Panel title={t('execution.timeline')}>
          <Timeline {...picture} tasks={tasks} />
          {picture.records.mayEdit && <p className="quiet screen-only">{t('execution.timeline.hint')}</p>}
        </Panel>
      )}
      <Panel title={t('template.T3')}>
        <RecordTable view={taskView} hint label={t('template.T3')} empty={t('execution.empty')} />
      </Panel>
      {tasks.length > 0 && (
        <>
          <Panel title={t('kind.resourceNeed.plural')}>
            <RecordTable
              view={needView}
              label={t('kind.resourceNeed.plural')}
              empty={t('execution.needs.empty')}
            />
          </Panel>
          <Panel title={t('kind.taskLink.plural')}>
            <RecordTable
              view={linkView}
              label={t('kind.taskLink.plural')}
              empty={t('execution.links.empty')}
            />
          </Panel>
        </>
      )}
      {layers}
    </>
  );
}
