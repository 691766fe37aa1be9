import { recordsOf } from '@shapan/engine';
import { PageHeader, Panel } from '../../design/index.ts';
import { RecordTable, useRecordRoom } from '../../records/index.ts';
import { LessonBoard } from './board.tsx';
import { lessonView } from './view.ts';

/** Step 5, at the end: what was learned, and what the next plan makes of it. */
export function Page() {
  const { layers, ...picture } = useRecordRoom();
  const { context } = picture.records;
  const { t } = context;
  const lessons = recordsOf(context.state, 'lesson');
  const bare = lessons.filter(({ fields }) => !fields['evidence']).length;
  return (
    <>
      <PageHeader
        title={t('app.room.retrospective')}
        summary={
          lessons.length === 0 ? t('retro.summary.none') : t('retro.summary', { count: lessons.length, bare })
        }
      />
      <Panel title={t('retro.board')}>
        <LessonBoard {...picture} />
      </Panel>
      <Panel title={t('retro.table')}>
        <RecordTable view={lessonView} hint label={t('retro.table')} empty={t('retro.empty')} />
      </Panel>
      {layers}
    </>
  );
}
