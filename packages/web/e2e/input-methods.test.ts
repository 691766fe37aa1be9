import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const read = (file: string): string => readFileSync(join(src, file), 'utf8');
/** They hand the key on to one who asks, or listen while the mouse drags and nothing is typed. */
const excused = [
  'grid/field.tsx',
  'rooms/execution/gantt/use-bar-drag.ts',
  'rooms/research/comparison-table.tsx',
];

describe('whoever listens to keys', () => {
  it('asks first whether an input method has the key', () => {
    const listening = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .filter((file) => /onKey(?:Down|Up)=\{|addEventListener\('key/.test(read(file)));
    expect(listening.length).toBeGreaterThan(8);
    const heedless = listening.filter((file) => !/isComposing\(/.test(read(file)));
    expect(heedless.toSorted()).toEqual(excused);
  });
});
