import type { Change } from '../plan/change.ts';
import type { Fields, PlanRecord } from '../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../plan/state.ts';
import { type Place, placeAbove } from './frame.ts';
import { placesOf } from './layout.ts';
import type { Hold, HoldKind, HoldStrength, Notice } from './spread/request.ts';
import type { TargetLayout } from './target-layout.ts';

/** What a hold record may keep: the kinds of `Hold`, and all numbers of a period. */
export type HeldAs = HoldKind | 'period';

/** A hold record at its place in a target's table. */
export interface PlacedHold extends Hold {
  readonly owner: string;
  /** As the record says it; to the spread a held period is every number below it. */
  readonly heldAs: HeldAs;
}

/** Whether a hold protects nothing any more on this day; without a day none has expired (SPR-T53). */
export function isExpired(fields: Fields, today: string | undefined): boolean {
  const expires = fields['expires'];
  return typeof expires === 'string' && today !== undefined && expires < today;
}

/** A hold record where its place is still in the table; `undefined` where it is not, or is several (`placeHolds`). */
export function placeHold(layout: TargetLayout, record: PlanRecord): PlacedHold | undefined {
  const [hold, ...others] = placeHolds(layout, record);
  return others.length === 0 ? hold : undefined;
}

/** The same at each place that the record means: a member that moved in its period has one before and one after. */
export function placeHolds(layout: TargetLayout, record: PlanRecord): readonly PlacedHold[] {
  const { members, time } = record.fields;
  return placesOf(layout.frame, { members: members as string[], time: String(time) }).flatMap(
    (at) => holdAt(layout, record, at) ?? [],
  );
}

function holdAt(layout: TargetLayout, { id, fields }: PlanRecord, at: Place): PlacedHold | undefined {
  const { frame } = layout;
  const heldAs = fields['keeps'] as HeldAs;
  const along = alongOf(layout, fields['along']);
  const kept = { id, at, owner: String(fields['owner']), heldAs, strength: strengthOf(fields) };
  switch (heldAs) {
    case 'period':
      return { ...kept, keeps: 'value' };
    case 'bound':
      return { ...kept, keeps: 'bound', floor: amountOf(fields['floor']), cap: amountOf(fields['cap']) };
    case 'share': {
      const part = amountOf(fields['sharePart']);
      const whole = amountOf(fields['shareWhole']);
      if (along === undefined || part === undefined || whole === undefined) return undefined;
      // What has come to stand at a top, because the tree has changed, is a share of nothing.
      if (placeAbove(frame, at, along) === null) return undefined;
      return { ...kept, keeps: 'share', share: { part, whole, along } };
    }
    case 'value':
    case 'total':
      return { ...kept, keeps: heldAs };
    // A structure is no number: it is looked at where members move (`organisationEffect`).
    default:
      return undefined;
  }
}

/** The dimension of a share as the spread names it: its number, or `time`; `undefined` when the target has none such. */
export function alongOf({ target }: TargetLayout, along: unknown): number | 'time' | undefined {
  if (along === 'time') return 'time';
  const at = ((target.fields['dimensions'] ?? []) as readonly unknown[]).indexOf(along);
  return at < 0 ? undefined : at;
}

const amountOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** A closed period cannot be released by typing; everything else is firm unless somebody says otherwise. */
export function strengthOf(fields: Fields): HoldStrength {
  const given = fields['strength'] as HoldStrength | undefined | null;
  return given ?? (fields['keeps'] === 'period' ? 'system' : 'firm');
}

/** The holds of a target that protect something on this day, at the places they still have in its table. */
export function holdsIn(
  { state, today }: { readonly state: BookState; readonly today?: string | undefined },
  layout: TargetLayout,
): readonly PlacedHold[] {
  return recordsOf(state, 'hold').flatMap((record) => {
    const { fields } = record;
    if (fields['target'] !== layout.target.id || isExpired(fields, today)) return [];
    return placeHolds(layout, record);
  });
}

/**
 * A share or bound that gave way is not kept any more: it goes in the same entry, and undo brings it back. A number that
 * gave way is held on at its new value (SPR-T54).
 */
export function yieldedHolds({ state }: { readonly state: BookState }, notices: readonly Notice[]): Change[] {
  const ids = notices.flatMap(({ code, params }) =>
    code === 'YIELDED' ? String(params?.['holds'] ?? '').split(',') : [],
  );
  return ids.flatMap((id): Change[] => {
    const record = findRecord(state, 'hold', id);
    const measured = record && ['share', 'bound'].includes(String(record.fields['keeps']));
    return measured ? [{ type: 'record.removed', record }] : [];
  });
}
