import { type PlanRecord, type PlanSchedule, planEnd, recordsOf } from '@shapan/engine';
import { dateText } from '../../app/dates.ts';
import { Callout, PageHeader, Panel, SegmentedControl } from '../../design/index.ts';
import { type RecordContext, type RecordPicture, RecordTable, useRecordRoom } from '../../records/index.ts';
import { TaskBoard } from './board.tsx';
import { Calendar } from './calendar.tsx';
import { TaskFiles } from './files/task-files.tsx';
import { Timeline } from './gantt/timeline.tsx';
import { MyTasks } from './my-tasks.tsx';
import { Raci } from './raci/raci.tsx';
import { OverloadNote } from './resources/overload-note.tsx';
import { Resources } from './resources/resources.tsx';
import { scheduleOf, seenTask } from './schedule-of.ts';
import { taskState } from './task-state.ts';
import { type Picture, pictures, useExecutionView } from './use-execution-view.ts';
import { linkView, needView, taskView } from './view.ts';
import { TaskBreaches } from './window-breaches.tsx';
import './page.css';

/** Step 3: when, by whom, with what. */
export function Page() {
  const { layers, ...picture } = useRecordRoom(besideTask);
  const { context } = picture.records;
  const { t } = context;
  const tasks = recordsOf(context.state, 'task');
  const plan = scheduleOf(context);
  return (
    <>
      <PageHeader
        title={t('app.room.execution')}
        summary={tasks.length === 0 || !plan ? t('execution.summary.none') : summaryOf(context, plan, tasks)}
        actions={
          <TaskFiles
            records={picture.records}
            hasTasks={tasks.length > 0}
            name={String(recordsOf(context.state, 'brief')[0]?.fields['name'] ?? t('app.room.execution'))}
          />
        }
      />
      {tasks.length > 0 && !plan && <Callout tone="warn">{t('execution.tooMany')}</Callout>}
      {tasks.length > 0 && plan && <PicturePanel {...picture} plan={plan} />}
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

/** What the drawer of a task says beside its fields. */
const besideTask = (record: PlanRecord, context: RecordContext) =>
  record.kind === 'task' && (
    <>
      <OverloadNote context={context} task={record.id} />
      <TaskBreaches task={record} />
    </>
  );

interface PicturePanelProps extends RecordPicture {
  readonly plan: PlanSchedule;
}

/** The tasks as one of the pictures. */
function PicturePanel(props: PicturePanelProps) {
  const { t } = props.records.context;
  const [{ picture }, change] = useExecutionView();
  const { context, mayChange } = props.records;
  const tasks = recordsOf(context.state, 'task');
  const mayMove = tasks.some(mayChange) && (picture === 'gantt' || picture === 'board');
  return (
    <Panel
      title={t(`execution.picture.${picture}`)}
      actions={
        <SegmentedControl<Picture>
          label={t('execution.pictures')}
          value={picture}
          onChange={(next) => change({ picture: next })}
          segments={pictures.map((value) => ({ value, label: t(`execution.picture.${value}`) }))}
        />
      }
    >
      {picture === 'gantt' && <Timeline {...props} />}
      {picture === 'board' && <TaskBoard {...props} />}
      {picture === 'calendar' && <Calendar {...props} />}
      {picture === 'raci' && <Raci {...props} />}
      {picture === 'mine' && <MyTasks {...props} />}
      {picture === 'resources' && <Resources {...props} />}
      {mayMove && <p className="picture-hint quiet screen-only">{t(`execution.hint.${picture}`)}</p>}
    </Panel>
  );
}

function summaryOf(context: RecordContext, plan: PlanSchedule, tasks: readonly PlanRecord[]): string {
  const { t } = context;
  const states = tasks.map((task) => taskState(task, seenTask(context, task.id)));
  const count = (wanted: string): number => states.filter((state) => state === wanted).length;
  const end = planEnd(plan);
  const summary = t('execution.summary', {
    count: tasks.length,
    done: count('done'),
    late: count('late'),
    unowned: tasks.filter(({ fields }) => !fields['accountable']).length,
  });
  if (!end) return summary;
  const days = { planned: dateText(end.planned, t.locale), expected: dateText(end.expected, t.locale) };
  const outlook = end.expected > end.planned ? t('execution.end.later', days) : t('execution.end', days);
  return [summary, t('execution.atRisk', { count: count('atRisk') }), outlook].join(
    t.locale === 'en' ? ' ' : '',
  );
}
