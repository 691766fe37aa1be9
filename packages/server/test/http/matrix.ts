import { v7 as uuidv7 } from 'uuid';
import { type MemberPerson, newPlan, type Person, workspaceRequest } from './app.ts';
import type { Cast, Persona } from './cast.ts';

/**
 * Who may do what, route by route: the status each persona gets for a well-formed request. Reviewed by people; a route
 * that is missing here fails the test. Strangers, suspended members and nobody are not listed: what they get follows
 * from the kind of route.
 */
export interface Row {
  /** `workspace` = for members; `user` = for whoever is signed in; `open` = for everybody. */
  readonly kind: 'workspace' | 'user' | 'open';
  readonly answers: Readonly<Partial<Record<Persona, number>>>;
  readonly request: (cast: Cast, persona: Persona) => Request | Promise<Request>;
}

export interface Request {
  /** Values of the path's parameters; `workspace` is filled in when it is left out. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Member = 'viewer' | 'rep' | 'manager' | 'director' | 'operations' | 'owner';
const members: readonly Member[] = ['viewer', 'rep', 'manager', 'director', 'operations', 'owner'];

/** `status` for those named, 403 for every other member; a key may what its member may. */
export function only(status: number, ...allowed: readonly Member[]): Row['answers'] {
  const answers = Object.fromEntries(members.map((one) => [one, allowed.includes(one) ? status : 403]));
  return { ...answers, viewerKey: answers['viewer'] ?? 403 };
}

const all = (status: number): Row['answers'] => only(status, ...members);

/** What is for everybody but the manager, who works in region A. */
const outsideA = only(200, 'viewer', 'rep', 'director', 'operations', 'owner');

function row(answers: Row['answers'], request: Row['request'] = () => ({})): Row {
  return { kind: 'workspace', answers, request };
}

const inPlan = ({ plan }: Cast, query = ''): Request => ({ params: { book: plan }, query });
export const command = (one: object): Request['body'] => ({ id: uuidv7(), commands: [one] });
export const risk = (fields: object): object => ({
  type: 'record.add',
  kind: 'risk',
  id: uuidv7(),
  fields: { name: 'Risk', ...fields },
});
const personOf = (cast: Cast, persona: Persona): Person => cast.people[persona];

/** A fresh thing per request where the request uses it up. */
async function spareMember(cast: Cast): Promise<string> {
  const { memberId } = await cast.world.invite(cast.people.owner, cast.workspace, 'viewer');
  return memberId;
}

async function sparePlan(cast: Cast, removed: boolean): Promise<Request> {
  const book = await cast.world.plan(cast.people.owner, cast.workspace);
  if (removed)
    await cast.world.ask(cast.people.owner, 'DELETE', `/api/v1/workspaces/${cast.workspace}/plans/${book}`);
  return { params: { book } };
}

async function ownKey(cast: Cast, persona: Persona): Promise<Request> {
  const made = await cast.world.ask(
    personOf(cast, persona),
    'POST',
    `/api/v1/workspaces/${cast.workspace}/api-keys`,
    { body: { name: 'spare' } },
  );
  return { params: { key: made.statusCode === 201 ? made.json<{ id: string }>().id : cast.unknown } };
}

/** What the owner does in the plan, as its position in the log. */
export async function entered(cast: Cast, one: object, book = cast.plan): Promise<number> {
  const path = `/api/v1/workspaces/${cast.workspace}/books/${book}/commands`;
  const answer = await cast.world.ask(cast.people.owner, 'POST', path, { body: command(one) });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<{ position: number }>().position;
}

let numbers = 0;

/** Another number than before, in August. */
export const numberIn = (member: string, times = 1): object => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-08' }, value: (numbers += 1) * times }],
});
export const numberEntered = (cast: Cast, member: string): Promise<number> => entered(cast, numberIn(member));

/** What came to region B of a number that was typed above it: a position that gave it a share, as the owner is told. */
async function shareOfB(cast: Cast): Promise<Request> {
  const position = await entered(cast, numberIn('*', 1_000));
  const query = 'target=target&members=B&time=M2026-08';
  const path = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}/cell-history/${position}?${query}`;
  const answer = await cast.world.ask(cast.people.owner, 'GET', path);
  if (!answer.json<{ share: object | null }>().share) throw new Error(`no share in ${answer.body}`);
  return { params: { book: cast.plan, position: String(position) }, query };
}

/** A file as a browser's form sends it. */
const ledgerFile: Request = {
  headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  body: [
    '--edge',
    'content-disposition: form-data; name="file"; filename="ledger.csv"',
    'content-type: text/csv',
    '',
    'Date,Region,Amount,Order\n2026-07-01,A1,100.00,1\n2026-07-02,B,250.50,2',
    '--edge--',
    '',
  ].join('\r\n'),
};

/** A table of tasks, to be looked at. */
const taskTable: Request = {
  headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  body: [
    '--edge',
    'content-disposition: form-data; name="file"; filename="tasks.csv"',
    'content-type: text/csv',
    '',
    'Task,Start date,End date\nCall,2026-07-06,2026-07-07',
    '--edge--',
    '',
  ].join('\r\n'),
};

/** A file of text as evidence. */
function evidenceFile(fields: object = {}, id = uuidv7()): Request {
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    body: [
      '--edge',
      'content-disposition: form-data; name="record"',
      '',
      JSON.stringify({ id, fields }),
      '--edge',
      'content-disposition: form-data; name="file"; filename="notes.txt"',
      'content-type: text/plain',
      '',
      'What customers said.',
      '--edge--',
      '',
    ].join('\r\n'),
  };
}

/** The owner's file about region B. */
async function evidenceOfB(cast: Cast): Promise<Request> {
  const id = uuidv7();
  const path = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}/evidence`;
  const sent = evidenceFile({ coordinate: { region: 'B' } }, id);
  const answer = await cast.world.ask(cast.people.owner, 'POST', path, sent);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return { params: { book: cast.plan, evidence: id } };
}

const ledgerMapping = {
  sheet: 'ledger.csv',
  headerRow: 1,
  when: 0,
  amount: 2,
  key: [3],
  dimensions: [],
  filters: [],
  rounding: 'exact',
};

/** Somebody's own upload, kept between requests; whoever may not upload asks for one that is not there. */
const uploads = new WeakMap<Person, Promise<Request>>();

function ownUpload(cast: Cast, persona: Persona): Promise<Request> {
  const person = personOf(cast, persona);
  const found = uploads.get(person) ?? uploaded(cast, persona);
  uploads.set(person, found);
  return found;
}

async function uploaded(cast: Cast, persona: Persona): Promise<Request> {
  const { statusCode, body } = await cast.world.ask(
    personOf(cast, persona),
    'POST',
    `/api/v1/workspaces/${cast.workspace}/imports`,
    ledgerFile,
  );
  const made =
    statusCode === 201 ? (JSON.parse(body) as { upload: string; sheets: { name: string }[] }) : undefined;
  const mapping = { ...ledgerMapping, sheet: made?.sheets[0]?.name ?? 'ledger.csv' };
  const request = {
    purpose: 'actuals',
    mapping,
    metric: 'revenue',
    source: 'test',
    onConflict: 'report',
    createMembers: false,
  };
  return { params: { upload: made?.upload ?? cast.unknown }, body: request };
}

const importers = { ...only(200, 'director', 'operations', 'owner'), viewer: 404, viewerKey: 404 };

export const matrix: Readonly<Record<string, Row>> = {
  'GET /api/health': { kind: 'open', answers: { anonymous: 200, ...all(200) }, request: () => ({}) },
  'GET /api/v1/setup': { kind: 'open', answers: { anonymous: 200, ...all(200) }, request: () => ({}) },
  'POST /api/v1/setup': {
    kind: 'open',
    answers: { anonymous: 409, ...all(409) },
    request: () => ({
      body: { ...workspaceRequest(), email: `${uuidv7()}@example.org`, password: 'a long password' },
    }),
  },
  'GET /api/v1/invites/{invite}': {
    kind: 'open',
    answers: { anonymous: 404, ...all(404) },
    request: () => ({ params: { invite: 'nobody-was-invited-with-this' } }),
  },
  'POST /api/v1/invites/accept': {
    kind: 'open',
    answers: { anonymous: 404, ...all(404) },
    request: () => ({ body: { invite: 'nobody-was-invited-with-this', password: 'a long password' } }),
  },
  'POST /api/v1/password-reset': {
    kind: 'open',
    answers: { anonymous: 404, ...all(404) },
    request: () => ({ body: { reset: 'nobody-was-given-this', password: 'a long password' } }),
  },
  'GET /api/v1/session': { kind: 'open', answers: { anonymous: 200, ...all(200) }, request: () => ({}) },
  'GET /api/v1/me': { kind: 'user', answers: all(200), request: () => ({}) },
  'POST /api/v1/demo': {
    kind: 'user',
    answers: all(201),
    request: () => ({ body: { id: uuidv7(), locale: 'en' } }),
  },
  'POST /api/v1/workspaces': {
    kind: 'user',
    answers: all(201),
    request: () => ({ body: workspaceRequest() }),
  },

  'GET /api/v1/workspaces/{workspace}': row(all(200)),
  'PATCH /api/v1/workspaces/{workspace}': row(only(204, 'owner'), () => ({ body: { name: 'Renamed' } })),
  // With the wrong name: who may remove it is told so, nobody removes it here.
  'DELETE /api/v1/workspaces/{workspace}': row(only(422, 'owner'), () => ({
    body: { name: 'not its name' },
  })),
  'GET /api/v1/workspaces/{workspace}/health': row(only(200, 'owner')),
  'GET /api/v1/workspaces/{workspace}/events': row(all(200)),
  'GET /api/v1/workspaces/{workspace}/members': row(all(200)),
  'GET /api/v1/workspaces/{workspace}/people-events': row(only(200, 'owner')),
  'POST /api/v1/workspaces/{workspace}/members': row(only(201, 'owner'), () => ({
    body: { email: `${uuidv7()}@example.org`, displayName: 'New', role: 'viewer', scope: [] },
  })),
  'PATCH /api/v1/workspaces/{workspace}/members/{member}': row(only(200, 'owner'), async (cast) => ({
    params: { member: await spareMember(cast) },
    body: { displayName: 'Renamed' },
  })),
  'POST /api/v1/workspaces/{workspace}/members/{member}/invite': row(only(201, 'owner'), async (cast) => ({
    params: { member: await spareMember(cast) },
  })),
  'POST /api/v1/workspaces/{workspace}/members/{member}/password-reset': row(only(201, 'owner'), (cast) => ({
    params: { member: (cast.people.owner as MemberPerson).memberId },
  })),
  'GET /api/v1/workspaces/{workspace}/api-keys': row(all(200)),
  'POST /api/v1/workspaces/{workspace}/api-keys': row({ ...all(201), viewerKey: 403 }, () => ({
    body: { name: 'another' },
  })),
  'DELETE /api/v1/workspaces/{workspace}/api-keys/{key}': row({ ...all(204), viewerKey: 403 }, ownKey),

  'GET /api/v1/workspaces/{workspace}/plans': row(all(200)),
  'POST /api/v1/workspaces/{workspace}/plans': row(
    only(201, 'manager', 'director', 'operations', 'owner'),
    () => ({ body: newPlan() }),
  ),
  'DELETE /api/v1/workspaces/{workspace}/plans/{book}': row(only(204, 'director', 'owner'), (cast) =>
    sparePlan(cast, false),
  ),
  'POST /api/v1/workspaces/{workspace}/plans/{book}/recover': row(only(204, 'director', 'owner'), (cast) =>
    sparePlan(cast, true),
  ),
  'GET /api/v1/workspaces/{workspace}/books/{book}': row(all(200), (cast) => inPlan(cast)),
  // The manager works in region A only, and this risk lies in region B; see `commands` for the rest.
  'POST /api/v1/workspaces/{workspace}/books/{book}/commands': row(
    only(200, 'director', 'operations', 'owner'),
    (cast) => ({
      ...inPlan(cast),
      body: command(risk({ coordinate: { region: 'B' } })),
    }),
  ),
  'GET /api/v1/workspaces/{workspace}/books/{book}/entries': row(all(200), (cast) => inPlan(cast)),
  'GET /api/v1/workspaces/{workspace}/books/{book}/own-entries': row(all(200), (cast) => inPlan(cast)),
  'GET /api/v1/workspaces/{workspace}/books/{book}/changes': row(all(200), (cast) => inPlan(cast, 'after=0')),
  'GET /api/v1/workspaces/{workspace}/books/{book}/inherited-holds': row(all(200), (cast) => inPlan(cast)),
  'GET /api/v1/workspaces/{workspace}/books/{book}/compare': row(all(200), (cast) =>
    inPlan(cast, 'from=0&to=1'),
  ),
  // Region B is not for who works in region A.
  'GET /api/v1/workspaces/{workspace}/books/{book}/cell-history': row(outsideA, (cast) =>
    inPlan(cast, 'target=target&members=B&time=M2026-08'),
  ),
  'GET /api/v1/workspaces/{workspace}/books/{book}/cell-history/{position}': row(outsideA, shareOfB),
  'GET /api/v1/workspaces/{workspace}/books/{book}/attainment': row(all(200), (cast) =>
    inPlan(cast, 'target=target&asOf=2026-08-01'),
  ),
  'GET /api/v1/workspaces/{workspace}/books/{book}/baseline': row(all(200), (cast) =>
    inPlan(cast, 'target=target'),
  ),
  // The whole of the target is not for who works in a part of it.
  'GET /api/v1/workspaces/{workspace}/books/{book}/rule-history': row(outsideA, (cast) =>
    inPlan(cast, 'target=target&dimension=region'),
  ),
  'GET /api/v1/workspaces/{workspace}/books/{book}/past-actuals': row(
    only(200, 'viewer', 'rep', 'director', 'operations', 'owner'),
    (cast) => inPlan(cast, 'target=target'),
  ),
  'GET /api/v1/workspaces/{workspace}/actuals': row(all(200), () => ({ query: 'metric=revenue' })),
  'POST /api/v1/workspaces/{workspace}/imports': row(
    only(201, 'rep', 'manager', 'director', 'operations', 'owner'),
    () => ledgerFile,
  ),
  'POST /api/v1/workspaces/{workspace}/imports/{upload}/check': row(importers, ownUpload),
  'POST /api/v1/workspaces/{workspace}/imports/{upload}/commit': row(importers, ownUpload),
  'POST /api/v1/workspaces/{workspace}/imports/{upload}/errors': row(importers, ownUpload),
  // The rep's evidence is the rep's own; the manager's region is not where this lies, but who made it is named by it.
  'POST /api/v1/workspaces/{workspace}/books/{book}/evidence': row(
    only(201, 'rep', 'manager', 'director', 'operations', 'owner'),
    (cast) => ({ ...inPlan(cast), ...evidenceFile() }),
  ),
  'GET /api/v1/workspaces/{workspace}/books/{book}/evidence/{evidence}/file': row(
    { ...outsideA, manager: 404 },
    evidenceOfB,
  ),
  // A dry run for everybody who may change some record; which rows they may not bring is in the report.
  'POST /api/v1/workspaces/{workspace}/books/{book}/tasks/import': row(
    only(200, 'rep', 'manager', 'director', 'operations', 'owner'),
    (cast) => ({ ...inPlan(cast), ...taskTable }),
  ),
  'GET /api/v1/workspaces/{workspace}/books/{book}/tasks/export': row(all(200), (cast) => inPlan(cast)),
  'POST /api/v1/workspaces/{workspace}/books/{book}/branches': row(
    only(201, 'rep', 'manager', 'director', 'operations', 'owner'),
    (cast) => ({ ...inPlan(cast), body: { id: uuidv7(), name: 'What if' } }),
  ),
};
