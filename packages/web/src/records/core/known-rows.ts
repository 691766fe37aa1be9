import { type FieldValue, type PlanRecord, recordsOf, sameValue } from '@shapan/engine';
import { searchForm } from '../../design/search.ts';
import type { RecordContext } from './context.ts';
import { readValue } from './read.ts';
import { kindOf, type RecordView } from './view.ts';

type Texts = Readonly<Record<string, string>>;

/**
 * The records that rows of a sheet are about: those of the same name – or, of a kind without names, those that agree in all
 * of `identity`. Each record belongs to one row; of several of one name the one in the same group comes first, then in order.
 */
export function recordsByRow(
  context: RecordContext,
  view: RecordView,
  rows: readonly Texts[],
): readonly (PlanRecord | undefined)[] {
  const taken = new Set<string>();
  const { title } = kindOf(view);
  const records = recordsOf(context.state, view.kind);
  const candidates = title ? byTitle(records, title) : undefined;
  return rows.map((texts) => {
    const same = (
      candidates
        ? (candidates.get(searchForm(texts[title ?? ''] ?? '')) ?? [])
        : agreeing(context, view, records, texts)
    ).filter(({ id }) => !taken.has(id));
    const found =
      same.length > 1 ? (same.find((one) => isInGroup(context, view, one, texts)) ?? same[0]) : same[0];
    if (found) taken.add(found.id);
    return found;
  });
}

function byTitle(records: readonly PlanRecord[], title: string): ReadonlyMap<string, readonly PlanRecord[]> {
  const found = new Map<string, PlanRecord[]>();
  for (const record of records) {
    const name = searchForm(String(record.fields[title] ?? ''));
    const same = found.get(name);
    if (same) same.push(record);
    else found.set(name, [record]);
  }
  found.delete('');
  return found;
}

function agreeing(
  context: RecordContext,
  view: RecordView,
  records: readonly PlanRecord[],
  texts: Texts,
): readonly PlanRecord[] {
  const names = view.identity ?? [];
  if (names.length === 0) return [];
  const values = names.map((name) => [name, valueOf(context, view, name, texts)] as const);
  return records.filter(({ fields }) =>
    values.every(([name, value]) => value !== undefined && sameValue(fields[name], value)),
  );
}

const isInGroup = (context: RecordContext, view: RecordView, { fields }: PlanRecord, texts: Texts): boolean =>
  view.groupBy === undefined || sameValue(fields[view.groupBy], valueOf(context, view, view.groupBy, texts));

function valueOf(
  context: RecordContext,
  view: RecordView,
  name: string,
  texts: Texts,
): FieldValue | undefined {
  const given = view.defaults?.[name];
  if (texts[name] === undefined && given !== undefined) return given;
  const field = kindOf(view).fields[name];
  const read = field && readValue(context, name, field, texts[name] ?? '');
  return read?.ok ? read.value : undefined;
}
