/** After so long, what was asked early is not what the server would say now. */
const goodFor = 10_000;

/** Answers that were asked for before anybody needed them, by address; `null` = refused, or not reached. */
const early = new Map<string, Promise<Response | null>>();

/** Ask for what will be needed in a moment, while the programs that need it are still being read. */
export function askEarly(url: string, headers: Readonly<Record<string, string>> = {}): void {
  const asked = fetch(url, { credentials: 'same-origin', cache: 'no-cache', headers })
    .then((response) => (response.ok ? response : null))
    .catch(() => null)
    .finally(() => setTimeout(() => early.delete(url), goodFor));
  early.set(url, asked);
}

/** The answer, once; `null` = ask now. What was refused is asked again: somebody may have signed in since. */
export async function takeEarly(url: string): Promise<Response | null> {
  const asked = early.get(url);
  early.delete(url);
  return asked ?? null;
}

/** Something has been done since, be it that somebody signed out, or news came: nothing asked before holds. */
export const forgetEarly = (): void => early.clear();
