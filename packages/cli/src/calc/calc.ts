import type { Sentence } from '../language.ts';
import { type CalcProblem, messageOf } from './message.ts';
import { repeatedKey } from './repeated-key.ts';

/** Takes a parsed request; answers it, or says `{problem}`. */
type Answer = (request: unknown) => unknown;

interface Topic {
  readonly does: Sentence;
  /** Loaded one by one, so that a topic costs only its own start-up. */
  readonly load: () => Promise<Answer>;
}

export const topics: Readonly<Record<string, Topic>> = {
  number: {
    does: { 'zh-CN': '人输入的文字是多少：500万、+10%、=3*4', en: 'what a person typed: 500万, +10%, =3*4' },
    load: async () => (await import('./number.ts')).answerNumber,
  },
  split: {
    does: {
      'zh-CN': '凑整后仍然加得起来：按一个总数，或按行与列',
      en: 'whole numbers that still add up: by one total, or by rows and columns',
    },
    load: async () => (await import('./split.ts')).answerSplit,
  },
  spread: {
    does: {
      'zh-CN': '在任意层级输入一个数：所有方法、锁定与指标类型',
      en: 'a number typed at any level: every method, hold and kind of metric',
    },
    load: async () => (await import('./spread.ts')).answerSpread,
  },
  workdays: {
    does: { 'zh-CN': '一段日期的天数、工作日与旬', en: 'days, workdays and 旬 of a range' },
    load: async () => (await import('./workdays.ts')).answerWorkdays,
  },
  pace: {
    does: { 'zh-CN': '达成与时间进度', en: 'attainment against time' },
    load: async () => (await import('./pace.ts')).answerPace,
  },
  schedule: {
    does: { 'zh-CN': '关键路径与资源平衡', en: 'critical path and levelling' },
    load: async () => (await import('./schedule.ts')).answerSchedule,
  },
  smart: {
    does: { 'zh-CN': '目标是否符合 SMART，凭什么', en: 'whether a target is SMART, and by what evidence' },
    load: async () => (await import('./smart.ts')).answerSmart,
  },
};

export interface CalcOutcome {
  /** One JSON text per request, each ending in a newline. */
  readonly output: string;
  /** 0 when every request was answered, otherwise 2. */
  readonly exitCode: 0 | 2;
  /** One sentence for standard error. */
  readonly error?: string;
}

/**
 * `shapan calc`: one request per line, or one request over several lines, answered in order. A refused request is
 * answered with its problem and the others all the same. Never throws.
 *
 * A line that is no JSON among others that are gets its problem in its place, so that answers and lines still
 * correspond, and is named in `error`.
 */
export async function runCalc(topic: string, input: string, pretty: boolean): Promise<CalcOutcome> {
  const known = Object.hasOwn(topics, topic) ? topics[topic] : undefined;
  if (known === undefined) {
    return failed(`There is no topic "${topic}". Topics: ${Object.keys(topics).join(', ')}.`);
  }
  const requests = parse(input);
  if (typeof requests === 'string') return failed(requests);
  try {
    return outcomeOf(requests, await known.load(), pretty);
  } catch {
    return failed(
      `The topic "${topic}" could not be started; the installation seems incomplete: run npm ci in its folder.`,
    );
  }
}

const failed = (error: string): CalcOutcome => ({ output: '', exitCode: 2, error });

function outcomeOf(requests: readonly Request[], answer: Answer, pretty: boolean): CalcOutcome {
  const answers = requests.map((request) => answerOne(request, answer, pretty));
  const output = answers.map(({ text }) => `${text}\n`).join('');
  const exitCode = answers.some(({ isRefused }) => isRefused) ? 2 : 0;
  const broken = requests.flatMap((request) => ('line' in request ? [request.line] : []));
  if (broken.length === 0) return { output, exitCode };
  const lines = broken.length === 1 ? 'Line' : 'Lines';
  return { output, exitCode, error: `${lines} ${broken.join(', ')} of the input: not JSON.` };
}

/** A request, the number of the line that is none, or the place of a key that it has twice. */
type Request = Parsed | { readonly line: number };
type Parsed = { readonly value: unknown } | { readonly twice: string };

/** The requests of an input, or the sentence that says why there are none. */
function parse(input: string): readonly Request[] | string {
  const text = input.replace(/^\uFEFF/, '');
  if (text.trim() === '') return 'The input is empty: expected a JSON object on standard input.';
  const whole = parseJson(text);
  if (whole !== null) return [whole];
  const requests = text.split('\n').flatMap((line, at): Request[] => {
    if (line.trim() === '') return [];
    return [parseJson(line) ?? { line: at + 1 }];
  });
  return text.split('\n').some(isRequestLine)
    ? requests
    : 'The input is not JSON: expected one object, or one object per line.';
}

/** Inner lines of a pretty-printed object may be objects too, but they are indented. */
const isRequestLine = (line: string): boolean => line.startsWith('{') && parseJson(line) !== null;

function parseJson(text: string): Parsed | null {
  try {
    const value: unknown = JSON.parse(text);
    const twice = repeatedKey(text);
    return twice === null ? { value } : { twice };
  } catch {
    return null;
  }
}

interface AnswerLine {
  readonly text: string;
  readonly isRefused: boolean;
}

function answerOne(request: Request, answer: Answer, pretty: boolean): AnswerLine {
  if ('line' in request) {
    return refused({ code: 'INVALID', params: { expected: 'JSON', line: request.line } }, pretty);
  }
  if ('twice' in request) return refused({ code: 'DUPLICATE', path: request.twice }, pretty);
  try {
    const value = answer(request.value);
    const problem = problemOf(value);
    return problem === null ? { text: jsonText(value, pretty), isRefused: false } : refused(problem, pretty);
  } catch {
    return refused({ code: 'INTERNAL' }, pretty);
  }
}

/** Every problem has all four fields, so that a reader need not ask which are there. */
function refused(problem: CalcProblem, pretty: boolean): AnswerLine {
  const { code, path = '', params = {} } = problem;
  return {
    text: jsonText({ problem: { code, path, params, message: messageOf(problem) } }, pretty),
    isRefused: true,
  };
}

const jsonText = (value: unknown, pretty: boolean): string => JSON.stringify(value, null, pretty ? 2 : 0);

function problemOf(answer: unknown): CalcProblem | null {
  if (typeof answer !== 'object' || answer === null || !('problem' in answer)) return null;
  return answer.problem as CalcProblem;
}
