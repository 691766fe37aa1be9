import { readFileSync } from 'node:fs';
import type { Result } from '@shapan/engine';
import { expect } from 'vitest';
import type { Cell, ReadOutcome, TableSheet } from '../../src/rooms/documents/table.ts';

export const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function read(result: Result<ReadOutcome>): ReadOutcome {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problems)}`);
  return result.value;
}

export function onlySheet(result: Result<ReadOutcome>): TableSheet {
  const { sheets } = read(result);
  expect(sheets).toHaveLength(1);
  return sheets[0] as TableSheet;
}

export function codes(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code }) => code);
}

export function shown(cell: Cell | undefined): string {
  if (!cell || cell.type === 'empty') return '';
  return cell.type === 'boolean' ? String(cell.value).toUpperCase() : cell.text;
}

export const texts = (sheet: TableSheet): string[][] => sheet.rows.map(({ cells }) => cells.map(shown));

/** A small seeded generator, so that a failing run can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
