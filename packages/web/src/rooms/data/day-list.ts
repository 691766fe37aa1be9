import { addDays, type DayKind } from '@shapan/engine';
import { readDateText } from '../../records/index.ts';

/** The days of a list of holidays and make-up days, and the lines that say none. */
export interface DayList {
  readonly days: Readonly<Record<string, DayKind>>;
  /** Numbers of lines, from 1. */
  readonly wrong: readonly number[];
}

const words: readonly (readonly [RegExp, DayKind])[] = [
  [/(?:放假|休息|休|off|holiday)\s*$/i, 'off'],
  [/(?:半天|half(?:[ -]?day)?)\s*$/i, 'half'],
  [/(?:上班|补班|班|work(?:day|ing day)?)\s*$/i, 'work'],
];
const between = /\s*(?:至|到|~|～|–|—|\bto\b)\s*/i;
/** Nobody rests longer at a stretch; a range that does is a slip of the pen. */
const longest = 366;

/** One day or range of days a line, with what it is: `2027-02-05 至 2027-02-11 放假`; as copied from a sheet or a notice. */
export function readDayList(text: string, year: number): DayList {
  const days: Record<string, DayKind> = {};
  const wrong: number[] = [];
  let lastYear = year;
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === '') return;
    const read = readLine(line, lastYear);
    if (!read) return void wrong.push(i + 1);
    for (const day of read.days) days[day] = read.kind;
    lastYear = Number(read.days.at(-1)!.slice(0, 4));
  });
  return { days, wrong };
}

function readLine(line: string, year: number): { days: readonly string[]; kind: DayKind } | null {
  const [word, kind] = words.find(([one]) => one.test(line)) ?? [];
  if (!word || !kind) return null;
  const dates = line
    .replace(word, '')
    .replace(/[\s,，、:：;；]+$/, '')
    .trim()
    .split(between);
  const [first, last] = [dates[0], dates[1] ?? dates[0]].map((one) => readDateText(one ?? '', year));
  if (!first || !last || dates.length > 2 || first > last) return null;
  const days = [first];
  for (let day = first; day < last; ) {
    day = addDays(day, 1);
    if (days.push(day) > longest) return null;
  }
  return { days, kind };
}
