import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCodes } from '@shapan/contract';
import { settings } from '@shapan/server';
import { describe, expect, it } from 'vitest';
import { referencePages } from './write-reference.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('the reference pages', () => {
  it.each(Object.keys(referencePages()))(
    '%s says what the sources say (run tools/write-reference.ts)',
    (path) => {
      expect(readFileSync(join(root, path), 'utf8')).toBe(referencePages()[path]);
    },
  );

  it('name every code with its status and both sentences, and every setting', () => {
    const { 'docs/operations/errors.md': errors = '', 'docs/operations/settings.md': names = '' } =
      referencePages();
    for (const code of errorCodes)
      expect(errors).toMatch(new RegExp(`^\\| \`${code}\` \\| [45]\\d\\d \\| [^|]+ \\| [^|]+ \\|$`, 'm'));
    for (const { name } of settings) expect(names).toContain(`| \`${name}\` |`);
  });
});
