import { afterEach, describe, expect, it, vi } from 'vitest';
import { seemsSignedIn } from './remembered-workspace.ts';

afterEach(() => void vi.unstubAllGlobals());

const stored = (items: Readonly<Record<string, string>>): void =>
  void vi.stubGlobal('localStorage', { getItem: (key: string) => items[key] ?? null });

describe('whether somebody seems to be signed in', () => {
  it('is told by the workspace used last, until somebody signed out', () => {
    stored({ 'shapan.workspace': 'w' });
    expect(seemsSignedIn()).toBe(true);
    stored({ 'shapan.workspace': 'w', 'shapan.signedOut': '1' });
    expect(seemsSignedIn()).toBe(false);
    stored({});
    expect(seemsSignedIn()).toBe(false);
  });

  it('is no where the browser lets the site store nothing', () => {
    const getItem = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem });
    expect(seemsSignedIn()).toBe(false);
  });
});
