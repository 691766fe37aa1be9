import { Switch as BaseSwitch } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import './toggles.css';

export interface SwitchProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
}

/** Takes effect at once; what waits for a button is a `Checkbox`. */
export function Switch({ label, checked, onChange, disabled }: SwitchProps) {
  return (
    <label className="sp-toggle">
      <BaseSwitch.Root
        className="sp-switch"
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled ?? false}
      >
        <BaseSwitch.Thumb className="sp-switch__thumb" />
      </BaseSwitch.Root>
      <span>{label}</span>
    </label>
  );
}
