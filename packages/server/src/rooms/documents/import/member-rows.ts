import type { MemberMapping } from '@shapan/contract';
import { problem } from '@shapan/engine';
import type { Cell, TableSheet } from '../table.ts';
import { dateOf, textOf } from './cell-text.ts';
import type { RowError } from './read-rows.ts';

/** What one row of a list says of a member, in the words of the file. */
export interface MemberRow {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  /** The member above; empty = the top, `null` = the file says nothing of it. */
  readonly parent: string | null;
  /** The day from which that holds; `null` = at all times. */
  readonly from: string | null;
  readonly reason: string;
}

/** Rows of a sheet below its headings; one without code and name is none. */
export function memberRows(
  sheet: TableSheet,
  mapping: MemberMapping,
): { readonly rows: readonly MemberRow[]; readonly empty: number; readonly errors: readonly RowError[] } {
  const rows: MemberRow[] = [];
  const errors: RowError[] = [];
  let empty = 0;
  for (const { row, cells } of sheet.rows) {
    if (row <= mapping.headerRow) continue;
    const read = readRow(row, cells, mapping);
    if (read === null) empty += 1;
    else if ('problem' in read) errors.push(read);
    else rows.push(read);
  }
  return { rows, empty, errors };
}

function readRow(row: number, cells: readonly Cell[], mapping: MemberMapping): MemberRow | RowError | null {
  const cell = (column: number | undefined): string => (column === undefined ? '' : textOf(cells[column]));
  const [code, name] = [cell(mapping.code), cell(mapping.name)];
  if (code === '' && name === '') return null;
  const day = cell(mapping.from);
  const from = mapping.from === undefined ? undefined : dateOf(cells[mapping.from]);
  if (day !== '' && from === undefined)
    return { row, column: mapping.from ?? null, problem: problem('INVALID'), value: day.slice(0, 200) };
  return {
    row,
    code,
    name,
    parent: mapping.parent === undefined ? null : cell(mapping.parent),
    from: from ?? null,
    reason: cell(mapping.reason),
  };
}

const HEADINGS: Readonly<Record<'code' | 'parent' | 'from' | 'reason' | 'name', RegExp>> = {
  parent: /上级|父级|隶属|归属|parent|above|reports? to/i,
  from: /生效|日期|起始|自.*起|effective|from|since|date/i,
  reason: /原因|理由|备注|说明|reason|note|remark/i,
  code: /编码|编号|代码|^code|code$|\bid$|number$/i,
  name: /名称|姓名|名字|name|成员|客户|地区|区域|产品|member/i,
};

/** A first proposal from the headings, each column once; the first column names the member where nothing else does. */
export function guessMembers(sheet: string, header: readonly string[], headerRow: number): MemberMapping {
  const taken = new Set<number>();
  const found: Partial<Record<keyof typeof HEADINGS, number>> = {};
  for (const [field, words] of Object.entries(HEADINGS) as [keyof typeof HEADINGS, RegExp][]) {
    const column = header.findIndex((heading, i) => !taken.has(i) && words.test(heading.trim()));
    if (column < 0) continue;
    taken.add(column);
    found[field] = column;
  }
  if (found.name === undefined && found.code === undefined) {
    const free = header.findIndex((_, i) => !taken.has(i));
    found.name = Math.max(0, free);
  }
  return { sheet, headerRow, ...found };
}
