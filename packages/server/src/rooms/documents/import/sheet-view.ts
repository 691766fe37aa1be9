import type { UploadView } from '@shapan/contract';
import type { BookState } from '@shapan/engine';
import type { TableSheet } from '../table.ts';
import { textOf } from './cell-text.ts';
import { guessMapping } from './guess-mapping.ts';
import { knownMapping } from './mapping-memory.ts';
import { guessMembers } from './member-rows.ts';

const SAMPLE_ROWS = 12;
/** Headings stand near the top, below a title or two. */
const HEADING_ROWS = 20;

/** A sheet as the preview shows it, with what its columns probably mean. `headerRow`: where a person says they are. */
export function viewOfSheet(
  sheet: TableSheet,
  master: BookState,
  chosen?: number,
): UploadView['sheets'][number] {
  const remembered = rememberedHeadings(sheet, master, chosen);
  const headerRow = remembered?.headerRow ?? chosen ?? findHeaderRow(sheet);
  const header = headerOf(sheet, headerRow);
  const mapping = remembered?.mapping ?? guessMapping(sheet, header, headerRow, master);
  const at = sheet.rows.findIndex(({ row }) => row > headerRow);
  const sample = sheet.rows.slice(0, Math.max(0, at) + SAMPLE_ROWS);
  return {
    name: sheet.name,
    rows: sheet.rows.length,
    headerRow,
    header: [...header],
    sample: sample.map(({ cells }) => cells.map(textOf)),
    sampleRows: sample.map(({ row }) => row),
    warnings: sheet.warningCount,
    mapping: { ...mapping, sheet: sheet.name, headerRow },
    members: guessMembers(sheet.name, header, headerRow),
    remembered: remembered !== undefined,
    before: remembered?.before ?? null,
  };
}

export function headerOf(sheet: TableSheet, headerRow: number): readonly string[] {
  return sheet.rows.find(({ row }) => row === headerRow)?.cells.map(textOf) ?? [];
}

/** Headings that were imported before are found wherever they stand. */
function rememberedHeadings(sheet: TableSheet, master: BookState, chosen: number | undefined) {
  for (const { row, cells } of sheet.rows.slice(0, HEADING_ROWS)) {
    if (chosen !== undefined && row !== chosen) continue;
    const known = knownMapping(master, cells.map(textOf));
    if (known) return { headerRow: row, ...known };
  }
  return undefined;
}

/** The first row that fills most columns: titles above a table fill one or two. */
function findHeaderRow({ rows }: TableSheet): number {
  const top = rows.slice(0, HEADING_ROWS);
  const filled = top.map(({ cells }) => cells.filter((cell) => textOf(cell) !== '').length);
  const wanted = Math.max(2, Math.ceil(Math.max(...filled, 0) * 0.6));
  const at = filled.findIndex((count) => count >= wanted);
  return (top[at] ?? top[0])?.row ?? 0;
}
