import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type MemberPerson, type TestApp, testApp } from '../../server/test/http/app.ts';
import { run } from '../src/main.ts';
import { terminal } from './terminal.ts';

/** The command against the real app on a real database, over a real port. */
let world: TestApp;
let owner: MemberPerson & { readonly workspace: string };
let plan: string;
let folder: string;
let url: string;
const said = terminal();

beforeAll(async () => {
  world = await testApp();
  url = await world.app.listen({ port: 0, host: '127.0.0.1' });
  folder = await mkdtemp(join(tmpdir(), 'shapan-import-'));
  owner = await world.setUp();
  plan = await world.plan(owner, owner.workspace);
  await world.furnish(owner, owner.workspace, plan);
  const { key } = await world.apiKey(owner, owner.workspace);
  vi.stubEnv('SHAPAN_KEY', key ?? '');
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const mapping = {
  sheet: 'sales',
  headerRow: 1,
  when: 0,
  amount: 2,
  key: [3],
  dimensions: [{ dimension: 'region', column: 1, by: 'code' }],
  filters: [],
  rounding: 'exact',
};
const actuals = {
  purpose: 'actuals',
  mapping,
  metric: 'revenue',
  source: 'shop',
  onConflict: 'report',
  createMembers: false,
};
const sales = 'date,region,amount,id\n2026-07-03,A1,100,S1\n2026-07-04,B,2.5,S2\n';

const shapanImport = (path: string, ...more: string[]): Promise<number> =>
  run(['import', path, '--workspace', owner.workspace, '--url', url, ...more]);

describe('shapan import', () => {
  it('shows what is in a file when nothing is asked of it', async () => {
    expect(await shapanImport(await file('sales.csv', sales))).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ format: 'csv', sheets: [{ name: 'sales', rows: 3 }] });
  });

  it('checks without writing, imports once, and says when nothing is new', async () => {
    const path = await file('sales.csv', sales);
    const request = await file('request.json', JSON.stringify(actuals));
    expect(await shapanImport(path, '--request', request, '--check')).toBe(0);
    expect(said.out).toMatch(/fresh 2, .*errors 0\nnothing was written\n$/);
    expect(await shapanImport(path, '--request', request)).toBe(0);
    expect(said.out).toMatch(/fresh 2, .*\nimported\n$/);
    expect(await shapanImport(path, '--request', request)).toBe(0);
    expect(said.out).toMatch(/fresh 0, unchanged 2, .*\nnothing new, nothing was written\n$/);
  });

  it('leaves what differs from the ledger as it is, says so, and corrects when asked to', async () => {
    const before = await file('sales.csv', 'date,region,amount,id\n2026-07-05,A2,7,S5\n');
    const request = await file('request.json', JSON.stringify(actuals));
    expect(await shapanImport(before, '--request', request)).toBe(0);
    const after = await file('sales.csv', 'date,region,amount,id\n2026-07-05,A2,8,S5\n');
    said.out = '';
    expect(await shapanImport(after, '--request', request)).toBe(0);
    expect(said.out).toMatch(
      /conflicts 1, .*\nrow 2, S5: ledger 2026-07-05 A2 7\.00, file 2026-07-05 A2 8\.00\nrows that differ .*: 1; .*\nnothing new, nothing was written\n$/,
    );
    const correct = await file('correct.json', JSON.stringify({ ...actuals, onConflict: 'correct' }));
    said.out = '';
    expect(await shapanImport(after, '--request', correct)).toBe(0);
    expect(said.out).toMatch(/conflicts 1, .*\nrow 2, S5: .*\nimported\n$/);
  });

  it('says so when the same headings come from another source than before', async () => {
    const path = await file('sales.csv', 'date,region,amount,id\n2026-07-06,A1,7,S30\n');
    const first = await file('request.json', JSON.stringify(actuals));
    said.out = '';
    expect(await shapanImport(path, '--request', first)).toBe(0);
    expect(said.out).not.toContain('came from');
    const second = await file('other.json', JSON.stringify({ ...actuals, source: 'portal' }));
    expect(await shapanImport(path, '--request', second, '--check')).toBe(0);
    expect(said.out).toMatch(
      /came from “shop”; under another source the same rows count once more\nnothing was written\n$/,
    );
  });

  it('names every bad row and fails', async () => {
    const path = await file('sales.csv', 'date,region,amount,id\nsoon,A1,1,S8\n2026-07-03,Q,1,S9\n');
    const request = await file('request.json', JSON.stringify(actuals));
    expect(await shapanImport(path, '--request', request)).toBe(2);
    expect(said.out).toMatch(/row 2, date: .*\[INVALID\] "soon"/);
    expect(said.out).toMatch(/row 3, region: .*\[UNKNOWN_REFERENCE\] "Q"/);
    said.out = '';
    expect(await shapanImport(path, '--request', request, '--json')).toBe(2);
    expect(JSON.parse(said.out)).toMatchObject({ committed: false, errorCount: 2 });
  });

  it('imports the good rows alone when asked to, and writes the others to a file', async () => {
    const path = await file('sales.csv', 'date,region,amount,id\nsoon,A1,1,S20\n2026-07-03,B,3,S21\n');
    const request = await file('request.json', JSON.stringify(actuals));
    const sheet = join(folder, 'errors.csv');
    expect(await shapanImport(path, '--request', request, '--errors', sheet)).toBe(2);
    expect(await readFile(sheet, 'utf8')).toMatch(/^\uFEFFRow,Column,Content,Reason\r\n2,date,soon,This /);
    said.out = '';
    expect(await shapanImport(path, '--request', request, '--skip-errors')).toBe(0);
    expect(said.out).toMatch(/fresh 1, .*errors 1\nrow 2, date: .*\nrows left out: 1\nimported\n$/);
  });

  it('explains a missing file, a broken request, a wrong key and a silent server in one sentence', async () => {
    const path = await file('sales.csv', sales);
    const broken = await file('broken.json', '{');
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[join(folder, 'none.csv')], /none\.csv cannot be read\.\n$/],
      [[path, '--request', join(folder, 'none.json')], /none\.json cannot be read\.\n$/],
      [[path, '--request', broken], /broken\.json is not valid JSON\.\n$/],
      [[path, '--key', 'shapan_wrong'], /UNAUTHENTICATED/],
      [[path, '--url', 'http://127.0.0.1:1'], /does not answer/],
    ];
    for (const [[first = '', ...more], sentence] of cases) {
      said.err = '';
      expect(await shapanImport(first, ...more)).toBe(1);
      expect(said.err).toMatch(sentence);
      expect(said.err.split('\n')).toHaveLength(2);
    }
  });
});
