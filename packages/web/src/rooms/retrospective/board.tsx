import { type PlanRecord, recordsOf } from '@shapan/engine';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, StatusTag } from '../../design/index.ts';
import {
  Board,
  kindPhrase,
  NewDialog,
  nameOf,
  optionWord,
  type RecordPicture,
  type Records,
  updateOf,
} from '../../records/index.ts';
import { lessonView, type Verdict, verdicts } from './view.ts';

const verdictOf = ({ fields }: PlanRecord): Verdict | undefined =>
  verdicts.find((one) => one === fields['verdict']);

/** What to keep, improve, stop and start: four columns, a lesson moves between them. */
export function LessonBoard({ records, submit, onOpen }: RecordPicture) {
  const { context, mayAdd, mayChange } = records;
  const { t } = context;
  const [adding, setAdding] = useState<Verdict | null>(null);
  const word = (verdict: Verdict | undefined): string => optionWord(t, 'verdict', verdict);
  const add = (verdict: Verdict) => (
    <Button kind="quiet" size="small" icon={<Plus aria-hidden="true" />} onClick={() => setAdding(verdict)}>
      {t('records.add', { kind: kindPhrase(t, 'lesson') })}
    </Button>
  );
  return (
    <>
      <Board
        columns={verdicts}
        columnOf={verdictOf}
        titleOf={(verdict) => t(`retro.column.${verdict}`)}
        emptyOf={(verdict) => t(`retro.column.${verdict}.empty`)}
        records={recordsOf(context.state, 'lesson')}
        mayMove={mayChange}
        renderCard={(lesson) => <LessonCard {...{ records, lesson }} />}
        detailOf={(lesson) => word(verdictOf(lesson))}
        movedText={(lesson, verdict) =>
          t('retro.moved', { name: nameOf(context, lesson), verdict: word(verdict) })
        }
        onMove={(lesson, verdict) => void submit([updateOf(lesson, { verdict })])}
        onOpen={onOpen}
        {...(mayAdd('lesson') && { foot: add })}
      />
      {adding && (
        <NewDialog
          context={context}
          view={lessonView}
          given={{ verdict: adding }}
          submit={submit}
          onMade={() => undefined}
          onClose={() => setAdding(null)}
        />
      )}
    </>
  );
}

interface LessonCardProps {
  readonly records: Records;
  readonly lesson: PlanRecord;
}

function LessonCard({ records: { context }, lesson }: LessonCardProps) {
  const { t } = context;
  const { angle, adoption } = lesson.fields;
  return (
    <>
      <span>{nameOf(context, lesson)}</span>
      <span className="board__facts">
        {typeof angle === 'string' && <span className="quiet">{optionWord(t, 'angle', angle)}</span>}
        {adoption === 'accepted' && (
          <StatusTag tone="good" plain>
            {optionWord(t, 'adoption', adoption)}
          </StatusTag>
        )}
        {adoption === 'declined' && <span className="quiet">{optionWord(t, 'adoption', adoption)}</span>}
      </span>
    </>
  );
}
