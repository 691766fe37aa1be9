import type { Scope } from '@shapan/contract';
import { type BookState, LAST_DAY, type PlanRecord, parentsOf, recordsOf } from '@shapan/engine';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';
import { serverDay } from '../../data/server-day.ts';
import { Checkbox } from '../../design/index.ts';

interface ScopePickerProps {
  readonly scope: Scope;
  readonly onChange: (scope: Scope) => void;
}

/** Which part of the organisation: branches of the dimension trees. */
export function ScopePicker({ scope, onChange }: ScopePickerProps) {
  const t = useT();
  const { master, workspace } = useWorkspace();
  const { state } = useBook(master);
  const dimensions = recordsOf(state, 'dimension');
  if (dimensions.length === 0) return <p className="quiet">{t('people.scope.none')}</p>;
  const chosen = new Set(scope.map(({ member }) => member));
  const toggle = (dimension: string, member: string, on: boolean) => {
    const rest = scope.filter((one) => one.member !== member);
    onChange(on ? [...rest, { dimension, member }] : rest);
  };
  return (
    <div className="scope">
      <p className="quiet">{t('people.scope.hint')}</p>
      {dimensions.map(({ id, fields }) => (
        <fieldset key={id} className="scope__dimension">
          <legend className="scope__name">{String(fields['name'])}</legend>
          <ul>
            {treeOf(state, id, serverDay(workspace.timeZone)).map(({ record, depth, above }) => {
              const inherited = above.some((parent) => chosen.has(parent));
              return (
                <li key={record.id} className="scope__member" style={{ paddingInlineStart: depth * 20 }}>
                  <Checkbox
                    label={String(record.fields['name'])}
                    checked={inherited || chosen.has(record.id)}
                    disabled={inherited}
                    onChange={(on) => toggle(id, record.id, on)}
                  />
                </li>
              );
            })}
          </ul>
        </fieldset>
      ))}
    </div>
  );
}

interface TreeLine {
  readonly record: PlanRecord;
  readonly depth: number;
  readonly above: readonly string[];
}

/** The members of a dimension, each followed by what lies below it. */
export function treeOf(state: BookState, dimension: string, day = LAST_DAY): readonly TreeLine[] {
  const parents = parentsOf(state);
  const order = ({ fields }: PlanRecord): number => Number(fields['order'] ?? Number.MAX_SAFE_INTEGER);
  const members = recordsOf(state, 'dimensionMember')
    .filter(({ fields }) => fields['dimension'] === dimension)
    .toSorted((a, b) => order(a) - order(b));
  const known = new Set(members.map(({ id }) => id));
  const children = new Map<string, PlanRecord[]>();
  for (const record of members) {
    const parent = parents.on(record.id, day) ?? '';
    const key = known.has(parent) ? parent : '';
    children.set(key, [...(children.get(key) ?? []), record]);
  }
  const below = (parent: string, above: readonly string[]): TreeLine[] =>
    (children.get(parent) ?? []).flatMap((record) => [
      { record, depth: above.length, above },
      ...below(record.id, [...above, record.id]),
    ]);
  return below('', []);
}
