import { type Kind, kinds, type PlanRecord, parentsOf } from '@shapan/engine';
import { searchForm } from '../../design/search.ts';
import { findAnywhere, memberNameOf, nameOf, type RecordContext, referable } from './context.ts';
import { kindWord } from './words.ts';

/**
 * Names by which everything of one list can be told apart, by id. Whoever bears a name alone has it as it is; several of
 * one name get the shortest addition that tells them apart – where they stand in their tree, what they belong to, their
 * code, at last their number: 城南（华东）, 城南（华北）.
 */
export type DistinctNames = ReadonlyMap<string, string>;

interface Bearer {
  readonly id: string;
  readonly name: string;
  /** What may tell it from others, the best first. */
  readonly marks: () => readonly string[];
}

const known = new WeakMap<object, Map<string, DistinctNames>>();

/** Names of all records that a reference to these kinds may lead to. */
export function recordNames(context: RecordContext, of: readonly string[]): DistinctNames {
  return once(context, of.join(), () =>
    referable(context, of).map((record) => ({
      id: record.id,
      name: nameOf(context, record),
      marks: () => marksOf(context, record),
    })),
  );
}

/** Names of the workspace's members. */
export function personNames(context: RecordContext): DistinctNames {
  return once(context, 'person', () =>
    context.members.map(({ id, email }) => ({
      id,
      name: memberNameOf(context, id),
      marks: () => [email ?? ''],
    })),
  );
}

/** A context is new whenever anything changed, so what was told apart once stays so. */
function once(context: RecordContext, key: string, list: () => readonly Bearer[]): DistinctNames {
  let names = known.get(context);
  if (!names) known.set(context, (names = new Map()));
  let found = names.get(key);
  if (!found) names.set(key, (found = toldApart(list(), context.t.locale)));
  return found;
}

function toldApart(bearers: readonly Bearer[], locale: string): DistinctNames {
  const byName = new Map<string, Bearer[]>();
  for (const bearer of bearers) {
    const same = byName.get(searchForm(bearer.name));
    if (same) same.push(bearer);
    else byName.set(searchForm(bearer.name), [bearer]);
  }
  const names = new Map<string, string>();
  for (const same of byName.values()) {
    const marks = same.length > 1 ? distinctMarks(same) : undefined;
    same.forEach(({ id, name }, i) => names.set(id, marks ? marked(name, marks[i] ?? '', locale) : name));
  }
  return names;
}

function distinctMarks(same: readonly Bearer[]): readonly string[] {
  const marks = same.map((bearer) => bearer.marks());
  for (let rank = 0; rank < (marks[0]?.length ?? 0); rank += 1) {
    const column = marks.map((one) => one[rank] ?? '');
    if (!column.includes('') && new Set(column.map(searchForm)).size === column.length) return column;
  }
  return same.map((_, i) => `#${i + 1}`);
}

const marked = (name: string, mark: string, locale: string): string =>
  locale === 'en' ? `${name} (${mark})` : `${name}（${mark}）`;

/** The same number of marks for every record of a kind, empty where there is none. */
function marksOf(context: RecordContext, record: PlanRecord): readonly string[] {
  const kind = kinds.get(record.kind);
  const owners = kind ? ownersOf(context, kind, record) : [];
  const path = pathOf(context, record);
  const { code } = record.fields;
  return [
    path,
    ...owners,
    [owners[0], path].filter(Boolean).join(' / '),
    kindWord(context.t, record.kind),
    typeof code === 'string' ? code : '',
  ];
}

/** What it belongs to, by each of its single references. */
function ownersOf(context: RecordContext, kind: Kind, record: PlanRecord): readonly string[] {
  return Object.entries(kind.fields).flatMap(([name, field]) => {
    if (field.type !== 'reference' || field.many || name === 'parent') return [];
    const owner = findAnywhere(context, field.kinds, String(record.fields[name] ?? ''));
    return [owner ? nameOf(context, owner) : ''];
  });
}

/** What it stands below today; of anything but a member what it says itself. */
function parentOf({ master, today }: RecordContext, { kind, id, fields }: PlanRecord): string {
  if (kind === 'dimensionMember') return parentsOf(master).on(id, today) ?? '';
  return String(fields['parent'] ?? '');
}

/** The names above it in its tree, from the top. */
function pathOf(context: RecordContext, record: PlanRecord): string {
  const names: string[] = [];
  let at = record;
  for (;;) {
    const above = findAnywhere(context, [record.kind], parentOf(context, at));
    if (!above) return names.join(' / ');
    names.unshift(nameOf(context, above));
    at = above;
  }
}
