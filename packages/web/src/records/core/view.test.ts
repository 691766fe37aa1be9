import { createTranslate } from '@shapan/i18n';
import { expect, it } from 'vitest';
import { contextWith } from './sample.ts';
import { columnsOf, isShown, sheetColumns } from './view.ts';

it('shows a field that is asked for no more only where it says something', () => {
  const former = { type: 'text', former: true } as const;
  expect(isShown('painPoint', former, { painPoint: 'Nobody to turn to' })).toBe(true);
  expect(isShown('painPoint', former, {})).toBe(false);
  expect(isShown('painPoint', { type: 'text' }, {})).toBe(true);
  expect(isShown('fileKey', { type: 'text', ofFile: true }, { fileKey: 'a#1' })).toBe(false);
});

it('[FIL-1] has no column in a sheet for what is kept from a file', () => {
  const view = { key: 't3', kind: 'task', columns: ['name'], card: [] };
  const names = sheetColumns(contextWith([]).t, view).map(({ id }) => id);
  expect(names).toContain('deliverable');
  expect(names.filter((id) => id.startsWith('file'))).toEqual([]);
});

it('gives a column of words the room that its heading and the longest of them need', () => {
  const view = { key: 'links', kind: 'taskLink', columns: ['relation', 'lag'], card: [] };
  const { t } = contextWith([]);
  const [relation, lag] = columnsOf(t, view);
  const english = columnsOf(createTranslate('en'), view);
  expect(english[0]!.width).toBeGreaterThan('Finish to finish'.length * 5 + 20);
  expect(english[1]!.width).toBeGreaterThan('Lag in working days'.length * 5 + 20);
  expect(lag!.width).toBeGreaterThanOrEqual(lag!.header.length * 12 + 20);
  expect(relation!.width).toBeGreaterThanOrEqual(88);
});
