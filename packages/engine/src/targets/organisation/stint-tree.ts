import { invariant } from '../../foundation/result.ts';
import { type Parents, stintName } from '../../plan/parents.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import { buildTree, type Tree } from '../tree.ts';
import type { Era } from './eras.ts';

/**
 * A dimension over several eras: a member that stands in one place all the time is one node, any other has a node for
 * each of its places – a *stint*. The place of the last era bears the member's own id, an earlier one `stintName` with
 * the day on which it ended.
 */
export interface StintTree {
  readonly tree: Tree;
  /** Of members with several places: the node in each era, −1 = in none. */
  readonly places: ReadonlyMap<string, Int32Array>;
}

/** The members used and everything that stands above them in some era, siblings in the order of the master data. */
export function stintTree(
  master: BookState,
  parents: Parents,
  eras: readonly Era[],
  used: Iterable<string>,
): StintTree {
  const stints = gatherStints(master, parents, eras, used);
  const members = recordsOf(master, 'dimensionMember')
    .filter(({ id }) => stints.of.has(id))
    .sort((a, b) => orderOf(a) - orderOf(b))
    .flatMap(({ id }) => stints.of.get(id)!);
  const tree = buildTree(members.map(({ name, above }) => ({ id: name, parent: above?.name })));
  invariant(tree.ok, 'master data keeps dimensions free of cycles');
  const { index } = tree.value;
  const places = new Map<string, Int32Array>();
  for (const [id, own] of stints.of) {
    if (own.length < 2) continue;
    places.set(
      id,
      Int32Array.from(eras, (_, era) => {
        const stint = stints.in[era]!.get(id);
        return stint ? index.get(stint.name)! : -1;
      }),
    );
  }
  return { tree: tree.value, places };
}

interface Stint {
  readonly name: string;
  readonly above: Stint | undefined;
}

/** From the last era back, so that the place that lasts bears the plain name. */
function gatherStints(master: BookState, parents: Parents, eras: readonly Era[], used: Iterable<string>) {
  const of = new Map<string, Stint[]>();
  const inEras: Map<string, Stint>[] = [];
  const members = [...used];
  for (let era = eras.length - 1; era >= 0; era--) {
    const here = new Map<string, Stint>();
    inEras.unshift(here);
    const day = eras[era]!.day;
    const until = eras[era + 1]?.day;
    const stintOf = (id: string | undefined): Stint | undefined => {
      if (id === undefined || !findRecord(master, 'dimensionMember', id)) return undefined;
      const found = here.get(id);
      if (found) return found;
      const above = stintOf(parents.on(id, day));
      const own = of.get(id) ?? [];
      let stint = own.find((one) => one.above === above);
      if (!stint) {
        stint = { name: own.length === 0 || !until ? id : stintName(id, until), above };
        of.set(id, [...own, stint]);
      }
      here.set(id, stint);
      return stint;
    };
    for (const id of members) stintOf(id);
  }
  return { of, in: inEras };
}

const orderOf = (record: PlanRecord): number => Number(record.fields['order'] ?? Number.MAX_SAFE_INTEGER);
