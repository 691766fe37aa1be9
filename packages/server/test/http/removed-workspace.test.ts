import { demoPeriod } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import { findBook } from '../../src/rooms/plan/store.ts';
import { todayOf } from '../../src/today.ts';
import { type TestApp, testApp, workspaceRequest } from './app.ts';

/** What a removed workspace held is nobody's any more, whoever asks for its id. */
let world: TestApp;
let owner: Awaited<ReturnType<TestApp['setUp']>>;

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
});

afterAll(() => world.close());

const remove = (workspace: string, name = 'Workspace') =>
  world.ask(owner, 'DELETE', `/api/v1/workspaces/${workspace}`, { body: { name } });

test('its id is never given to anybody again, by no process', async () => {
  const workspace = await world.newWorkspace(owner);
  const rep = await world.join(owner, workspace, 'rep');
  expect((await remove(workspace)).statusCode).toBe(204);
  const elsewhere = await testApp({ database: world.database });
  for (const app of [world, elsewhere]) {
    const body = { ...workspaceRequest(), id: workspace };
    const again = await app.ask(rep, 'POST', '/api/v1/workspaces', { body });
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: 'ALREADY_EXISTS' });
    const demo = await app.ask(rep, 'POST', '/api/v1/demo', { body: { id: workspace, locale: 'en' } });
    expect(demo.statusCode).toBe(409);
    expect((await app.ask(rep, 'GET', `/api/v1/workspaces/${workspace}`)).statusCode).toBe(404);
  }
  await elsewhere.app.close();
  await elsewhere.deps.live.close();
});

test('its books leave the memory, and a state ahead of its book is not believed', async () => {
  const workspace = await world.newWorkspace(owner);
  const plan = await world.plan(owner, workspace);
  await world.furnish(owner, workspace, plan);
  const stateOf = (position: number) =>
    withTransaction(
      world.deps.pool,
      async (tx) => {
        const book = await findBook(tx, workspace, plan);
        if (!book) throw new Error('no book');
        return world.deps.books.current(tx, { ...book, position });
      },
      { workspaceId: workspace },
    );
  const { rows } = await world.database.ownerPool.query<{ position: number }>(
    'SELECT position FROM book WHERE book_id = $1',
    [plan],
  );
  const position = Number(rows[0]?.position);
  const cached = await stateOf(position);
  expect(cached.position).toBe(position);
  // As if the book were another one under the same id.
  await world.database.ownerPool.query('UPDATE book SET position = 0 WHERE book_id = $1', [plan]);
  expect((await stateOf(0)).position).toBe(0);
  await world.database.ownerPool.query('UPDATE book SET position = $2 WHERE book_id = $1', [plan, position]);
  const fresh = await stateOf(position);
  world.deps.books.dropWorkspace(workspace);
  expect(await stateOf(position)).not.toBe(fresh);
});

test('the demo company goes and comes again', async () => {
  for (const id of [uuidv7(), uuidv7()]) {
    const made = await world.ask(owner, 'POST', '/api/v1/demo', { body: { id, locale: 'en' } });
    expect(made.statusCode, made.body).toBe(201);
    expect((await remove(id, 'Demo company')).statusCode).toBe(204);
  }
});

test('the demo plan lies around today, or around the day that is named, and no day that has no years around it', async () => {
  const plansOf = async (on?: string): Promise<{ name: string; from: string; to: string }[]> => {
    const id = uuidv7();
    const body = { id, locale: 'zh-CN', ...(on !== undefined && { on }) };
    const made = await world.ask(owner, 'POST', '/api/v1/demo', { body });
    expect(made.statusCode, made.body).toBe(201);
    const plans = (await world.ask(owner, 'GET', `/api/v1/workspaces/${id}/plans`)).json();
    expect((await remove(id, '示例公司')).statusCode).toBe(204);
    return plans;
  };
  const today = todayOf(world.deps);
  const [plan] = await plansOf();
  expect([plan?.from, plan?.to]).toEqual(Object.values(demoPeriod(today)));
  expect(plan!.from < today && today < plan!.to).toBe(true);
  expect(await plansOf('2026-12-31')).toMatchObject([
    { name: '2026年11月–2027年1月区域冲刺', from: '2026-11-01', to: '2027-01-31' },
  ]);
  for (const on of ['1900-05-01', '2199-05-01', '0001-01-01', '2026-02-30', 'today']) {
    const refused = await world.ask(owner, 'POST', '/api/v1/demo', {
      body: { id: uuidv7(), locale: 'en', on },
    });
    expect([on, refused.statusCode, refused.json().code]).toEqual([on, 422, 'INVALID']);
  }
});

test('its files of evidence are removed with it, and those of other workspaces stay', async () => {
  const file = async (workspace: string): Promise<void> => {
    const plan = await world.plan(owner, workspace);
    const body = [
      '--edge',
      'content-disposition: form-data; name="record"',
      '',
      JSON.stringify({ id: uuidv7(), fields: {} }),
      '--edge',
      'content-disposition: form-data; name="file"; filename="said.txt"',
      '',
      'said',
      '--edge--',
      '',
    ].join('\r\n');
    const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
    const path = `/api/v1/workspaces/${workspace}/books/${plan}/evidence`;
    expect((await world.ask(owner, 'POST', path, { body, headers })).statusCode).toBe(201);
  };
  const kept = async (): Promise<readonly string[]> => {
    const asked = 'SELECT workspace_id AS id FROM evidence_file';
    return (await world.database.ownerPool.query<{ id: string }>(asked)).rows.map(({ id }) => id);
  };
  const [gone, stays] = [await world.newWorkspace(owner), await world.newWorkspace(owner)];
  for (const workspace of [gone, stays]) await file(workspace);
  expect(await kept()).toEqual(expect.arrayContaining([gone, stays]));
  expect((await remove(gone)).statusCode).toBe(204);
  expect(await kept()).toContain(stays);
  expect(await kept()).not.toContain(gone);
});
