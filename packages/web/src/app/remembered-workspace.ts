const KEY = 'shapan.workspace';
const SIGNED_OUT = 'shapan.signedOut';

/** The workspace used last, as long as the user still belongs to it; else the first. */
export function rememberedWorkspace(own: readonly string[]): string | undefined {
  const last = localStorage.getItem(KEY);
  return own.find((id) => id === last) ?? own[0];
}

export function rememberWorkspace(id: string): void {
  localStorage.setItem(KEY, id);
  localStorage.removeItem(SIGNED_OUT);
}

export const rememberSignedOut = (): void => localStorage.setItem(SIGNED_OUT, '1');

/** Whether somebody has worked here and not signed out since; the server alone knows whether the session still holds. */
export function seemsSignedIn(): boolean {
  try {
    return localStorage.getItem(KEY) !== null && localStorage.getItem(SIGNED_OUT) === null;
  } catch {
    // The browser lets this site store nothing: nobody knows.
    return false;
  }
}
