import { type Fields, findRecord } from '@shapan/engine';
import type { RecordConflict } from './conflicts.ts';
import { fieldName, kindName, type NamingContext, valueText } from './value-text.ts';

/** So many fields of a record are told; of further ones that there are some. */
const mostFields = 4;

/** Which record, and which of its fields. */
export function recordConflictName(
  context: NamingContext,
  { kind, id, field, ...sides }: RecordConflict,
): string {
  const { t, kinds, states } = context;
  const title = kinds.get(kind)?.title ?? '';
  const known = states.flatMap((state) => findRecord(state, kind, id)?.fields[title] ?? []);
  const [name = ''] = [
    ...known,
    ...[sides.theirs, sides.mine, sides.base].map((one) => fieldsOf(one)[title]),
  ].filter((one) => one !== undefined && one !== null);
  const record = `${kindName(t, kind)} ${field === undefined || known.length > 0 ? String(name) : ''}`.trim();
  return field === undefined ? record : `${record} · ${fieldName(t, kind, field)}`;
}

/** One side of it: the field's value; of a whole record what differs from the other sides, or that it is not there. */
export function recordSideText(
  context: NamingContext,
  conflict: RecordConflict,
  side: 'base' | 'theirs' | 'mine',
): string {
  const { t } = context;
  const { kind, field } = conflict;
  const said = conflict[side];
  if (field !== undefined) return valueText(context, kind, field, readValue(context, kind, field, said));
  if (said === null) return t('versions.conflict.absent');
  const own = fieldsOf(said);
  const others = [conflict.base, conflict.theirs, conflict.mine].filter((one) => one !== null).map(fieldsOf);
  const names = Object.keys(own).filter((name) =>
    others.some((other) => JSON.stringify(other[name]) !== JSON.stringify(own[name])),
  );
  const told = (names.length > 0 ? names : [context.kinds.get(kind)?.title ?? '']).slice(0, mostFields);
  const texts = told.map(
    (name) => `${fieldName(t, kind, name)} ${valueText(context, kind, name, own[name])}`,
  );
  return texts.join(t('targets.list.comma')) + (names.length > told.length ? ' …' : '');
}

/** Texts come as they are, everything else as JSON. */
function readValue({ kinds }: NamingContext, kind: string, field: string, said: string | null): unknown {
  if (said === null) return null;
  const type = kinds.get(kind)?.fields[field]?.type;
  return type === 'number' || type === 'money' || type === 'boolean' || /^[[{]/.test(said)
    ? parsed(said)
    : said;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function fieldsOf(said: string | null): Fields {
  const read = said === null ? null : parsed(said);
  return typeof read === 'object' && read !== null ? (read as Fields) : {};
}
