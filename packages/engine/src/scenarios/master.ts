import type { AddRecord } from '../plan/command.ts';
import type { Fields } from '../plan/record.ts';
import { type DepartmentKey, packDepartments } from './departments.data.ts';
import { decimalsOf, type MetricKey, type PackMetric, packMetrics } from './metrics.data.ts';
import type { Pack, PackDimension } from './pack.ts';
import { inLocale, type PackLocale } from './packs.ts';
import type { Text } from './text.ts';

/** Master data of the workspace as it is now. */
export interface ExistingMaster {
  readonly metrics: readonly MasterRecord[];
  readonly dimensions: readonly MasterRecord[];
  readonly members: readonly MasterRecord[];
  readonly departments: readonly MasterRecord[];
}

/** A master record without its kind: the list it stands in says that. */
export interface MasterRecord {
  readonly id: string;
  readonly fields: Fields;
}

/** How the keys of a pack became ids, and what has to be added for it. */
export interface PreparedMaster {
  readonly commands: readonly AddRecord[];
  readonly metric: ReadonlyMap<MetricKey, string>;
  /** How many decimals these metrics have. */
  readonly decimals: ReadonlyMap<MetricKey, number>;
  readonly dimension: ReadonlyMap<string, string>;
  /** By `memberKey(dimension, member)`. */
  readonly member: ReadonlyMap<string, string>;
  readonly department: ReadonlyMap<DepartmentKey, string>;
}

/** Key of a member across dimensions: members of different dimensions may share a key. */
export const memberKey = (dimension: string, member: string): string => `${dimension}/${member}`;

interface MasterRequest {
  readonly locale: PackLocale;
  readonly existing: ExistingMaster;
  readonly currency: string;
  readonly example: boolean;
  /** Wanted total of the main metric, in the smallest unit of the currency. */
  readonly total?: number | undefined;
  readonly ids: () => string;
}

/** Finds what a pack needs in the workspace and adds only what is missing. */
export function prepareMaster(pack: Pack, request: MasterRequest): PreparedMaster {
  const commands: AddRecord[] = [];
  const add = (kind: string, fields: Fields): string => {
    const id = request.ids();
    commands.push({
      type: 'record.add',
      kind,
      id,
      fields: { ...fields, ...(request.example && { example: true }) },
    });
    return id;
  };
  const metric = new Map<MetricKey, string>();
  const decimals = new Map<MetricKey, number>();
  for (const { metric: key } of pack.targets) {
    const found = findMetric(request, key);
    metric.set(key, found?.id ?? add('metric', metricFields(key, request)));
    decimals.set(key, Number(found?.fields.decimals ?? decimalsOf(packMetrics[key], request.currency)));
  }
  const dimension = new Map<string, string>();
  const member = new Map<string, string>();
  for (const [order, wanted] of pack.dimensions.entries()) {
    const id =
      findDimension(request.existing, wanted) ??
      add('dimension', dimensionFields(wanted, order, request.locale));
    dimension.set(wanted.key, id);
    for (const [place, one] of wanted.members.entries()) {
      const parent = one.parent === undefined ? undefined : member.get(memberKey(wanted.key, one.parent));
      const fields = {
        dimension: id,
        name: inLocale(request.locale, one.name),
        ...(parent !== undefined && { parent }),
        order: place,
      };
      const found = findMember(request.existing, id, one.name, parent) ?? add('dimensionMember', fields);
      member.set(memberKey(wanted.key, one.key), found);
    }
  }
  const department = new Map<DepartmentKey, string>();
  for (const key of new Set(pack.tasks.flatMap((task) => task.departments))) {
    const name = packDepartments[key];
    const found = request.existing.departments.find(({ fields }) => isNamed(fields, name));
    department.set(key, found?.id ?? add('department', { name: inLocale(request.locale, name) }));
  }
  return { commands, metric, decimals, dimension, member, department };
}

/**
 * The same key, or else the same name, is the same metric only if its numbers count the same in the same way; that is
 * fixed for ever. It may count finer: what the pack says is scaled to it.
 */
function findMetric(request: MasterRequest, key: MetricKey): MasterRecord | undefined {
  const { existing, currency } = request;
  const wanted = packMetrics[key];
  const fitting = existing.metrics.filter(
    ({ fields }) =>
      fields.aggregation === wanted.aggregation &&
      countsAsFine(request, wanted, fields) &&
      fields.unit === wanted.unit &&
      (wanted.unit !== 'money' || (fields.currency ?? currency) === currency),
  );
  const exact = decimalsOf(wanted, currency);
  const own = fitting.filter(({ fields }) => ownKey(fields) === key);
  return (
    own.find(({ fields }) => fields.decimals === exact) ??
    own[0] ??
    fitting.find(({ fields }) => isNamed(fields, wanted.name))
  );
}

/** The amounts of the packs times a million are whole numbers that can be counted exactly. */
const MOST_DECIMALS = 6;

function countsAsFine(
  { currency, total = 0 }: MasterRequest,
  wanted: PackMetric,
  { decimals }: Fields,
): boolean {
  const finer = Number(decimals) - decimalsOf(wanted, currency);
  // The two parts of a quotient are counted as they are.
  if (finer === 0 || wanted.parts) return finer === 0;
  return finer > 0 && Number(decimals) <= MOST_DECIMALS && Number.isSafeInteger(total * 10 ** finer);
}

/** A key that had to be numbered because somebody's own metric bore it already is still the pack's key. */
const ownKey = (fields: Fields): string => String(fields.key).replace(/-\d+$/, '');

/** A metric that is another one than one of the same name is numbered, so that people can tell them apart. */
function freeName({ metrics }: ExistingMaster, name: string): string {
  const taken = new Set(metrics.map(({ fields }) => fields.name));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} ${number}`;
  return free;
}

function freeKey({ metrics }: ExistingMaster, key: string): string {
  const taken = new Set(metrics.map(({ fields }) => fields.key));
  let free = key;
  for (let number = 2; taken.has(free); number++) free = `${key}-${number}`;
  return free;
}

/** Regions are regions whatever a company calls them; only own dimensions are told apart by name. */
function findDimension(
  { dimensions }: ExistingMaster,
  { category, name }: PackDimension,
): string | undefined {
  const same = dimensions.filter(({ fields }) => fields.category === category);
  const named = same.find(({ fields }) => isNamed(fields, name));
  return (named ?? (category === 'custom' ? undefined : same[0]))?.id;
}

function findMember(
  { members }: ExistingMaster,
  dimension: string,
  name: Text,
  parent: string | undefined,
): string | undefined {
  const same = members.filter(({ fields }) => fields.dimension === dimension && isNamed(fields, name));
  return (same.find(({ fields }) => (fields.parent ?? undefined) === parent) ?? same[0])?.id;
}

const isNamed = (fields: Fields, name: Text): boolean => fields.name === name.zh || fields.name === name.en;

function dimensionFields({ name, category }: PackDimension, order: number, locale: PackLocale): Fields {
  return { name: inLocale(locale, name), category, order };
}

function metricFields(key: MetricKey, { locale, currency, existing }: MasterRequest): Fields {
  const metric = packMetrics[key];
  const { aggregation, direction, unit } = metric;
  return {
    name: freeName(existing, inLocale(locale, metric.name)),
    key: freeKey(existing, key),
    aggregation,
    direction,
    unit,
    decimals: decimalsOf(metric, currency),
    source: inLocale(locale, metric.source),
    ...(unit === 'money' && { currency }),
    ...(metric.unitLabel && { unitLabel: inLocale(locale, metric.unitLabel) }),
    ...(metric.definition && { definition: inLocale(locale, metric.definition) }),
    ...(metric.parts && {
      numerator: inLocale(locale, metric.parts[0]),
      denominator: inLocale(locale, metric.parts[1]),
    }),
  };
}
