import type { AddRecord } from '../plan/command.ts';
import type { Fields } from '../plan/record.ts';
import { decimalsOf, type MetricKey, packMetrics } from './metrics.data.ts';
import type { Pack, PackDimension } from './pack.ts';
import { inLocale, type PackLocale } from './packs.ts';
import type { Text } from './text.ts';

/** Master data of the workspace as it is now. */
export interface ExistingMaster {
  readonly metrics: readonly MasterRecord[];
  readonly dimensions: readonly MasterRecord[];
  readonly members: readonly MasterRecord[];
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
  readonly dimension: ReadonlyMap<string, string>;
  /** By `memberKey(dimension, member)`. */
  readonly member: ReadonlyMap<string, string>;
}

/** Key of a member across dimensions: members of different dimensions may share a key. */
export const memberKey = (dimension: string, member: string): string => `${dimension}/${member}`;

interface MasterRequest {
  readonly locale: PackLocale;
  readonly existing: ExistingMaster;
  readonly currency: string;
  readonly example: boolean;
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
  for (const { metric: key } of pack.targets) {
    metric.set(key, findMetric(request, key) ?? add('metric', metricFields(key, request)));
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
  return { commands, metric, dimension, member };
}

/** The same key is the same metric only if its numbers count the same in the same way; that is fixed for ever. */
function findMetric({ existing, currency }: MasterRequest, key: MetricKey): string | undefined {
  const wanted = packMetrics[key];
  return existing.metrics.find(
    ({ fields }) =>
      ownKey(fields) === key &&
      fields.aggregation === wanted.aggregation &&
      fields.decimals === decimalsOf(wanted, currency) &&
      fields.unit === wanted.unit &&
      (wanted.unit !== 'money' || (fields.currency ?? currency) === currency),
  )?.id;
}

/** A key that had to be numbered because somebody's own metric bore it already is still the pack's key. */
const ownKey = (fields: Fields): string => String(fields.key).replace(/-\d+$/, '');

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
    name: inLocale(locale, metric.name),
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
