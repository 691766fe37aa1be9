import type { CommandRequest } from '@shapan/contract';
import {
  type LinkType,
  linkTypes,
  ok,
  type PlanRecord,
  type Problem,
  problem,
  type Result,
  recordsOf,
  refuse,
} from '@shapan/engine';
import { searchForm } from '../../design/search.ts';
import {
  type DerivedColumn,
  listWord,
  nameOf,
  type RecordContext,
  recordNames,
  updateOf,
  type Writing,
} from '../../records/index.ts';

/** What a task waits for: which one, how, and with how many working days between; negative is a lead. */
interface Waiting {
  readonly from: string;
  readonly relation: LinkType;
  readonly lag: number;
}

/**
 * 依赖关系: the tasks that one waits for, as text that is read back: `签约`, `签约 SS+2、培训 FF-1`. In a sheet a row may be named by
 * its number too, as in `3FS+2`.
 */
export const predecessorsColumn: DerivedColumn = {
  id: 'predecessors',
  header: 'template.T3.predecessors',
  width: 160,
  text: (context, { id }) =>
    listWord(
      context.t,
      linksTo(context, id).flatMap((link) => {
        const name = recordNames(context, ['task']).get(String(link.fields['from']));
        return name === undefined ? [] : [`${name}${howText(waitingOf(link))}`];
      }),
    ),
  write: (writing) => {
    const read = readWaitings(writing);
    return read.ok ? ok({ beside: linkCommands(writing, read.value) }) : read;
  },
};

const known = new WeakMap<RecordContext, ReadonlyMap<string, readonly PlanRecord[]>>();

/** A context is new whenever anything changed: links are laid out once for each. */
function linksTo(context: RecordContext, task: string): readonly PlanRecord[] {
  let byTask = known.get(context);
  if (!byTask) {
    const laid = new Map<string, PlanRecord[]>();
    for (const link of recordsOf(context.state, 'taskLink')) {
      const to = String(link.fields['to']);
      const others = laid.get(to);
      if (others) others.push(link);
      else laid.set(to, [link]);
    }
    known.set(context, (byTask = laid));
  }
  return byTask.get(task) ?? [];
}

function waitingOf({ fields }: PlanRecord): Waiting {
  const { from, relation, lag } = fields;
  return {
    from: String(from),
    relation: linkTypes.find((one) => one === relation) ?? 'FS',
    lag: typeof lag === 'number' ? lag : 0,
  };
}

/** Nothing of the usual: it begins when the other one has ended. */
function howText({ relation, lag }: Waiting): string {
  if (relation === 'FS' && lag === 0) return '';
  const days = lag === 0 ? '' : lag > 0 ? `+${lag}` : String(lag);
  return ` ${relation}${days}`;
}

/** A name or number, then how, then the days between: `签约 FS+2天`, `3FS-1d`. */
const PATTERN = /^(.*?)\s*(FS|SS|FF|SF)?\s*(?:([+\-−－＋])\s*(\d{1,4})\s*(?:d|天|日|个?工作日|days?)?)?$/i;

function readWaitings(writing: Writing): Result<readonly Waiting[]> {
  const parts = writing.text.split(/([、,，;；\n])/);
  const found: Waiting[] = [];
  for (let at = 0; at < parts.length; ) {
    const run = longestRun(writing, parts, at);
    if (run.waiting) found.push(run.waiting);
    else if (run.problem) return refuse(run.problem);
    at = run.next;
  }
  return ok(found);
}

interface Run {
  readonly waiting?: Waiting;
  readonly problem?: Problem;
  readonly next: number;
}

/** A name may itself hold a comma: the longest run of parts that names a task counts. */
function longestRun(writing: Writing, parts: readonly string[], from: number): Run {
  const alone = (parts[from] ?? '').trim();
  if (alone === '' || alone === '–' || from % 2 === 1) return { next: from + 1 };
  for (let end = parts.length; end > from; end -= 2) {
    const text = parts.slice(from, end).join('').trim();
    const [, name = '', relation, sign, days] = PATTERN.exec(text.normalize('NFKC')) ?? [];
    const plain = taskNamed(writing, text);
    const ids = plain.length > 0 ? plain : taskNamed(writing, name);
    if (ids.length > 1)
      return { problem: problem('AMBIGUOUS', 'predecessors', ambiguity(writing, text, ids)), next: end };
    if (ids[0] === undefined) continue;
    if (plain.length > 0) return { waiting: { from: ids[0], relation: 'FS', lag: 0 }, next: end };
    const lag = days === undefined ? 0 : Number(days) * (/[+＋]/.test(sign ?? '') ? 1 : -1);
    const type = linkTypes.find((one) => one === relation?.toUpperCase()) ?? 'FS';
    return { waiting: { from: ids[0], relation: type, lag }, next: end };
  }
  return {
    problem: problem('UNKNOWN_REFERENCE', 'predecessors', { names: alone, count: 1 }),
    next: from + 1,
  };
}

function ambiguity({ context }: Writing, text: string, ids: readonly string[]) {
  const names = recordNames(context, ['task']);
  const candidates = ids.slice(0, 5).map((id) => names.get(id) ?? id);
  return { text, candidates: candidates.join('、'), count: ids.length };
}

/** A row of the same sheet comes before a task of the plan; that by the name that tells it apart before one it shares. */
function taskNamed({ context, rowNamed }: Writing, text: string): readonly string[] {
  if (text === '') return [];
  const row = rowNamed?.(text);
  if (row !== undefined) return [row];
  return tasksByName(context).get(searchForm(text)) ?? [];
}

const named = new WeakMap<RecordContext, ReadonlyMap<string, readonly string[]>>();

function tasksByName(context: RecordContext): ReadonlyMap<string, readonly string[]> {
  const found = named.get(context);
  if (found) return found;
  const plain = new Map<string, string[]>();
  const own = new Map<string, string[]>();
  const names = recordNames(context, ['task']);
  for (const task of recordsOf(context.state, 'task')) {
    const name = searchForm(nameOf(context, task));
    plain.set(name, [...(plain.get(name) ?? []), task.id]);
    own.set(searchForm(names.get(task.id) ?? ''), [task.id]);
  }
  const all = new Map([...plain, ...own]);
  named.set(context, all);
  return all;
}

/** What makes the links of a task those that were written: what stays is left alone, what differs is changed in place. */
function linkCommands(
  { context, record, newId }: Writing,
  wanted: readonly Waiting[],
): readonly CommandRequest[] {
  const left = [...linksTo(context, record.id)];
  const take = (fits: (one: Waiting) => boolean): PlanRecord | undefined => {
    const at = left.findIndex((link) => fits(waitingOf(link)));
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const exact = wanted.map(({ from, relation }) =>
    take((one) => one.from === from && one.relation === relation),
  );
  const commands = wanted.flatMap((one, index): readonly CommandRequest[] => {
    const link = exact[index] ?? take(({ from }) => from === one.from);
    const { from, relation, lag } = one;
    if (!link) {
      const fields = { from, to: record.id, relation, ...(lag !== 0 && { lag }) };
      return [{ type: 'record.add', kind: 'taskLink', id: newId(), fields }];
    }
    const before = waitingOf(link);
    const set = {
      ...(before.relation !== relation && { relation }),
      ...(before.lag !== lag && { lag }),
    };
    return Object.keys(set).length === 0 ? [] : [updateOf(link, set)];
  });
  const gone = left.map(({ id }): CommandRequest => ({ type: 'record.remove', kind: 'taskLink', id }));
  return [...gone, ...commands];
}
