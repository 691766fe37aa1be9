import type { FieldValue } from '@shapan/engine';
import { useId } from 'react';
import { Combobox } from '../../design/index.ts';
import { nameOf, type RecordContext } from '../core/context.ts';
import { recordNames } from '../core/distinct-names.ts';
import { membersByDimension } from '../core/read.ts';

interface PlaceEditorProps {
  readonly context: RecordContext;
  readonly value: FieldValue;
  readonly label: string;
  readonly disabled?: boolean | undefined;
  readonly onCommit: (value: FieldValue) => void;
}

/** A place in the target table: one member of each dimension, or none. */
export function PlaceEditor({ context, value, label, disabled, onCommit }: PlaceEditorProps) {
  const { t } = context;
  const id = useId();
  const place = (value ?? {}) as Readonly<Record<string, string>>;
  const set = (dimension: string, member: string | null): void => {
    const { [dimension]: _, ...rest } = place;
    const next = member === null ? rest : { ...rest, [dimension]: member };
    onCommit(Object.keys(next).length === 0 ? null : next);
  };
  const names = recordNames(context, ['dimensionMember']);
  const dimensions = membersByDimension(context).filter(({ members }) => members.length > 0);
  if (dimensions.length === 0) return null;
  return (
    <div role="group" aria-labelledby={id} className="many">
      <span id={id} className="many__label">
        {label}
      </span>
      {dimensions.map(({ dimension, members }) => (
        <div key={dimension.id} className="many__dimension">
          <span className="quiet">{nameOf(context, dimension)}</span>
          <Combobox
            label={`${label} ${nameOf(context, dimension)}`}
            value={place[dimension.id] ?? null}
            onChange={(member) => set(dimension.id, member)}
            choices={members.map((member) => ({
              value: member.id,
              label: names.get(member.id) ?? nameOf(context, member),
              keywords: typeof member.fields['code'] === 'string' ? [member.fields['code']] : [],
            }))}
            emptyText={t('records.grid.noChoice')}
            openLabel={t('records.choose')}
            clearLabel={t('records.clear')}
            placeholder={t('records.choose.all')}
            disabled={disabled}
          />
        </div>
      ))}
    </div>
  );
}
