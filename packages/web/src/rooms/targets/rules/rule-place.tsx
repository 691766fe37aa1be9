import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Combobox, Field } from '../../../design/index.ts';
import { memberText, periodText } from '../cell-text.ts';
import { dimensionName } from '../names.ts';
import type { RuleDraft } from './rule-draft.ts';

interface RulePlaceProps {
  readonly table: TargetTable;
  readonly draft: RuleDraft;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

/** Which number is divided: the whole, or that of some members in some period. */
export function RulePlace({ table, draft, onChange }: RulePlaceProps) {
  const t = useT();
  const { master } = usePlan();
  const { cube, frame } = table.layout;
  const texts = {
    placeholder: t('targets.everything'),
    emptyText: t('targets.grid.noChoice'),
    openLabel: t('targets.open'),
    clearLabel: t('targets.everything'),
  };
  const choose = (dimension: string, id: string | null): void => {
    const { [dimension]: _, ...others } = draft.coordinate;
    onChange({ coordinate: id === null ? others : { ...others, [dimension]: id }, weights: {} });
  };
  return (
    <div className="targets-form__row">
      {cube.dimensions.map((dimension, d) => (
        <Field
          key={dimension}
          label={t('targets.rule.of.dimension', { name: dimensionName(master, dimension) })}
        >
          <Combobox
            {...texts}
            value={draft.coordinate[dimension] ?? null}
            choices={(frame.trees[d]?.ids ?? [])
              .filter((id) => id !== '')
              .map((id) => ({ value: id, label: memberText(master, table.layout, d, id) }))}
            onChange={(id) => choose(dimension, id)}
          />
        </Field>
      ))}
      <Field label={t('field.breakdownRule.time')}>
        <Combobox
          {...texts}
          value={draft.time === '' ? null : draft.time}
          choices={frame.time.ids
            .slice(1)
            .map((id) => ({ value: id, label: periodText(t, table.layout, id) }))}
          onChange={(time) => onChange({ time: time ?? '', weights: {} })}
        />
      </Field>
    </div>
  );
}
