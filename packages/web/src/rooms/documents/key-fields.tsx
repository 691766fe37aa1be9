import { useT } from '../../data/hooks.tsx';
import { Field, Select } from '../../design/index.ts';
import { withKey } from './mapping.ts';
import type { Import } from './use-import.ts';

const NONE = '';
/** As many as a request may name. */
const MOST = 10;

interface KeyFieldsProps {
  readonly job: Import;
  readonly columns: readonly { readonly value: string; readonly label: string }[];
}

/** Every column that names a row, each in a field of its own, and one more field for the next. */
export function KeyFields({ job, columns }: KeyFieldsProps) {
  const t = useT();
  const { mapping, map } = job;
  if (!mapping) return null;
  const { key } = mapping;
  const places = [...key, ...(key.length < MOST ? [undefined] : [])];
  return (
    <div role="group" aria-label={t('documents.map.key')} className="import__keys">
      {places.map((column, place) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place in the key.
          key={place}
          label={place === 0 ? t('documents.map.key') : t('documents.map.key.next', { place: place + 1 })}
          note={t('documents.optional')}
          hint={place === 0 ? t('documents.map.key.hint') : undefined}
        >
          <Select
            value={column === undefined ? NONE : String(column)}
            onChange={(value) => map(withKey(mapping, place, value === NONE ? null : Number(value)))}
            choices={[
              { value: NONE, label: t('documents.map.none') },
              ...columns.filter(({ value }) => Number(value) === column || !key.includes(Number(value))),
            ]}
          />
        </Field>
      ))}
    </div>
  );
}
