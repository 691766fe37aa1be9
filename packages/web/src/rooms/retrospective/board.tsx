import { type PlanRecord, recordsOf } from '@shapan/engine';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, StatusTag } from '../../design/index.ts';
import {
  type Direction,
  dropProps,
  kindPhrase,
  Movable,
  NewDialog,
  nameOf,
  optionWord,
  type RecordPicture,
  type Records,
  updateOf,
  useMoves,
} from '../../records/index.ts';
import { lessonView, type Verdict, verdicts } from './view.ts';
import '../../records/board.css';

/** What to keep, improve, stop and start: four columns, a lesson moves between them. */
export function Board({ records, submit, onOpen }: RecordPicture) {
  const { context, mayEdit } = records;
  const { t } = context;
  const [adding, setAdding] = useState<Verdict | null>(null);
  const { said, moved } = useMoves();
  const lessons = recordsOf(context.state, 'lesson');
  const put = (lesson: PlanRecord, verdict: Verdict | undefined): void => {
    if (verdict === undefined || lesson.fields['verdict'] === verdict) return;
    const where = { name: nameOf(context, lesson), verdict: optionWord(t, 'verdict', verdict) };
    moved(lesson.id, t('retro.moved', where));
    void submit([updateOf(lesson, { verdict })]);
  };
  const push = (lesson: PlanRecord, direction: Direction): void => {
    const step = direction === 'right' ? 1 : direction === 'left' ? -1 : 0;
    put(lesson, verdicts[verdicts.findIndex((one) => one === lesson.fields['verdict']) + step]);
  };
  return (
    <div className="board">
      {verdicts.map((verdict) => {
        const here = lessons.filter(({ fields }) => fields['verdict'] === verdict);
        const drop = (id: string): void => {
          const lesson = lessons.find((one) => one.id === id);
          if (lesson && mayEdit) put(lesson, verdict);
        };
        return (
          <section
            key={verdict}
            className="board__column"
            aria-label={t(`retro.column.${verdict}`)}
            {...dropProps(drop)}
          >
            <header className="board__head">
              <h3>{t(`retro.column.${verdict}`)}</h3>
              <span className="quiet num">{here.length}</span>
            </header>
            {here.length === 0 && <p className="quiet">{t(`retro.column.${verdict}.empty`)}</p>}
            {here.map((lesson) => (
              <LessonCard
                key={lesson.id}
                records={records}
                lesson={lesson}
                onOpen={() => onOpen(lesson.id)}
                onMove={(direction) => push(lesson, direction)}
              />
            ))}
            {mayEdit && (
              <Button
                kind="quiet"
                size="small"
                icon={<Plus aria-hidden="true" />}
                onClick={() => setAdding(verdict)}
              >
                {t('records.add', { kind: kindPhrase(t, 'lesson') })}
              </Button>
            )}
          </section>
        );
      })}
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
      {said}
    </div>
  );
}

interface LessonCardProps {
  readonly records: Records;
  readonly lesson: PlanRecord;
  readonly onOpen: () => void;
  readonly onMove: (direction: Direction) => void;
}

function LessonCard({ records: { context, mayEdit }, lesson, onOpen, onMove }: LessonCardProps) {
  const { t } = context;
  const { angle, adoption } = lesson.fields;
  const name = nameOf(context, lesson);
  return (
    <Movable
      id={lesson.id}
      detail={optionWord(t, 'verdict', lesson.fields['verdict'])}
      className="board__card"
      mayMove={mayEdit}
      onOpen={onOpen}
      onMove={onMove}
    >
      <span>{name}</span>
      <span className="board__facts">
        {typeof angle === 'string' && <span className="quiet">{optionWord(t, 'angle', angle)}</span>}
        {adoption === 'accepted' && (
          <StatusTag tone="good" plain>
            {optionWord(t, 'adoption', adoption)}
          </StatusTag>
        )}
        {adoption === 'declined' && <span className="quiet">{optionWord(t, 'adoption', adoption)}</span>}
      </span>
    </Movable>
  );
}
