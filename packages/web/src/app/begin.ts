import { packedBookType } from '@shapan/contract';
import { askEarly } from '../data/early.ts';
import { firstLookBack } from '../data/undo-stack.ts';
import { loadPage } from './load-page.ts';
import { seemsSignedIn } from './remembered-workspace.ts';

const inWorkspace = /^\/w\/([^/]+)(?:\/plans\/(?!new\b)([^/]+)(?:\/(\w+))?)?/;

/**
 * The address says what the page will need. All of it is asked for at once, before anything is drawn: one after the
 * other – who is it, which workspace, which books – each would wait for the one before.
 */
export function beginAt(pathname: string): void {
  if (!seemsSignedIn()) return;
  const api = (path: string, headers?: Readonly<Record<string, string>>) =>
    askEarly(`/api/v1${path}`, headers);
  const [, workspace, plan, room] = inWorkspace.exec(pathname) ?? [];
  const base = `/workspaces/${workspace}`;
  const book = (id: string): void => {
    api(`${base}/books/${id}`, { accept: packedBookType });
    api(`${base}/books/${id}/own-entries?among=${firstLookBack}`);
  };
  // What takes longest goes first: a browser has few lines to one server.
  if (plan !== undefined) book(plan);
  api('/session');
  if (workspace === undefined) return;
  api(base);
  api(`${base}/members`);
  book(workspace);
  if (plan === undefined) return;
  api(`${base}/plans`);
  // Whatever keeps the page from loading is said where it is drawn.
  void loadPage(room ?? 'plan').catch(() => undefined);
}
