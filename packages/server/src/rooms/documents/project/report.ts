import type { TaskFileLine, TaskFileReport } from '@shapan/contract';
import { type BookState, displacedTasks, planSchedule } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import type { Caller } from '../../../http/caller.ts';
import { sentence } from '../../../http/problem-answer.ts';
import type { FileDrafts } from './draft.ts';
import { lineOf } from './lines.ts';
import type { TaskFile } from './read-task-file.ts';
import type { Step, stepsOf } from './steps.ts';
import type { Tried } from './try-steps.ts';

/** What is shown of a long list. */
const SHOWN = 1_000;

interface Ran {
  readonly file: TaskFile;
  readonly drafts: FileDrafts;
  readonly laid: ReturnType<typeof stepsOf>;
  readonly tried: Tried;
  readonly master: BookState;
  readonly today: string;
  readonly skips: boolean;
}

/** What was found, in the words of whoever asks. */
export function reportOf(ran: Ran, { locale }: Caller): Omit<TaskFileReport, 'committed'> {
  const { file, drafts, laid, tried } = ran;
  const t = createTranslate(locale);
  const errors = [...drafts.errors, ...tried.errors].toSorted((a, b) => a.row - b.row);
  const lines = linesOf(ran);
  const counted = (kind: Step['kind']): TaskFileReport['counts']['task'] => {
    const of = tried.sound.filter((step) => step.kind === kind);
    const count = (outcome: Step['outcome']): number => of.filter((step) => step.outcome === outcome).length;
    return {
      added: count('added'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      removed: count('removed'),
    };
  };
  return {
    format: file.format,
    name: file.name,
    counts: {
      task: counted('task'),
      initiative: counted('initiative'),
      taskLink: counted('taskLink'),
      resourceNeed: counted('resourceNeed'),
    },
    people: drafts.people.map((one) => ({ ...one })),
    pushed: pushedIn(tried.after, ran, new Set(laid.steps.map(({ id }) => id))),
    lineCount: lines.length,
    lines: lines.slice(0, SHOWN),
    skipped: ran.skips ? new Set(errors.map(({ row }) => row)).size : 0,
    errorCount: errors.length,
    errors: errors.slice(0, SHOWN).map(({ row, name, problem }) => ({
      row,
      name,
      field: /^(?:fields|set)\.(\w+)/.exec(problem.path ?? '')?.[1] ?? null,
      code: problem.code,
      message: sentence(t, problem),
      ...(problem.params && { params: { ...problem.params } }),
    })),
  };
}

function linesOf({ drafts, laid, tried }: Ran): readonly TaskFileLine[] {
  const own = tried.keptFile
    ? drafts.lines
    : drafts.lines.map((line) => (line.code === 'calendars' ? { ...line, outcome: 'left' as const } : line));
  const strangers = drafts.people
    .filter(({ member }) => member === null)
    .map(({ name, tasks }) => lineOf('person', 'kept', { row: 0, name }, { tasks }));
  return [...own, ...strangers, ...laid.lines].toSorted((a, b) => a.row - b.row);
}

/** Tasks of the file that links keep from where the file has them: there they count hours, here whole days. */
function pushedIn(state: BookState, { master, today }: Ran, ids: ReadonlySet<string>): number {
  const plan = planSchedule({ state, master }, today);
  return plan.ok ? displacedTasks(plan.value).filter(({ id }) => ids.has(id)).length : 0;
}
