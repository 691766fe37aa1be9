import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));
const sheet = readFileSync(new URL('../src/design/tokens.css', import.meta.url), 'utf8');
const screen = sheet.slice(0, sheet.indexOf('@media print'));
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** What is written on what, somewhere in the product. */
const text: readonly (readonly [ink: string, ground: string])[] = [
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) =>
    ['paper', 'paper-2', 'paper-3', 'raised'].map((ground) => [ink, ground] as const),
  ),
  ...['good', 'warn', 'bad', 'trigger', 'whatif'].flatMap((tone) =>
    ['paper', 'paper-2', 'raised', `${tone}-soft`].map((ground) => [tone, ground] as const),
  ),
  ...['good-soft', 'warn-soft', 'bad-soft', 'trigger-soft', 'whatif-soft', 'brand-soft'].flatMap((ground) => [
    ['ink', ground] as const,
    ['ink-2', ground] as const,
  ]),
  ['brand', 'paper'],
  ['brand', 'paper-2'],
  ['brand', 'raised'],
  ['brand', 'brand-soft'],
  ['brand-ink', 'brand'],
  ['brand-ink', 'brand-strong'],
];

/** Borders of controls, marks of charts and the focus ring need 3:1 (WCAG 1.4.11). */
const marks: readonly (readonly [mark: string, ground: string])[] = ['paper', 'paper-2', 'raised'].flatMap(
  (ground) => ['line-2', 'focus', 'brand', 'mark-actual'].map((mark) => [mark, ground] as const),
);

describe.each(themes)('the %s theme', (theme) => {
  it.each(text)('writes %s on %s at 4.5:1 or better', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks)('draws %s on %s at 3:1 or better', (mark, ground) => {
    expect(contrast(colour(mark, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

describe('the measure itself', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#b5371f', '#b5371f')).toBe(1);
  });

  it('refuses a token that the sheet does not define', () => {
    expect(() => colour('no-such', 'light')).toThrow('--no-such');
  });
});

describe('the tokens', () => {
  it('define no colour for one theme only', () => {
    const single = [...screen.matchAll(/--[\w-]+:\s*#[\da-f]{3,8};/gi)].map((hit) => hit[0]);
    expect(single).toEqual([]);
  });

  it('are the only ones that a sheet asks for: a name that nobody gives is drawn as if nothing were said', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
    const read = (ending: RegExp): string[] =>
      files.filter((file) => ending.test(file)).map((file) => readFileSync(join(source, file), 'utf8'));
    const sheets = read(/\.css$/);
    // What the parts that float are told of their place comes from outside.
    const given = new Set(['anchor-width', 'available-width', 'available-height', 'toast-swipe-movement-x']);
    for (const text of sheets) for (const [, name] of text.matchAll(/--([\w-]+):/g)) given.add(name!);
    for (const text of read(/\.tsx?$/))
      for (const [, name] of text.matchAll(/['"]--([\w-]+)['"]/g)) given.add(name!);
    const asked = sheets.flatMap((text) => [...text.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name!));
    expect(asked.length).toBeGreaterThan(1000);
    expect(asked.filter((name) => !given.has(name))).toEqual([]);
  });

  it('stand still when reduced motion is asked for', () => {
    const calm = screen.slice(screen.indexOf('prefers-reduced-motion'));
    expect(calm).toMatch(/--fast: 0ms;\s*--slow: 0ms;/);
  });
});

function colour(token: string, theme: Theme): string {
  const found = new RegExp(`--${token}:\\s*light-dark\\((#[\\da-f]{6}), (#[\\da-f]{6})\\)`, 'i').exec(screen);
  const value = found?.[theme === 'light' ? 1 : 2];
  if (value === undefined) throw new Error(`tokens.css gives no pair of colours for --${token}`);
  return value;
}

/** The contrast ratio of WCAG 2.2, from the relative luminance of two `#rrggbb` colours. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
