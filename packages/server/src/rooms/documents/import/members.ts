import { type CommandRequest, type ImportMapping, memberPaths } from '@shapan/contract';
import {
  type BookState,
  findRecord,
  ok,
  type Problem,
  problem,
  type Result,
  recordsOf,
  refuse,
} from '@shapan/engine';

type DimensionColumn = Pick<ImportMapping['dimensions'][number], 'dimension' | 'by'>;

/** What the file calls a member that is not there. */
export interface UnknownLabel {
  readonly dimension: string;
  readonly text: string;
  /** Rows that say so. */
  rows: number;
  /** Whether the import creates it. */
  readonly created: boolean;
}

/** Finds dimension members by what a file calls them, and notes which ones would have to be added. */
export interface MemberFinder {
  /** Whether some member bears this name. */
  knows(column: DimensionColumn, text: string): boolean;
  /** `parent`: what the file calls the member above, for one that is created. */
  find(column: DimensionColumn, text: string, parent?: string): Result<string>;
  /** Commands for new members among these and above them, in order of appearance. */
  addedFor(used: ReadonlySet<string>): readonly CommandRequest[];
  readonly unknown: readonly UnknownLabel[];
}

interface Fresh {
  readonly command: Extract<CommandRequest, { type: 'record.add' }>;
  readonly parent: string | undefined;
}

export function memberFinder(
  master: BookState,
  options: { readonly mapping: ImportMapping; readonly create: boolean; readonly newId: () => string },
): MemberFinder {
  const known = knownMembers(master, options.mapping);
  const fresh = new Map<string, Fresh>();
  const unknown = new Map<string, UnknownLabel>();

  const nameOf = (dimension: string): string =>
    String(findRecord(master, 'dimension', dimension)?.fields['name'] ?? dimension);

  function create({ dimension, by }: DimensionColumn, text: string, above: string): Result<string> {
    const parent = above === '' || above === text ? undefined : find({ dimension, by }, above);
    if (parent && !parent.ok) return parent;
    const id = options.newId();
    remember(known, keyOf(dimension, by, text), id);
    const fields = {
      dimension,
      name: text,
      ...(by === 'code' && { code: text }),
      ...(parent && { parent: parent.value }),
    };
    const command = { type: 'record.add', kind: 'dimensionMember', id, fields } as const;
    fresh.set(id, { command, parent: parent?.value });
    return ok(id);
  }

  function note({ dimension, by }: DimensionColumn, text: string): void {
    const key = keyOf(dimension, by, text);
    const seen = unknown.get(key);
    if (seen) seen.rows += 1;
    else unknown.set(key, { dimension, text, rows: 1, created: options.create });
  }

  function find(column: DimensionColumn, text: string, above = ''): Result<string> {
    if (text === '') return refuse(problem('REQUIRED'));
    const ids = known.get(keyOf(column.dimension, column.by, text)) ?? [];
    if (ids.length > 1) return refuse(ambiguous(text, ids));
    const [id] = ids;
    if (id === undefined || fresh.has(id)) note(column, text);
    if (id !== undefined) return ok(id);
    return options.create
      ? create(column, text, above)
      : refuse(problem('UNKNOWN_REFERENCE', undefined, { id: text, dimension: nameOf(column.dimension) }));
  }

  return {
    knows: ({ dimension, by }, text) => known.has(keyOf(dimension, by, text)),
    find,
    addedFor(used) {
      const needed = new Set<string>();
      for (const id of used) {
        for (let at: string | undefined = id; at !== undefined && fresh.has(at); at = fresh.get(at)?.parent)
          needed.add(at);
      }
      return [...fresh].flatMap(([id, { command }]) => (needed.has(id) ? [command] : []));
    },
    get unknown() {
      return [...unknown.values()];
    },
  };
}

/** Members by code and by name, where several bear a name by their paths, too; what a person said a label means comes before both. */
function knownMembers(master: BookState, { labels = [], dimensions }: ImportMapping): Map<string, string[]> {
  const known = new Map<string, string[]>();
  const members = new Set<string>();
  for (const { id, fields } of recordsOf(master, 'dimensionMember')) {
    members.add(id);
    for (const by of ['code', 'name'] as const) {
      if (typeof fields[by] === 'string')
        remember(known, keyOf(String(fields['dimension']), by, fields[by]), id);
    }
  }
  const pathOf = memberPaths(master);
  for (const { id, fields } of recordsOf(master, 'dimensionMember')) {
    const dimension = String(fields['dimension']);
    const namesakes = known.get(keyOf(dimension, 'name', String(fields['name'])))?.length ?? 0;
    if (namesakes > 1) remember(known, keyOf(dimension, 'name', pathOf(id)), id);
  }
  for (const { dimension, text, member } of labels) {
    const by = dimensions.find((one) => one.dimension === dimension)?.by;
    if (by && members.has(member)) known.set(keyOf(dimension, by, text), [member]);
  }
  return known;
}

const keyOf = (dimension: string, by: string, text: string): string =>
  JSON.stringify([dimension, by, text.trim()]);

function remember(known: Map<string, string[]>, key: string, id: string): void {
  const ids = known.get(key);
  if (ids) ids.push(id);
  else known.set(key, [id]);
}

/** Two members of one name: the file must say which by code or path. */
const ambiguous = (text: string, ids: readonly string[]): Problem =>
  problem('DUPLICATE', undefined, { value: text, id: ids.join(', ') });
