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
  const changes = body.flatMap((cells): readonly T1Change[] => {
    const name = searchForm(cells[metricAt] ?? '');
    const at = rows.findIndex((row) => searchForm(row.name) === name);
    const row = rows[at];
    if (!row) {
      if (name !== '') unknown.push(cells[metricAt] ?? '');
      return [];
    }
    return order.flatMap((column, i): readonly T1Change[] => {
      const text = (cells[i] ?? '').trim();
      const shown = Array.from({ length: model.columnCount }, (_, c) => c).find(
        (c) => model.column(c).id === column,
      );
      if (column === undefined || column === 'metric' || shown === undefined || text === '') return [];
      const before = outText(column, model, at, shown);
      if (text === before || !model.cell(at, shown).state.editable) return [];
      return [changeOf(words, row, column, { before, text })];
    });
  });
  const ignored = first.filter(
    (heading, i) => heading.trim() !== '' && order[i] === undefined && !isUnit(heading),
  );
  return { changes, unknown, ignored };
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
