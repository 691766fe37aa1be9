import { afterEach, beforeEach, vi } from 'vitest';

export interface Terminal {
  out: string;
  err: string;
}

/** What is written to an English terminal during a test; empty at its beginning. */
export function terminal(): Terminal {
  const said: Terminal = { out: '', err: '' };
  beforeEach(() => {
    said.out = '';
    said.err = '';
    vi.stubEnv('LC_ALL', 'en_US.UTF-8');
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.out += text;
      return true;
    });
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said.err += text;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return said;
}
