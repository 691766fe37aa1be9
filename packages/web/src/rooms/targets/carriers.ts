import { type BookState, type PlanRecord, recordsOf } from '@shapan/engine';

/** An initiative that is to add to a target, at a place: member by dimension. */
export interface Carrier {
  readonly initiative: PlanRecord;
  readonly coordinate: Readonly<Record<string, string>>;
}

/** Who carries a target, by what the initiatives and their contributions say; each of them once for each place. */
export function carriersOf(state: BookState, target: string): readonly Carrier[] {
  const adding = recordsOf(state, 'contribution').filter(({ fields }) => fields['target'] === target);
  return recordsOf(state, 'initiative').flatMap((initiative) => {
    const also = (initiative.fields['contributesTo'] ?? []) as readonly string[];
    const own = initiative.fields['target'] === target || also.includes(target) ? [initiative] : [];
    const more = adding.filter(({ fields }) => fields['initiative'] === initiative.id);
    // A contribution says more precisely where an initiative adds to a target that is not its own.
    const said = initiative.fields['target'] !== target && more.length > 0 ? more : [...own, ...more];
    const places = said.map(({ fields }) => (fields['coordinate'] ?? {}) as Carrier['coordinate']);
    const byName = new Map(places.map((coordinate) => [JSON.stringify(coordinate), coordinate]));
    return [...byName.values()].map((coordinate) => ({ initiative, coordinate }));
  });
}
