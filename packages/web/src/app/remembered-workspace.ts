const KEY = 'shapan.workspace';

/** The workspace used last, as long as the user still belongs to it; else the first. */
export function rememberedWorkspace(own: readonly string[]): string | undefined {
  const last = localStorage.getItem(KEY);
  return own.find((id) => id === last) ?? own[0];
}

export function rememberWorkspace(id: string): void {
  localStorage.setItem(KEY, id);
}
