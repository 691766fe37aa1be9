import {
  type BookState,
  type Fields,
  type FieldValue,
  isDate,
  type Problem,
  problem,
  recordsOf,
} from '@shapan/engine';
import type { MemberRow } from '../../people/store.ts';
import { dateOf, textOf } from '../import/cell-text.ts';
import type { Cell, TableSheet } from '../table.ts';
import type { Draft, FileDrafts, FilePerson, FindPerson, RowRefusal } from './draft.ts';
import { columnNamed, fieldOf, optionNamed, type TaskColumn } from './task-columns.ts';

interface Line {
  readonly row: number;
  readonly name: string;
  readonly cell: (column: TaskColumn) => Cell | undefined;
  readonly ref: string;
}

/** Whom and what names in cells may mean. */
interface Known {
  readonly find: FindPerson;
  readonly members: readonly MemberRow[];
  readonly master: BookState;
}

/**
 * A table of tasks by its headings, in either language (FIL-1). A row with the id of a task is about that task, any other one is a new
 * task. A column that is there says all it says: an empty cell empties the field. Wrong cells are refused by row.
 */
export function draftTable(sheet: TableSheet, known: Known): FileDrafts {
  const [heading, ...rows] = sheet.rows;
  const columns = new Map<TaskColumn, number>();
  heading?.cells.forEach((cell, at) => {
    const column = columnNamed(textOf(cell));
    if (column && !columns.has(column)) columns.set(column, at);
  });
  const errors: RowRefusal[] = [];
  const refuse = ({ row, name }: Pick<Line, 'row' | 'name'>, found: Problem): void => {
    errors.push({ row, name, problem: found });
  };
  const empty = { lines: [], people: [], replaces: () => columns.has('predecessors') };
  if (!columns.has('name')) {
    refuse({ row: heading?.row ?? 1, name: '' }, problem('REQUIRED', 'name', { field: 'name' }));
    return { ...empty, drafts: [], errors };
  }
  const lines = rows.map(({ row, cells }): Line => {
    const cell = (column: TaskColumn) => cells[columns.get(column) ?? -1];
    return { row, name: textOf(cell('name')), cell, ref: `row${row}` };
  });
  const people = new Names(known);
  const initiatives = new Map<string, Draft>();
  const tasks = lines.flatMap((line): Draft[] => {
    const found = taskDraft(line, columns, people, initiatives);
    if (!Array.isArray(found)) return [found as Draft];
    for (const one of found as readonly Problem[]) refuse(line, one);
    return [];
  });
  const links = linkDrafts(lines, new Set(tasks.map(({ ref }) => ref)), refuse);
  return {
    ...empty,
    drafts: [...initiatives.values(), ...tasks, ...links],
    people: people.named(),
    errors,
  };
}

function taskDraft(
  line: Line,
  columns: ReadonlyMap<TaskColumn, number>,
  names: Names,
  initiatives: Map<string, Draft>,
): Draft | readonly Problem[] {
  const { row, name, ref, cell } = line;
  const problems: Problem[] = [];
  const fields: Record<string, FieldValue> = {};
  for (const column of columns.keys()) {
    if (column === 'initiative' || !fieldOf(column)) continue;
    const value = valueOf(column, cell(column), names);
    if (value.problem) problems.push(value.problem);
    else fields[column] = value.value;
  }
  if (name === '') problems.push(problem('REQUIRED', 'fields.name'));
  if (problems.length > 0) return problems;
  const initiative = textOf(cell('initiative'));
  const above = `initiative ${initiative}`;
  if (initiative !== '' && !initiatives.has(initiative)) {
    const own: Draft = {
      kind: 'initiative',
      ref: above,
      key: null,
      row,
      name: initiative,
      fields: { name: initiative },
      refs: {},
    };
    initiatives.set(initiative, own);
  }
  const id = textOf(cell('id'));
  const isEmptied = columns.has('initiative') && initiative === '';
  return {
    kind: 'task',
    ref,
    key: id === '' ? null : id,
    row,
    name,
    fields: { ...fields, ...(isEmptied && { initiative: null }) } as Fields,
    refs: initiative === '' ? {} : { initiative: above },
  };
}

/** What stands in one cell, set apart by semicolons. */
const listed = (text: string): readonly string[] =>
  text
    .split(/[;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

interface Read {
  readonly value: FieldValue;
  readonly problem?: Problem;
}

const wrong = (found: Problem): Read => ({ value: null, problem: found });

/** What a cell says for a field; nothing where it is empty. */
function valueOf(column: TaskColumn, cell: Cell | undefined, names: Names): Read {
  const field = fieldOf(column)!;
  const text = textOf(cell);
  const path = `fields.${column}`;
  if (text === '') return { value: null };
  switch (field.type) {
    case 'number': {
      const plain = text.replace(/(?:%|\s*(?:d|days?|天|个工作日|工作日)\??)$/i, '').trim();
      const value = Number(plain);
      return plain !== '' && Number.isFinite(value) ? { value } : wrong(problem('NOT_A_NUMBER', path));
    }
    case 'date': {
      const day = dateOf(cell);
      return day !== undefined && isDate(day)
        ? { value: day }
        : wrong(problem('INVALID', path, { value: text }));
    }
    case 'boolean':
      if (/^(true|yes|1|是|√|✓)$/i.test(text)) return { value: true };
      return /^(false|no|0|否)$/i.test(text)
        ? { value: null }
        : wrong(problem('INVALID', path, { value: text }));
    case 'choice': {
      const option = optionNamed(column, field.options, text);
      return option === undefined
        ? wrong(problem('INVALID', path, { options: field.options.join(', ') }))
        : { value: option };
    }
    case 'person':
      return names.persons(text, field.many === true, path);
    case 'reference':
      return names.departments(text, path);
    case 'list': {
      const days = text.split(/[;；,，\s]+/).filter((one) => one !== '');
      const bad = days.find((day) => !isDate(day));
      return bad === undefined ? { value: days } : wrong(problem('INVALID', path, { value: bad }));
    }
    default:
      return { value: text };
  }
}

/** Names in cells as members and departments. */
class Names {
  readonly #find: FindPerson;
  readonly #ids: ReadonlySet<string>;
  readonly #named = new Map<string, FilePerson>();

  readonly #departments: ReadonlyMap<string, string>;

  constructor({ find, members, master }: Known) {
    this.#find = find;
    this.#ids = new Set(members.map(({ memberId }) => memberId));
    this.#departments = new Map(
      recordsOf(master, 'department').flatMap(({ id, fields }) =>
        [id, fields['code'], fields['name']].flatMap((name) =>
          typeof name === 'string' ? [[name.toLowerCase(), id] as const] : [],
        ),
      ),
    );
  }

  /** Departments by name, code or id. */
  departments(text: string, path: string): Read {
    const ids: string[] = [];
    for (const name of listed(text)) {
      const id = this.#departments.get(name.toLowerCase());
      if (id === undefined) return wrong(problem('UNKNOWN_REFERENCE', path, { id: name }));
      ids.push(id);
    }
    return { value: ids };
  }

  persons(text: string, many: boolean, path: string): Read {
    const ids: string[] = [];
    for (const name of many ? listed(text) : [text]) {
      const id = this.#idOf(name);
      if (id === null) return wrong(problem('UNKNOWN_REFERENCE', path, { id: name }));
      if (id !== '') ids.push(id);
    }
    return { value: many ? (ids.length > 0 ? ids : null) : (ids[0] ?? null) };
  }

  named(): readonly FilePerson[] {
    return [...this.#named.values()];
  }

  /** By the id behind the name where it is there; an empty text for whoever is to be nobody. */
  #idOf(name: string): string | null {
    const id = /\(([\w-]{1,64})\)$/.exec(name)?.[1] ?? name;
    if (this.#ids.has(id)) return id;
    const member = this.#find(name, '');
    const known = this.#named.get(name);
    this.#named.set(name, { name, email: '', member, tasks: (known?.tasks ?? 0) + 1 });
    return member;
  }
}

const PREDECESSOR = /^(\d{1,7})\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*(\d{1,5})\s*(?:d|days?|天|个工作日)?)?$/i;

/** What stands in the column of predecessors, by the numbers of the rows. */
function linkDrafts(
  lines: readonly Line[],
  sound: ReadonlySet<string>,
  refuse: (line: Line, found: Problem) => void,
): readonly Draft[] {
  const numbered = new Map(lines.map((line) => [textOf(line.cell('no')), line]));
  return lines.flatMap((line) =>
    textOf(line.cell('predecessors'))
      .split(/[;；,，]/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .flatMap((said): Draft[] => {
        const match = PREDECESSOR.exec(said);
        const before = match ? numbered.get(String(Number(match[1]))) : undefined;
        if (!match || !before) {
          refuse(line, problem('UNKNOWN_REFERENCE', 'predecessors', { id: said }));
          return [];
        }
        if (!sound.has(line.ref)) return [];
        if (!sound.has(before.ref)) {
          refuse(line, problem('ROW_DEPENDS', 'predecessors', { row: before.row, name: before.name }));
          return [];
        }
        return [linkDraft(line, before, match)];
      }),
  );
}

function linkDraft(line: Line, before: Line, [, , relation = 'FS', sign, days]: RegExpExecArray): Draft {
  const lag = Number(days ?? 0) * (sign === '-' ? -1 : 1);
  const type = relation.toUpperCase();
  return {
    kind: 'taskLink',
    ref: `link${before.row}/${line.row}/${type}`,
    key: null,
    row: line.row,
    name: `${before.name} → ${line.name}`,
    fields: { relation: type, lag: lag === 0 ? null : lag },
    refs: { from: before.ref, to: line.ref },
  };
}
