import { MAX_AMOUNT } from '../foundation/amount.ts';
import { isDate } from '../foundation/date.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import { dayKinds } from '../foundation/workdays.ts';
import type { FieldValue } from './record.ts';

/**
 * The vocabulary in which kinds describe their fields. The same description checks input in the engine,
 * becomes the schema at the door (contract), the columns of a template and the form on screen.
 */
export type Field = FieldOptions &
  /**
   * `of: 'period'`: the id of a period where it is one, to be shown by the period's name; `'formula'`: over metrics, by
   * their keys, to be shown by their names; `'currency'`: an ISO 4217 code, in capitals however it is typed; `'link'`: an
   * absolute address of the web.
   */
  (
    | {
        readonly type: 'text';
        readonly maxLength?: number;
        readonly multiline?: boolean;
        readonly of?: 'period' | 'formula' | 'currency' | 'link';
      }
    /** `decimals`: most places behind the point; what is typed finer is refused, never rounded. */
    | {
        readonly type: 'number';
        readonly min?: number;
        readonly max?: number;
        readonly integer?: boolean;
        readonly decimals?: number;
      }
    /**
     * Money: a whole number of the smallest unit of the plan's currency (`planCurrency`), from 0 to `MAX_AMOUNT`. Typed and shown in
     * that currency; it names none of its own, so that amounts of a plan can always be added (NEED-1).
     */
    | { readonly type: 'money' }
    | { readonly type: 'boolean' }
    | { readonly type: 'date' }
    | { readonly type: 'choice'; readonly options: readonly string[] }
    /**
     * Id of a record of one of `kinds`, in the same book or in the workspace's master data. A record rests on what it names;
     * `ahead`: what it names comes after it in the method and rests on it instead (RES-6).
     */
    | {
        readonly type: 'reference';
        readonly kinds: readonly string[];
        readonly many?: boolean;
        readonly ahead?: boolean;
      }
    /** Id of a member of the workspace. */
    | { readonly type: 'person'; readonly many?: boolean }
    /** Three-point estimate, low ≤ likely ≤ high, in the unit that `unit` of the same record's metric says. */
    | { readonly type: 'estimate' }
    /** Dimension id → dimension member id: a place in the target cube. */
    | { readonly type: 'coordinate' }
    /** `member`: a dimension member's id, or `*` for the top of its dimension. */
    | {
        readonly type: 'list';
        readonly of: 'text' | 'date' | 'number' | 'member';
        readonly maxItems?: number;
      }
    /** Date → `off` or `work`: exceptions of a working calendar. */
    | { readonly type: 'dayExceptions' }
    /** Id or name → a number of 0 or more: how much each counts beside the others. */
    | { readonly type: 'weights' }
  );

interface FieldOptions {
  readonly required?: boolean;
  /** Only for records whose other field is this: then it is asked for when one is made, else it is not shown. */
  readonly only?: { readonly field: string; readonly is: string };
  /** May be set when the record is made, never changed afterwards. */
  readonly fixed?: boolean;
  /** Asked for no more: what it says in older records stays, is shown, and may be emptied. */
  readonly former?: boolean;
  /** Said by a file that the record came from, and kept for the way back (FIL-1): no form asks for it, no list shows it. */
  readonly ofFile?: boolean;
}

/** Longest text of a field that names no limit, in UTF-16 units; longer is refused with `TOO_LONG`. */
export const DEFAULT_MAX_LENGTH = 2_000;
const MAX_ITEMS = 10_000;
/** A surrogate without its partner cannot be stored and read back unchanged; neither can NUL. */
const UNSTORABLE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Problems of one value against its field: `REQUIRED`, `INVALID`, `TOO_LONG`, `NOT_A_NUMBER`, `OUT_OF_RANGE`,
 * `NUMBER_TOO_PRECISE` with `decimals`, `TOO_LARGE` (too many items), `UNKNOWN_FIELD` (inside an estimate). `null`, the empty text and nothing are the same: no value.
 * References are only checked for form (`kind.ts` resolves them).
 */
export function checkField(field: Field, value: FieldValue | undefined, path: string): readonly Problem[] {
  if (value === undefined || value === null || value === '') {
    return field.required ? [problem('REQUIRED', path)] : [];
  }
  return checkValue(field, value, path);
}

function checkValue(field: Field, value: FieldValue, path: string): readonly Problem[] {
  switch (field.type) {
    case 'text':
      return field.of === 'link'
        ? checkLink(value, path, field.maxLength)
        : checkText(value, path, field.maxLength ?? DEFAULT_MAX_LENGTH);
    case 'number':
      return checkNumber(field, value, path);
    case 'money':
      return checkNumber({ min: 0, max: MAX_AMOUNT, integer: true }, value, path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [problem('INVALID', path)];
    case 'date':
      return isDate(value) ? [] : [problem('INVALID', path)];
    case 'choice':
      return typeof value === 'string' && field.options.includes(value)
        ? []
        : [problem('INVALID', path, { options: field.options.join(', ') })];
    case 'reference':
    case 'person':
      return field.many
        ? checkEach(value, path, (item, at) => checkText(item, at, 64))
        : checkText(value, path, 64);
    case 'list':
      return checkEach(value, path, (item, at) => checkItem(field.of, item, at), field.maxItems ?? MAX_ITEMS);
    case 'estimate':
      return checkEstimate(value, path);
    case 'coordinate':
      return checkMap(value, path, (item, at) => checkText(item, at, 64));
    case 'weights':
      return checkMap(value, path, (item, at) => checkNumber({ min: 0 }, item, at));
    case 'dayExceptions':
      return checkMap(value, path, (item, at) =>
        dayKinds.some((kind) => kind === item)
          ? []
          : [problem('INVALID', at, { options: dayKinds.join(', ') })],
      );
  }
}

function checkText(value: FieldValue, path: string, maxLength: number): readonly Problem[] {
  if (typeof value !== 'string') return [problem('INVALID', path)];
  if (UNSTORABLE.test(value) || value.includes('\0')) return [problem('INVALID', path)];
  return value.length > maxLength
    ? [problem('TOO_LONG', path, { max: maxLength, length: value.length })]
    : [];
}

/** Only what a browser opens as a page: an address that runs something is no link. */
const LINK = /^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i;

function checkLink(value: FieldValue, path: string, maxLength = DEFAULT_MAX_LENGTH): readonly Problem[] {
  const wrong = checkText(value, path, maxLength);
  if (wrong.length > 0) return wrong;
  return LINK.test(value as string) ? [] : [problem('INVALID', path, { expected: 'https://…' })];
}

function checkNumber(
  field: {
    readonly min?: number;
    readonly max?: number;
    readonly integer?: boolean;
    readonly decimals?: number;
  },
  value: FieldValue,
  path: string,
): readonly Problem[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) return [problem('NOT_A_NUMBER', path)];
  if (field.integer && !Number.isSafeInteger(value)) return [problem('INVALID', path)];
  const { min = -Number.MAX_VALUE, max = Number.MAX_VALUE, decimals } = field;
  if (value < min || value > max) return [problem('OUT_OF_RANGE', path, { min, max, value })];
  return decimals !== undefined && Number(value.toFixed(decimals)) !== value
    ? [problem('NUMBER_TOO_PRECISE', path, { decimals })]
    : [];
}

function checkItem(
  of: 'text' | 'date' | 'number' | 'member',
  item: FieldValue,
  path: string,
): readonly Problem[] {
  if (of === 'date') return checkValue({ type: 'date' }, item, path);
  if (of === 'number') return checkNumber({}, item, path);
  return checkText(item, path, of === 'member' ? 64 : DEFAULT_MAX_LENGTH);
}

function checkEstimate(value: FieldValue, path: string): readonly Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [problem('INVALID', path)];
  const { low, likely, high, ...rest } = value as Record<string, FieldValue>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return [problem('UNKNOWN_FIELD', `${path}.${unknown}`)];
  const named = { low, likely, high };
  for (const [name, part] of Object.entries(named)) {
    if (typeof part !== 'number' || !Number.isFinite(part))
      return [problem('NOT_A_NUMBER', `${path}.${name}`)];
  }
  return (low as number) <= (likely as number) && (likely as number) <= (high as number)
    ? []
    : [problem('OUT_OF_RANGE', path)];
}

function checkEach(
  value: FieldValue,
  path: string,
  check: (item: FieldValue, path: string) => readonly Problem[],
  maxItems = MAX_ITEMS,
): readonly Problem[] {
  if (!Array.isArray(value)) return [problem('INVALID', path)];
  if (value.length > maxItems) return [problem('TOO_LARGE', path, { max: maxItems, count: value.length })];
  return value.flatMap((item: FieldValue, i) => check(item, `${path}[${i}]`));
}

function checkMap(
  value: FieldValue,
  path: string,
  check: (item: FieldValue, path: string) => readonly Problem[],
): readonly Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [problem('INVALID', path)];
  return Object.entries(value).flatMap(([key, item]) => check(item, `${path}.${key}`));
}
