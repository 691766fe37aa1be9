import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Callout, Select } from '../../../design/index.ts';
import { formulaText } from '../../../records/index.ts';
import type { Spreading } from './entries.ts';

interface DriverChoiceProps {
  readonly table: TargetTable;
  readonly spreading: Spreading;
  readonly onSpreading: (spreading: Spreading) => void;
}

const AS_THE_METRIC_SAYS = '';

/** Of a formula: which driver moves when somebody types on a cell, or what the plan lacks to compute it (SPR-T39). */
export function DriverChoice({ table, spreading, onSpreading }: DriverChoiceProps) {
  const t = useT();
  const { master } = usePlan();
  const { formula, metric } = table.layout;
  if (!formula) return null;
  const missing = formula.drivers.filter(({ layout }) => layout === null);
  if (missing.length > 0) {
    const names = missing.map((driver) => String(driver.metric.fields['name'])).join(t('targets.list.comma'));
    return (
      <Callout tone="warn">
        {t('targets.driver.missing', {
          formula: formulaText({ master }, String(metric.fields['formula'])),
          names,
        })}
      </Callout>
    );
  }
  const nameOf = (key: string): string =>
    String(formula.drivers.find((driver) => driver.key === key)?.metric.fields['name'] ?? key);
  const [first = ''] = formula.absorbing;
  const chosen = formula.absorbing.find((key) => key === spreading.driver);
  return (
    <label className="targets-choice">
      <span>{t('targets.driver')}</span>
      <Select
        label={t('targets.driver')}
        value={chosen ?? AS_THE_METRIC_SAYS}
        choices={[
          { value: AS_THE_METRIC_SAYS, label: t('targets.driver.usual', { name: nameOf(first) }) },
          ...formula.absorbing.map((key) => ({
            value: key,
            label: t('targets.driver.only', { name: nameOf(key) }),
          })),
        ]}
        onChange={(key) =>
          onSpreading({
            way: spreading.way,
            keepManual: spreading.keepManual,
            ...(key !== AS_THE_METRIC_SAYS && { driver: key }),
          })
        }
      />
    </label>
  );
}
