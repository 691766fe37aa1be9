import type { CommandRequest } from '@shapan/contract';
import { createTranslate, type Translate } from '@shapan/i18n';
import type { OutCell, OutTable } from '../../../data/write-file.ts';
import { searchForm } from '../../../design/search.ts';
import type { GridModel } from '../../../grid/index.ts';
import { listCommands } from '../list/list-edits.ts';
import { type ListColumn, type ListRow, listColumns } from '../list/list-model.ts';

/** What of T1 somebody chooses from a list: written in words. */
const inWords: ReadonlySet<string> = new Set<ListColumn>(['targetClass', 'accountable', 'attainProbability']);
const plainNumber = /^-?\d+(\.\d+)?$/;

/** T1 as a sheet that is read back as it: every number in the metric's own unit, which the row names. `model` counts so, too. */
export function t1Table(t: Translate, rows: readonly ListRow[], model: GridModel): OutTable {
  const columns = Array.from({ length: model.columnCount }, (_, at) => model.column(at));
  return {
    headers: [...columns.map(({ header }) => header), t('targets.download.unit')],
    rows: rows.map((row, at) => [
      ...columns.map(({ id }, column) => outCell(id, model, at, column)),
      row.format.ownUnit,
    ]),
  };
}

function outCell(id: string, model: GridModel, row: number, column: number): OutCell {
  const text = outText(id, model, row, column);
  if (text === '') return null;
  return plainNumber.test(text) && !inWords.has(id) ? { number: text } : text;
}

function outText(id: string, model: GridModel, row: number, column: number): string {
  const { text, edit } = model.cell(row, column);
  return inWords.has(id) ? text : edit;
}

/** One cell that a sheet would change. */
export interface T1Change {
  readonly row: ListRow;
  readonly column: string;
  readonly before: string;
  readonly after: string;
  /** What it asks of the plan; a sentence where it cannot be read. */
  readonly commands: readonly CommandRequest[];
  readonly wrong: string | undefined;
}

export interface T1Read {
  readonly changes: readonly T1Change[];
  /** How many cells say otherwise what follows from others, or what the reader may not change. */
  readonly closed: number;
  /** Names of metrics that no target of the plan has. */
  readonly unknown: readonly string[];
  /** Headings that say nothing here. */
  readonly ignored: readonly string[];
}

interface T1Words {
  readonly t: Translate;
  /** The value of a choice that a text means; nothing where it means none. */
  readonly chosen: (column: ListColumn, text: string) => string | undefined;
  readonly refused: (row: ListRow, problem: Parameters<T1Refused>[1]) => string;
}

type T1Refused = (
  row: ListRow,
  problem: Exclude<ReturnType<typeof listCommands>, readonly CommandRequest[]>,
) => string;

/** What a sheet says otherwise than the plan, row by row of its metrics; `null` where it does not name them. */
export function readT1(
  words: T1Words,
  rows: readonly ListRow[],
  model: GridModel,
  block: readonly (readonly string[])[],
): T1Read | null {
  const [first = [], ...body] = block;
  const order = first.map((heading) => columnCalled(heading));
  const metricAt = order.indexOf('metric');
  if (metricAt < 0) return null;
  const unknown: string[] = [];
  const taken = new Set<number>();
  let closed = 0;
  const shownAt = new Map(Array.from({ length: model.columnCount }, (_, at) => [model.column(at).id, at]));
  const changes = body.flatMap((cells): readonly T1Change[] => {
    const name = searchForm(cells[metricAt] ?? '');
    // Of several targets of one metric each has a row of its own, in their order.
    const at = rows.findIndex((row, index) => !taken.has(index) && searchForm(row.name) === name);
    const row = rows[at];
    if (!row) {
      if (name !== '') unknown.push(cells[metricAt] ?? '');
      return [];
    }
    taken.add(at);
    // Each cell is read as if those before it were taken already: they are taken together.
    let now = row;
    return order.flatMap((column, i): readonly T1Change[] => {
      const text = (cells[i] ?? '').trim();
      const shown = shownAt.get(column ?? '');
      if (column === undefined || column === 'metric' || shown === undefined || text === '') return [];
      const before = outText(column, model, at, shown);
      if (text === before || isSameChoice(words, row, column, text)) return [];
      if (!model.cell(at, shown).state.editable) {
        closed += 1;
        return [];
      }
      const change = changeOf(words, now, column, { before, text });
      now = withTaken(now, change.commands);
      return [{ ...change, row }];
    });
  });
  const ignored = first.filter(
    (heading, i) => heading.trim() !== '' && order[i] === undefined && !isUnit(heading),
  );
  return { changes, closed, unknown, ignored };
}

/** Whether a choice stands there already, in the words of the other language. */
function isSameChoice({ chosen }: T1Words, { target }: ListRow, column: ListColumn, text: string): boolean {
  const meant = inWords.has(column) ? chosen(column, text) : undefined;
  return meant !== undefined && meant === target.fields[column];
}

/** The target as it is once these commands are taken; its numbers are not asked for again. */
function withTaken(row: ListRow, commands: readonly CommandRequest[]): ListRow {
  const set = Object.assign({}, ...commands.map((one) => (one.type === 'record.update' ? one.set : {})));
  return { ...row, target: { ...row.target, fields: { ...row.target.fields, ...set } } };
}

function changeOf(
  { t, chosen, refused }: T1Words,
  row: ListRow,
  column: ListColumn,
  { before, text }: { readonly before: string; readonly text: string },
): T1Change {
  const empty = text === '–';
  const meant = empty ? '' : inWords.has(column) ? chosen(column, text) : text;
  const change = { row, column, before, after: empty ? '' : text };
  if (meant === undefined)
    return { ...change, commands: [], wrong: t('records.wrong.unknown', { names: text }) };
  const asked = listCommands(row, { row: 0, column: 0, rowId: row.target.id, columnId: column, text: meant });
  return 'code' in asked
    ? { ...change, commands: [], wrong: refused(row, asked) }
    : { ...change, commands: asked, wrong: undefined };
}

const languages = [createTranslate('zh-CN'), createTranslate('en')];

/** A column by what the page or the template calls it, in either language. */
function columnCalled(heading: string): ListColumn | undefined {
  const wanted = searchForm(heading);
  if (wanted === '') return undefined;
  return listColumns.find((column) =>
    languages.some((t) =>
      [t(`targets.column.${column}`), t.find(`template.T1.${column}`) ?? '', column].some(
        (word) => searchForm(word) === wanted,
      ),
    ),
  );
}

const isUnit = (heading: string): boolean =>
  languages.some((t) => searchForm(t('targets.download.unit')) === searchForm(heading));
