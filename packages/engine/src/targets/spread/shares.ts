import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, type Frame, type Place, placeAbove, samePlace } from '../frame.ts';
import { addPlace, indexPlaces, meeting } from '../place-index.ts';
import { sumLeaves } from '../totals/scan.ts';
import { isLeafNode } from '../tree.ts';
import { type Entered, enterHeld } from './batch.ts';
import type { Draft } from './draft.ts';
import { sizeOf, smallestFirst } from './entry-order.ts';
import { landing } from './landing.ts';
import { nameOf as placeName } from './name.ts';
import type { HeldShare, Hold, NoticeCode, SpreadInput, SpreadRequest } from './request.ts';
import { mostNames } from './rounded-up.ts';
import { asHeld } from './scope.ts';
import { addsPlainly, type Family, portionsOf, portionsOfGrown, sumAt } from './share-siblings.ts';
import { promisesTotal } from './steps.ts';
import { allocations } from './weigh.ts';

/** Shares below shares settle from the outside in; deeper than this nothing is promised. */
const rounds = 8;

/**
 * Entries of one commit with share holds in force (SPR-T52). They are entered as if nothing had a share. Where that has
 * moved a parent, its held shares are entries of the same commit: part ÷ whole of the parent's number, rounded together
 * with the siblings, which become entries as well. So whatever a batch can promise, shares can, and nothing else.
 *
 * Refuses what a batch refuses, and with `MULTIWAY_UNPROVEN` where shares and totals chase each other.
 */
export function enterSharing(input: SpreadInput, requests: readonly SpreadRequest[]): Result<Entered> {
  const families = familiesOf(input);
  const first = enterHeld(input, requests);
  if (families.length === 0 || !first.ok) return first;
  const asked: Asked = { input, requests, families, part: requests[0]?.part ?? 0 };
  let attempt = first.value;
  let pins: readonly Pin[] = [];
  for (let round = 0; round < rounds; round++) {
    const wanted = pinsOfAll(asked, attempt.draft);
    if ('stuck' in wanted)
      return refuse(problem('NO_FREE_CELL', 'at', { amount: 0, holds: idsOf([wanted.stuck]) }));
    if (wanted.pins.every((pin) => isMet(attempt.draft, asked.part, pin))) {
      if (pins.length > 0) tellOfAll(attempt.draft, first.value.draft, pins);
      tellShares(attempt.draft, asked);
      return ok(pins.length === 0 ? attempt : { ...attempt, sums: null });
    }
    pins = wanted.pins;
    const pinned = new Set(pins.flatMap(({ hold }) => (hold ? [hold.id] : [])));
    const open = { ...input, holds: (input.holds ?? []).filter(({ id }) => !pinned.has(id)) };
    const shown = requests.map((one) => asShown(asked, one, pins, first.value.draft));
    const again = enterHeld(open, [...shown, ...added(input, requests, pins)]);
    if (!again.ok) return refuse(...again.problems.map((one) => atShares(one, requests.length, pinned)));
    attempt = again.value;
  }
  return refuse(problem('MULTIWAY_UNPROVEN', 'holds', { holds: idsOf(families) }));
}

/** What was asked, before any share had its say. */
interface Asked {
  readonly input: SpreadInput;
  readonly requests: readonly SpreadRequest[];
  readonly families: readonly Family[];
  readonly part: 0 | 1;
}

/**
 * An entry once cells below it are entries of their own: a total that is divided by them is only to show their sum – how it
 * was to be divided is done with –, and what was laid on top, or typed as a percentage, is reckoned on what was there before.
 */
function asShown(asked: Asked, request: SpreadRequest, pins: readonly Pin[], first: Draft): SpreadRequest {
  const { input, part } = asked;
  const divided = pins.find((one) => one.divided && samePlace(input.frame, one.request.at, request.at));
  if (divided) return divided.request;
  const relative = request.value === undefined || (request.action ?? 'replace') !== 'replace';
  const promises = allocations[request.method] !== undefined || promisesTotal(request);
  if (!relative || !promises || !addsPlainly(input, request)) return request;
  const cells = [request.at, ...(request.selection ?? [])];
  const shows = cells.reduce((sum, cell) => sum + sumAt(first, part, landing(input, cell)), 0);
  return { ...request, shows };
}

/** Entries for the pins, but of places that are asked about anyway. */
const added = ({ frame }: SpreadInput, requests: readonly SpreadRequest[], pins: readonly Pin[]) =>
  pins
    .filter(
      ({ divided, request: { at } }) => !divided || !requests.some((one) => samePlace(frame, one.at, at)),
    )
    .map(({ request }) => request);

const idsOf = (families: readonly Family[]): string =>
  families.flatMap(({ holds }) => holds.map(({ id }) => id)).join(',');

function familiesOf(input: SpreadInput): readonly Family[] {
  const { frame, holds = [] } = input;
  const families = new Map<string, { parent: Place; holds: (Hold & { share: HeldShare })[] }>();
  for (const hold of holds) {
    const { keeps, share } = hold;
    const parent = keeps === 'share' && share ? placeAbove(frame, hold.at, share.along) : null;
    if (!share || !parent) continue;
    const name = `${share.along} ${nameOf(frame, parent)}`;
    const known = families.get(name);
    if (known) known.holds.push({ ...hold, share });
    else families.set(name, { parent, holds: [{ ...hold, share }] });
  }
  const sized = [...families.values()].map((family) => ({ family, size: sizeOf(frame, family.parent) }));
  return sized.sort((a, b) => b.size - a.size).map(({ family }) => family);
}

/** The same for every way to say the same cell: a member with nothing below it is its own row. */
function nameOf({ trees }: Frame, { members, time }: Place): string {
  const nodes = members.map((node, d) => (node < 0 && isLeafNode(trees[d]!, ~node) ? ~node : node));
  return `${nodes.join(' ')} ${time}`;
}

/** An entry that a share makes necessary: of a held cell, of one beside it, or of the parent whose number is then fixed. */
interface Pin {
  readonly request: SpreadRequest;
  readonly hold: Hold | null;
  /** The parent, where every cell below it is pinned. */
  readonly divided?: true;
  readonly raised?: boolean;
}

const isMet = (draft: Draft, part: 0 | 1, { request }: Pin): boolean =>
  sumAt(draft, part, request.at) === request.value;

/**
 * What all families ask for after an attempt, those of larger totals first. Where they move a cell, families at or below it
 * wait until they have: their total is another one then.
 */
function pinsOfAll(
  asked: Asked,
  draft: Draft,
): { readonly pins: readonly Pin[] } | { readonly stuck: Family } {
  const { frame } = asked.input;
  const all: Pin[] = [];
  const moving = indexPlaces<Place>(frame);
  for (const family of asked.families) {
    if (meeting(moving, family.parent).some((place) => covers(frame, place, family.parent))) continue;
    const pins = pinsOf(asked, draft, family);
    if (pins === null) return { stuck: family };
    const known = new Set(all.map(({ request }) => nameOf(frame, request.at)));
    all.push(...pins.filter(({ request }) => !known.has(nameOf(frame, request.at))));
    for (const pin of pins)
      if (!isMet(draft, asked.part, pin)) addPlace(moving, pin.request.at, pin.request.at);
  }
  return { pins: all };
}

/**
 * What a family asks for after an attempt: nothing where neither the parent nor a held cell has moved, `null` where
 * nothing can be right – members with something of their own beside held shares of the whole.
 */
function pinsOf(asked: Asked, draft: Draft, family: Family): readonly Pin[] | null {
  const { input, requests, part } = asked;
  const { frame, cube, holds: all = [] } = input;
  const { parent, holds } = family;
  const before = (place: Place): number => sumLeaves(cube, frame, part, place).sum;
  const now = holds.map(({ at }) => sumAt(draft, part, at));
  const total = sumAt(draft, part, parent);
  if (before(parent) === total && holds.every(({ at }, i) => before(at) === now[i])) return [];
  const around = entryAround(input, requests, parent);
  const keepsSum = ({ keeps, at }: Hold): boolean =>
    (keeps === 'total' || keeps === 'share') && covers(frame, at, parent);
  const decided = around !== undefined || all.some(keepsSum);
  const others = now.reduce((left, one) => left - one, total);
  const form = formOf(around);
  const portions = decided
    ? portionsOf({ ...asked, draft, family, total, form })
    : portionsOfGrown(family, others);
  if (portions === null) return null;
  const pins = portions.map(({ place, hold, value, weighs, raised }): Pin => {
    const method = weighs ? form : ({ method: 'proportional' } as const);
    return { hold, raised, request: { ...method, at: place, value } };
  });
  const divided = portions.some(({ hold }) => hold === null);
  if (divided) {
    return [...pins, { hold: null, divided, request: { method: 'proportional', at: parent, value: total } }];
  }
  if (requests.some(({ at }) => samePlace(frame, at, parent))) return pins;
  const value = decided ? total : portions.reduce((sum, one) => sum + one.value, others);
  return [...pins, { hold: null, request: { ...form, at: parent, value } }];
}

/** The entry that moves a place: the innermost around it, whatever the order they were typed in (SPR-T81). */
function entryAround(
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  place: Place,
): SpreadRequest | undefined {
  const { frame } = input;
  const around = requests
    .filter(({ at }) => covers(frame, at, place))
    .map((request) => ({ request, place: request.at, size: sizeOf(frame, request.at) }));
  return around.sort(smallestFirst(input))[0]?.request;
}

/** A share reaches its leaves as the entry that moved the parent does; what was laid on top still is. */
function formOf(around: SpreadRequest | undefined): Omit<SpreadRequest, 'at' | 'value'> {
  if (around === undefined || allocations[around.method] === undefined) return { method: 'proportional' };
  const { at: _at, value: _value, action = 'replace', percent: _percent, ...form } = around;
  const way = allocations[form.method]!;
  if (action === 'replace' || form.skip !== undefined || way.mode === 'add') return form;
  if (way.basis === 'equal') return { ...form, method: 'equalIncrement' };
  return way.basis === 'driver' ? { ...form, method: 'weightedIncrement' } : form;
}

/** What is said of the numbers there are in the end; everything else was said when the entries stood for themselves. */
const ofNumbers: ReadonlySet<NoticeCode> = new Set([
  'RESIDUE',
  'BELOW_GRANULE',
  'ABSORBED',
  'SEARCHED',
  'RELEASED',
  'MISS_PARKED',
]);

/** The entries that shares made necessary are nobody's: what they would say, the first attempt has said of the whole. */
function tellOfAll(draft: Draft, first: Draft, pins: readonly Pin[]): void {
  const said = draft.notices.filter(({ code }) => ofNumbers.has(code));
  const rounded = said.filter(({ code }) => code === 'RESIDUE');
  const raised = pins.filter((pin) => pin.raised);
  const units = rounded.reduce((sum, { params }) => sum + Number(params?.['units'] ?? 0), raised.length);
  const names = [
    ...raised.map(({ request }) => placeName(draft.input, request.at)),
    ...rounded.flatMap(({ params }) => (params?.['names'] === undefined ? [] : [String(params['names'])])),
  ].slice(0, mostNames);
  draft.notices.splice(
    0,
    draft.notices.length,
    ...first.notices.filter(({ code }) => !ofNumbers.has(code)),
    ...said.filter(({ code }) => code !== 'RESIDUE'),
    ...(units === 0 ? [] : [{ code: 'RESIDUE', params: { units, names: names.join(', ') } } as const]),
  );
}

function tellShares(draft: Draft, { input, part, families }: Asked): void {
  for (const { id, at } of families.flatMap(({ holds }) => holds)) {
    const amount = sumAt(draft, part, at) - sumLeaves(input.cube, input.frame, part, at).sum;
    if (amount !== 0) draft.notices.push({ code: 'SHARED', params: { hold: id, amount } });
  }
}

/** What a share made necessary and could not be done is said of the entry, with the holds that ask for it. */
function atShares({ code, path, params }: Problem, requests: number, pinned: ReadonlySet<string>): Problem {
  const [first, ...rest] = (path ?? '').split('.');
  const own = /^\d+$/.test(first ?? '') && Number(first) < requests;
  const place = own && requests > 1 ? path : rest.join('.') || 'at';
  const holds = [...new Set([...pinned, ...String(params?.['holds'] ?? '').split(',')])].filter(Boolean);
  return problem(asHeld(code), place, { ...params, holds: holds.join(',') });
}
