import { type BookState, findRecord, MAX_AMOUNT, type Notice } from '@shapan/engine';
import { formatPeriod, type Translate } from '@shapan/i18n';
import { dateText } from '../../app/dates.ts';
import { replaceWords } from '../../app/replace-words.ts';
import type { ApiError } from '../../data/api.ts';
import type { GridWords } from '../../grid/index.ts';
import type { MetricFormat } from './metric-format.ts';

/** What a sentence about numbers needs besides its code. */
export interface NumberWords {
  readonly t: Translate;
  readonly state: BookState;
  readonly format: MetricFormat;
  /** How numbers of another metric are written, by its key: a formula moves its drivers. */
  readonly formatOf?: (key: string) => MetricFormat | undefined;
  readonly memberName: (id: unknown) => string;
}

type Params = Readonly<Record<string, unknown>> | undefined;

/** What is said of a driver names it, and counts in its units. */
function inUnitsOf(words: NumberWords, params: Readonly<Record<string, unknown>>): NumberWords {
  const format = typeof params['key'] === 'string' ? words.formatOf?.(params['key']) : undefined;
  return format ? { ...words, format } : words;
}

/** A refusal of the engine – asked here or answered by the server – with its amounts and holds in words. */
export function refusalText(given: NumberWords, refusal: Refused): string {
  return whyRefused(given, refusal) + keptText(given, refusal.params ?? {});
}

interface Refused {
  readonly code: string;
  readonly params?: Params;
}

function whyRefused(given: NumberWords, refusal: Refused): string {
  const params = refusal.params ?? {};
  const words = inUnitsOf(given, params);
  const { t, format } = words;
  const amount = typeof params['amount'] === 'number' ? format.told(Math.abs(params['amount'])) : '–';
  const holds = holdNames(words, params['holds']);
  const range = rangeText(words, params);
  const by = holds === '' ? '' : t('targets.refusal.boundBy', { holds });
  if (refusal.code === 'NO_FREE_CELL') {
    return noFreeText(words, params, { amount, by }) + range;
  }
  if (refusal.code === 'OTHERS_CLOSED') return t('targets.refusal.othersClosed', { amount }) + by + range;
  // Whose it is and why is known to everybody; how much it leaves is not told beyond the own part.
  if (refusal.code === 'HELD_OUTSIDE') return t('problem.HELD_OUTSIDE') + by;
  if (refusal.code === 'BOUNDS') {
    return t('targets.refusal.bounds', { amount }) + by + range;
  }
  if (refusal.code === 'SIGN_FLIP' && typeof params['fixed'] === 'number' && !format.twoPart) {
    if (params['within'] !== undefined) return t('targets.refusal.aboveHeld', { amount }) + by + range;
    const fixed = format.told(params['fixed']);
    // What is closed or out of reach may not change either, and nobody holds it.
    return t('targets.refusal.belowHeld', { fixed }) + by + (params['min'] === params['fixed'] ? '' : range);
  }
  if (refusal.code === 'OUT_OF_RANGE' && !format.twoPart) {
    return t('targets.refusal.tooLarge', { max: format.told(MAX_AMOUNT) });
  }
  if (refusal.code === 'KIND' && typeof params['instead'] === 'string') {
    const { aggregation } = params;
    if (aggregation === 'max' || aggregation === 'min') return t(`targets.refusal.extreme.${aggregation}`);
  }
  if (
    refusal.code === 'CONTRADICTION' &&
    (params['method'] === 'transfer' || params['method'] === 'distribute')
  )
    return t('targets.refusal.notApart');
  if (refusal.code === 'DISTINCT_RANGE' && params['least'] !== null) {
    const shown = (name: string): string =>
      typeof params[name] === 'number' ? format.told(params[name]) : 'none';
    return params['asWhole'] === true
      ? t('targets.refusal.distinct.whole', { least: shown('least'), most: shown('most') })
      : t('targets.refusal.distinct.part', { value: shown('value') });
  }
  if (refusal.code === 'NUMBER_CURRENCY' && typeof params['begins'] === 'string') {
    const from = dateText(params['begins'], t.locale);
    const [text, other, currency] = ['text', 'other', 'currency'].map((name) => String(params[name]));
    return t('targets.refusal.rateToCome', { text: text!, other: other!, currency: currency!, from });
  }
  if (refusal.code === 'BASIS_NEGATIVE' && typeof params['cell'] === 'string')
    return t('targets.refusal.negativeBasis', { cell: params['cell'] });
  if (refusal.code === 'BASIS_ZERO' && format.twoPart && params['part'] === 'numerator')
    return t('targets.refusal.noNumerator');
  if (refusal.code === 'BASIS_ZERO' && format.twoPart) return t('targets.refusal.noDenominator');
  if (refusal.code === 'TWO_WAY_INFEASIBLE' && !format.twoPart) return twoWayText(words, params) + range;
  if (refusal.code === 'STALE' && params['cell'] !== undefined) return staleText(words, params);
  if (refusal.code === 'MULTIWAY_UNPROVEN' && params['missed'] !== undefined)
    return multiwayText(words, params);
  if (refusal.code === 'CODE_UNFINISHED')
    return t('targets.code.CODE_UNFINISHED', {
      text: String(params['text']),
      does: t.find(`targets.code.does.${String(params['name'])}`) ?? '–',
      example: String(params['example']),
    });
  const plain = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, name === 'amount' ? amount : String(value ?? '–')]),
  );
  return (
    t.find(`problem.${refusal.code}`, plain) ?? t.find(`targets.code.${refusal.code}`, plain) ?? refusal.code
  );
}

type Named = Readonly<Record<string, unknown>>;

/** Which rows need more than the columns open to them take (SPR-T74); or sums that differ. */
function twoWayText({ t, format }: NumberWords, params: Named): string {
  const amount = (name: string): string => format.told(Number(params[name] ?? 0));
  const named = (name: string): string => String(params[name] ?? '') || '–';
  const distance = { difference: format.told(Math.abs(Number(params['difference'] ?? 0))) };
  if (params['inside'] !== undefined) {
    const total = String(params['rows'] || params['columns'] || '–');
    const both = { value: amount('value'), inside: amount('inside') };
    return t('targets.refusal.twoWayInside', { total, ...both, ...distance });
  }
  if (params['difference'] !== undefined) {
    const names = { rows: named('rows'), columns: named('columns') };
    const sums = { rowSum: amount('rowSum'), columnSum: amount('columnSum'), ...distance };
    const fixed = Number(params['fixed'] ?? 0);
    const stays = fixed === 0 ? '' : t('targets.refusal.twoWayFixed', { fixed: amount('fixed') });
    return t('targets.refusal.twoWaySums', { ...names, ...sums }) + stays;
  }
  const sums = { need: amount('need'), take: amount('take') };
  return t('targets.refusal.twoWay', { rows: named('rows'), columns: named('columns'), ...sums });
}

/** Which totals of further dimensions would hold, which would not, and what is known about it (SPR-T72). */
function multiwayText({ t }: NumberWords, params: Named): string {
  const verdict =
    params['proven'] === true
      ? t('targets.refusal.multiway.proven')
      : t('targets.refusal.multiway.open', { steps: Number(params['steps'] ?? 0) });
  const named = (name: string): string => String(params[name] ?? '') || '–';
  return t('targets.refusal.multiway', { kept: named('kept'), missed: named('missed'), verdict });
}

/** Somebody else's number: which cell it stands in, and what it is by now (SPR-T85). */
function staleText({ t, format }: NumberWords, params: Named): string {
  const shown = (name: string): string =>
    typeof params[name] === 'number' ? format.told(params[name]) : t('targets.grid.nothing');
  return t('targets.refusal.stale', {
    cell: String(params['cell']) || t('targets.total'),
    theirs: shown('theirs'),
    yours: shown('yours'),
  });
}

/** What the cell can take as things stand, where a refusal says so; of several that were typed it names the one (SPR-T55). */
function rangeText(words: NumberWords, params: Named): string {
  const ends = endsText(words, params);
  const text = ends === '' || !params['unsure'] ? ends : ends + words.t('targets.range.unsure');
  if (text === '' || params['cell'] === undefined) return text;
  return words.t('targets.range.of', { cell: String(params['cell']) || words.t('targets.total') }) + text;
}

function endsText({ t, format }: NumberWords, params: Named): string {
  if (format.twoPart) return '';
  if (typeof params['untried'] === 'number')
    return t('targets.range.untried', { leaves: params['untried'], tried: Number(params['tried']) });
  const [min, max] = [params['min'], params['max']].map((end) =>
    typeof end === 'number' ? format.told(end) : null,
  );
  if (min && max)
    return min === max ? t('targets.range.only', { min }) : t('targets.range.between', { min, max });
  if (min) return t('targets.range.least', { min });
  return max ? t('targets.range.most', { max }) : '';
}

/** Ids of the holds that a refusal names. */
export const holdsIn = (params: Params): readonly string[] =>
  String(params?.['holds'] ?? '')
    .split(',')
    .filter((id) => id !== '');

function holdNames({ t, state, memberName }: NumberWords, ids: unknown): string {
  return holdsIn({ holds: ids })
    .map((id) => findRecord(state, 'hold', id)?.fields)
    .filter((fields) => fields !== undefined)
    .map(({ reason, owner, expires }) => {
      const named = t('targets.hold.named', { reason: String(reason), owner: memberName(owner) });
      if (typeof expires !== 'string') return named;
      return t('targets.hold.text', {
        named,
        until: t('targets.hold.until', { date: dateText(expires, t.locale) }),
      });
    })
    .join(t('targets.list.comma'));
}

/** So many holds are named in one sentence; of further ones how many there are. */
const mostNamed = 3;

function heldBy(words: NumberWords, params: Params): string {
  const ids = holdsIn(params);
  const { t } = words;
  const named = holdNames(words, ids.slice(0, mostNamed).join(','));
  if (named === '') return '';
  const rest = ids.length - mostNamed;
  const more = rest > 0 ? [t('targets.notice.SKIPPED.more', { count: rest })] : [];
  return t('targets.notice.SKIPPED.by', { holds: [named, ...more].join(t('targets.list.comma')) });
}

const reasonsToStay = [
  'held',
  'typed',
  'committed',
  'padding',
  'closed',
  'forbidden',
  'settled',
  'outside',
  'computed',
] as const;

/** How many cells stay as they are, by what they are. */
const staying = (words: NumberWords, params: Named): readonly string[] =>
  reasonsToStay
    .filter((reason) => Number(params[reason] ?? 0) > 0)
    .map((reason) => {
      const said = words.t(`targets.notice.SKIPPED.${reason}`, { count: Number(params[reason]) });
      return reason === 'held' ? said + heldBy(words, params) : said;
    });

/** Nothing may change: only where all of it is held, that is what is said. */
function noFreeText(
  words: NumberWords,
  params: Named,
  { amount, by }: { readonly amount: string; readonly by: string },
): string {
  const { t } = words;
  const holds = holdNames(words, params['holds']);
  const stays = staying(words, params);
  const others = reasonsToStay.slice(1).some((reason) => Number(params[reason] ?? 0) > 0);
  if (others) {
    const counts = stays.join(t('targets.list.comma'));
    const named = Number(params['held'] ?? 0) > 0 ? '' : by;
    return t('targets.refusal.noFreeStays', { amount, counts }) + named;
  }
  return holds === ''
    ? t('targets.refusal.noFree', { amount })
    : t('targets.refusal.held', { amount, holds });
}

/** Places as the engine names them: members by name, and behind them the id of the period. */
const placesText = (t: Translate, names: unknown): string =>
  String(names)
    .split(', ')
    .map((name) =>
      name.replace(/(?<=^| · )(?:(?:WY|[YHQMXWD])\d{4}(?:-\d+){0,2}|P\d+)$/, (id) =>
        formatPeriod(id, t.locale, { year: true }),
      ),
    )
    .join(t('targets.list.comma'));

/** What was typed by hand and would have to give way (SPR-T82). */
function keptText({ t }: NumberWords, params: Readonly<Record<string, unknown>>): string {
  if (params['keptNames'] === undefined) return '';
  return t('targets.refusal.kept', {
    names: placesText(t, params['keptNames']),
    count: Number(params['keptCount']),
  });
}

export function errorText(words: NumberWords, error: ApiError): string {
  if (error.code === 'OFFLINE') return words.t('app.offline.title');
  return refusalText(words, { code: error.code, params: error.body?.params });
}

/** What should be known before committing, in a sentence. */
export function noticeText(given: NumberWords, { code, params = {} }: Notice): string {
  const words = inUnitsOf(given, params);
  const { t, format } = words;
  const amount = (name: string): string => {
    const value = params[name];
    return typeof value === 'number' ? format.told(value) : '–';
  };
  switch (code) {
    case 'SKIPPED':
      return t('targets.notice.SKIPPED', { counts: staying(words, params).join(t('targets.list.comma')) });
    case 'NEAREST_RATE': {
      const { numerator, denominator } = params;
      const rate = format.shown({ numerator: Number(numerator), denominator: Number(denominator) });
      return t('targets.notice.NEAREST_RATE', {
        rate,
        numerator: Number(numerator),
        denominator: Number(denominator),
      });
    }
    case 'NEAREST_GOAL': {
      const value = { numerator: Number(params['numerator']), denominator: Number(params['denominator']) };
      return t('targets.notice.NEAREST_GOAL', { value: format.shown(value) });
    }
    case 'DRIVER_ABSORBED':
    case 'DRIVER_SKIPPED':
      return t(`targets.notice.${code}`, { driver: String(params['driver'] ?? '–') });
    case 'KEPT_BY_HAND':
    case 'KEPT_YIELDED':
    case 'RELEASE_TAKEN_BACK':
      return t(`targets.notice.${code}`, {
        names: placesText(t, params['names']),
        count: Number(params['count']),
      });
    case 'COMPENSATED':
      return t('targets.notice.COMPENSATED', {
        back: Number(params['back']),
        opposite: Number(params['opposite']),
        left: Number(params['left']),
      });
    case 'RESIDUE': {
      const said = t('targets.notice.RESIDUE', { units: Number(params['units'] ?? 0) });
      const names = placesText(t, params['names'] ?? '');
      return names === '' ? said : said + t('targets.notice.RESIDUE.to', { names });
    }
    case 'BELOW_GRANULE':
      return t('targets.notice.BELOW_GRANULE', {
        amount: amount('amount'),
        names: placesText(t, params['names']),
      });
    case 'UNSTABLE':
      return t('targets.notice.UNSTABLE', { largest: amount('largest') });
    case 'ABSORBED':
      return t('targets.notice.ABSORBED', { amount: amount('amount') });
    case 'SHARED':
      return t('targets.notice.SHARED', { amount: amount('amount') });
    case 'YIELDED':
      return t('targets.notice.YIELDED', { holds: holdNames(words, params['holds']) });
    case 'RELEASED':
    case 'MISS_PARKED':
      return t(`targets.notice.${code}`, { total: String(params['total']), amount: amount('units') });
    case 'SEARCHED':
      return t('targets.notice.SEARCHED', { steps: Number(params['steps'] ?? 0) });
    case 'NOT_FAIR': {
      const counts = { cells: Number(params['cells'] ?? 0), max: Number(params['max'] ?? 0) };
      const reason = t.find(`targets.notice.NOT_FAIR.${String(params['reason'])}`, counts) ?? '–';
      return t('targets.notice.NOT_FAIR', { reason });
    }
    case 'MIXED_SIGNS':
      return t('targets.notice.MIXED_SIGNS', { total: amount('total'), other: amount('other') });
    case 'OTHER_PERCENT':
      return t('targets.notice.OTHER_PERCENT', { other: amount('other') });
    case 'ALREADY_EXCEEDED':
      return t('targets.notice.ALREADY_EXCEEDED', { amount: amount('amount') });
    default:
      return t(`targets.notice.${code}`, {
        leaves: Number(params['leaves'] ?? 0),
        units: Number(params['units'] ?? 0),
      });
  }
}

/** The words of the grid, in this room. */
export const gridWords = (t: Translate): GridWords => ({
  hint: t('targets.grid.hint'),
  field: (row, column) => t('targets.grid.field', { row, column }),
  edited: (row, column, text) =>
    t('targets.grid.edited', { row, column, text: text === '' ? t('targets.grid.nothing') : text }),
  editedMany: (cells) => t('targets.grid.editedMany', { cells }),
  refused: (cells) => t('targets.grid.refused', { cells }),
  expanded: (label) => t('targets.grid.expanded', { label }),
  collapsed: (label) => t('targets.grid.collapsed', { label }),
  held: t('targets.grid.held'),
  filtered: t('targets.grid.filtered'),
  stale: t('targets.grid.stale'),
  invalid: (message) => t('targets.grid.invalid', { message }),
  choices: t('targets.grid.choices'),
  noChoice: t('targets.grid.noChoice'),
  find: t('app.find'),
  findNext: t('app.find.next'),
  findPrevious: t('app.find.previous'),
  findClose: t('app.find.close'),
  found: (row, column, text) => t('app.find.found', { row, column, text }),
  findNothing: (text) => t('app.find.nothing', { text }),
  ...replaceWords(t),
});
