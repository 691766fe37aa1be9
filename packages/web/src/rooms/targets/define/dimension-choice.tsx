import { recordsOf } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import { Checkbox, Field, Select, TextArea, TextInput } from '../../../design/index.ts';
import { leafMembers } from '../names.ts';
import { categoryOf } from './category-of.ts';
import { type Category, categories } from './define-commands.ts';
import type { MemberListProblem } from './member-list.ts';

export interface DimensionDraft {
  /** Existing dimensions in the order in which they were chosen. */
  readonly chosen: readonly string[];
  readonly creating: boolean;
  readonly name: string;
  readonly category: Category;
  /** Whether somebody chose it; until then it follows the name. */
  readonly categoryChosen: boolean;
  /** Members as an indented list. */
  readonly list: string;
}

interface DimensionChoiceProps {
  readonly draft: DimensionDraft;
  readonly onChange: (draft: DimensionDraft) => void;
  readonly problem: MemberListProblem | null;
  readonly tried: boolean;
}

/** Over what the target is broken down: dimensions that exist, or a new one typed or pasted as an indented list. */
export function DimensionChoice({ draft, onChange, problem, tried }: DimensionChoiceProps) {
  const t = useT();
  const { master } = usePlan();
  const set = (change: Partial<DimensionDraft>): void => onChange({ ...draft, ...change });
  const toggle = (id: string, on: boolean): void =>
    set({ chosen: on ? [...draft.chosen, id] : draft.chosen.filter((other) => other !== id) });
  return (
    <fieldset className="targets-dimensions">
      <legend>{t('targets.define.dimensions')}</legend>
      {recordsOf(master, 'dimension').map(({ id, fields }) => (
        <Checkbox
          key={id}
          label={t('targets.define.dimension', {
            name: String(fields['name']),
            members: leafMembers(master, id).length,
          })}
          checked={draft.chosen.includes(id)}
          onChange={(on) => toggle(id, on)}
        />
      ))}
      <Checkbox
        label={t('targets.define.newDimension')}
        checked={draft.creating}
        onChange={(creating) => set({ creating })}
      />
      {draft.creating && (
        <>
          <div className="targets-form__row">
            <Field
              label={t('targets.define.dimensionName')}
              error={tried && draft.name.trim() === '' ? t('problem.REQUIRED') : undefined}
            >
              <TextInput
                value={draft.name}
                onChange={(name) =>
                  set({ name, category: draft.categoryChosen ? draft.category : categoryOf(name) })
                }
                maxLength={80}
              />
            </Field>
            <Field label={t('targets.define.category')}>
              <Select
                value={draft.category}
                onChange={(category) => set({ category, categoryChosen: true })}
                choices={categories.map((value) => ({ value, label: t(`targets.category.${value}`) }))}
              />
            </Field>
          </div>
          <Field
            label={t('targets.define.members')}
            hint={t('targets.define.members.hint')}
            error={problem ? t(`targets.members.${problem.code}`, { ...problem }) : undefined}
          >
            <TextArea
              value={draft.list}
              onChange={(list) => set({ list })}
              rows={6}
              placeholder={t('targets.define.members.example')}
            />
          </Field>
        </>
      )}
    </fieldset>
  );
}
