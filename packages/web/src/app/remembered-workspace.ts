import { onDevice } from '../data/storage.ts';

const KEY = 'shapan.workspace';
const SIGNED_OUT = 'shapan.signedOut';

/** The workspace used last, as long as the user still belongs to it; else the first. */
export function rememberedWorkspace(own: readonly string[]): string | undefined {
  const last = onDevice.get(KEY);
  return own.find((id) => id === last) ?? own[0];
}

export function rememberWorkspace(id: string): void {
  onDevice.set(KEY, id);
  onDevice.remove(SIGNED_OUT);
}

export const rememberSignedOut = (): void => onDevice.set(SIGNED_OUT, '1');

/** Whether somebody has worked here and not signed out since; the server alone knows whether the session still holds. */
export const seemsSignedIn = (): boolean => onDevice.get(KEY) !== null && onDevice.get(SIGNED_OUT) === null;
