/**
 * How a few values go on: 1, 2 → 3; 2026-01 → 2026-02; 任务1 → 任务2. Numbers are continued exactly, as scaled
 * integers. Values without a rule repeat.
 */
export function continueSeries(values: readonly string[], count: number): string[] {
  const rule =
    values.length === 0 ? null : (months(values) ?? days(values) ?? numbers(values) ?? numbered(values));
  return Array.from({ length: count }, (_, index) => rule?.(index + 1) ?? repeat(values, index));
}

/** The same values over and over. */
export function repeatSeries(values: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => repeat(values, index));
}

/**
 * Each value larger than the one before by a fixed amount. `null` where the values or the step are no decimals.
 * `decimals` = how many places a value may have; what is finer is rounded, half away from zero.
 */
export function stepSeries(
  values: readonly string[],
  count: number,
  step: string,
  decimals: number,
): readonly string[] | null {
  const [last, by] = [decimalOf(values.at(-1)), decimalOf(step)];
  if (!last || !by) return null;
  const { sign } = last;
  return Array.from({ length: count }, (_, index) => {
    const n = BigInt(index + 1);
    const scale = Math.max(last.scale, by.scale);
    const sum = last.digits * tenTo(scale - last.scale) + n * by.digits * tenTo(scale - by.scale);
    return trimmed(rounded(sum * tenTo(decimals), tenTo(scale)), decimals) + sign;
  });
}

/**
 * Each value by so many percent larger than the one before: exactly compounded from the last known value and rounded
 * once each, so that no rounding adds up.
 */
export function growSeries(
  values: readonly string[],
  count: number,
  percent: string,
  decimals: number,
): readonly string[] | null {
  const [last, rate] = [decimalOf(values.at(-1)), decimalOf(percent)];
  if (!last || !rate) return null;
  const whole = tenTo(rate.scale) * 100n;
  const factor = whole + rate.digits;
  return Array.from({ length: count }, (_, index) => {
    const n = BigInt(index + 1);
    const numerator = last.digits * factor ** n * tenTo(decimals);
    return trimmed(rounded(numerator, tenTo(last.scale) * whole ** n), decimals) + last.sign;
  });
}

interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
  /** `%` where the value is written with one. */
  readonly sign: string;
}

function decimalOf(text: string | undefined): Decimal | null {
  const [, minus, whole, part = '', sign = ''] =
    /^([-+]?)(\d{1,18})(?:\.(\d{1,12}))?(%?)$/.exec(text?.trim() ?? '') ?? [];
  if (whole === undefined) return null;
  const digits = BigInt(whole + part);
  return { digits: minus === '-' ? -digits : digits, scale: part.length, sign };
}

const tenTo = (exponent: number): bigint => 10n ** BigInt(exponent);

/** Without zeros at its end. */
const trimmed = (value: bigint, scale: number): string =>
  scale === 0 ? decimal(value, 0) : decimal(value, scale).replace(/\.?0+$/, '');

/** To whole units, half away from zero. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const units = (size * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -units : units;
}

/** The value `n` places after the last known one. */
type Rule = (n: number) => string;

const repeat = (values: readonly string[], index: number): string => values[index % values.length] ?? '';

/** The common difference, or null. One value alone goes on by `single`, which null forbids. */
function stepOf(values: readonly bigint[], single: bigint | null): bigint | null {
  const [first, second] = values;
  if (first === undefined || second === undefined) return single;
  const step = second - first;
  const even = values.every((value, index) => value === first + step * BigInt(index));
  return even ? step : null;
}

function rule(
  values: readonly (bigint | null)[],
  single: bigint | null,
  write: (value: bigint) => string,
): Rule | null {
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  if (known.length !== values.length || last === undefined) return null;
  const step = stepOf(known, single);
  return step === null ? null : (n) => write(last + step * BigInt(n));
}

/** A single number is copied: a target of 500 beside an empty month is not 501. */
function numbers(texts: readonly string[]): Rule | null {
  const parts = texts.map((text) => /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/.exec(text));
  const scale = Math.max(...parts.map((part) => part?.[3]?.length ?? 0));
  const values = parts.map((part) => {
    if (!part) return null;
    const digits = BigInt(`${part[2]}${(part[3] ?? '').padEnd(scale, '0')}`);
    return part[1] === '-' ? -digits : digits;
  });
  return rule(values, null, (value) => decimal(value, scale));
}

function decimal(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function months(texts: readonly string[]): Rule | null {
  const values = texts.map((text) => {
    const part = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
    return part ? BigInt(part[1] ?? 0) * 12n + BigInt(part[2] ?? 1) - 1n : null;
  });
  return rule(values, 1n, (value) => `${pad(value / 12n, 4)}-${pad((value % 12n) + 1n, 2)}`);
}

const millisecondsPerDay = 86_400_000;

function days(texts: readonly string[]): Rule | null {
  const values = texts.map((text) => {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(time) || dateText(BigInt(time / millisecondsPerDay)) !== text) return null;
    return BigInt(time / millisecondsPerDay);
  });
  return rule(values, 1n, dateText);
}

function dateText(day: bigint): string {
  return new Date(Number(day) * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The last whole number in a text counts on, keeping its width: 任务09 → 任务10; 1月 → 2月. */
function numbered(texts: readonly string[]): Rule | null {
  const parts = texts.map((text) => /^(.*?\D)?(\d{1,12})(\D*)$/s.exec(text));
  const first = parts[0];
  if (!first || (first[1] ?? '') + (first[3] ?? '') === '') return null;
  const alike = parts.every((part) => part?.[1] === first[1] && part?.[3] === first[3]);
  if (!alike || /[.\-,%]/.test((first[1] ?? '').slice(-1) + (first[3] ?? ''))) return null;
  const width = (first[2] ?? '').startsWith('0') ? (first[2] ?? '').length : 0;
  const values = parts.map((part) => BigInt(part?.[2] ?? 0));
  return rule(
    values,
    1n,
    (value) => `${first[1] ?? ''}${value < 0n ? 0n : pad(value, width)}${first[3] ?? ''}`,
  );
}

const pad = (value: bigint, width: number): string => value.toString().padStart(width, '0');
