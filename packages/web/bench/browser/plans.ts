import type { Client } from './installation.ts';

/** The tables that are measured on, by what they are for: where the first target of a plan is seen, in 元. */
export interface BenchPlans {
  /** 280 customers in 14 groups × 12 months: 295 rows × 17 periods, 5,015 cells with everything open. */
  readonly typed: string;
  /** 5,000 customers side by side × 12 months. */
  readonly pasted: string;
  /** 200 regions in 20 groups × 100 products × 12 months × 3 metrics: 720,000 leaves. */
  readonly large: string;
}

export const PASTED_ROWS = 5_000;

const year = { grain: 'month', from: '2026-01-01', to: '2026-12-31' } as const;
const everything = (dimensions: number) => ({
  members: Array.from({ length: dimensions }, () => '*'),
  time: 'all',
});

export async function makePlans(client: Client): Promise<BenchPlans> {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
  const groups = numbers(14).map((i) => `g${i}`);
  const few = numbers(280).map((i) => ({ id: `c${i}`, parent: groups[i % 14] }));
  const many = numbers(PASTED_ROWS).map((i) => ({ id: `n${i}` }));
  const areas = numbers(20).map((i) => `a${i}`);
  const regions = numbers(200).map((i) => ({ id: `r${i}`, parent: areas[i % 20] }));
  const products = numbers(100).map((i) => ({ id: `p${i}` }));
  await client.submit(client.workspace, [
    ...members('benchFew', [...groups.map((id) => ({ id })), ...few]),
    ...members('benchMany', many),
    ...members('benchRegion', [...areas.map((id) => ({ id })), ...regions]),
    ...members('benchProduct', products),
    ...['benchA', 'benchB', 'benchC'].map(metric),
  ]);
  const rows = (list: readonly { id: string }[]) => list.map(({ id }) => [id]);
  const large = regions.flatMap((region) => products.map((product) => [region.id, product.id]));
  return {
    typed: await plan(client, 'Typed', [target('benchA', ['benchFew'], rows(few))]),
    pasted: await plan(client, 'Pasted', [target('benchA', ['benchMany'], rows(many))]),
    large: await plan(
      client,
      'Large',
      ['benchA', 'benchB', 'benchC'].map((name) => target(name, ['benchRegion', 'benchProduct'], large)),
    ),
  };
}

function members(
  dimension: string,
  list: readonly { readonly id: string; readonly parent?: string | undefined }[],
) {
  return [
    record('dimension', dimension, { name: dimension, category: 'custom' }),
    ...list.map(({ id, parent }) =>
      record('dimensionMember', id, {
        dimension,
        name: `Member ${id}`,
        ...(parent !== undefined && { parent }),
      }),
    ),
  ];
}

const metric = (id: string) =>
  record('metric', id, {
    name: id,
    aggregation: 'sum',
    unit: 'money',
    currency: 'CNY',
    decimals: 2,
    key: id,
    direction: 'up',
  });

const record = (kind: string, id: string, fields: Readonly<Record<string, unknown>>) => ({
  type: 'record.add',
  kind,
  id,
  fields,
});

interface Defined {
  readonly id: string;
  readonly dimensions: readonly string[];
  readonly command: unknown;
}

function target(name: string, dimensions: readonly string[], rows: readonly string[][]): Defined {
  const id = crypto.randomUUID();
  const fields = { metric: name, targetClass: 'core', dimensions, ...year };
  return { id, dimensions, command: { type: 'target.define', id, fields, rows } };
}

/** A plan with these targets, all leaves filled; answers where the first of them is seen. */
async function plan(client: Client, name: string, targets: readonly Defined[]): Promise<string> {
  const id = crypto.randomUUID();
  await client.ask('POST', `/workspaces/${client.workspace}/plans`, {
    from: 'scenario',
    id,
    scenario: 'blank',
    name,
    period: { from: year.from, to: year.to },
    sampleNumbers: false,
  });
  for (const one of targets) {
    await client.submit(id, [one.command]);
    const at = everything(one.dimensions.length);
    const entry = { at, method: 'equalLeaves', value: 123_456_789_000 };
    await client.submit(id, [{ type: 'target.enter', target: one.id, entries: [entry] }]);
  }
  return `plans/${id}/targets?unit=yuan&target=${targets[0]?.id}`;
}
