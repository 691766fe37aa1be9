import type { LaidOut } from '../view.ts';

/** A layout with a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly layout: LaidOut;
  /** Who shares it with the plan; `null` = kept on this device for oneself. */
  readonly owner: string | null;
}
