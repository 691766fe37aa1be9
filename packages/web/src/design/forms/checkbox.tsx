import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import './toggles.css';

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Some but not all of what it stands for. */
  readonly mixed?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Keep the label for those who listen, where the column says it to those who see. */
  readonly hideLabel?: boolean | undefined;
}

export function Checkbox({ label, checked, onChange, mixed, disabled, hideLabel }: CheckboxProps) {
  return (
    <label className="sp-toggle">
      <BaseCheckbox.Root
        className="sp-checkbox"
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        indeterminate={mixed ?? false}
        disabled={disabled ?? false}
      >
        <BaseCheckbox.Indicator className="sp-checkbox__mark">
          {mixed === true ? <Minus aria-hidden="true" /> : <Check aria-hidden="true" />}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span className={hideLabel === true ? 'visually-hidden' : undefined}>{label}</span>
    </label>
  );
}
