import { CSPProvider } from '@base-ui/react/csp-provider';
import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import '../overlays/tooltip.css';
import './select.css';
import './text-input.css';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export interface SelectProps<Value extends string> {
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
  /** Its name where no `Field` gives one. */
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** One of up to a dozen; for more take `Combobox`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onChange, choices, label, placeholder, disabled = false } = props;
  return (
    // A strict server forbids styles inside the page; ours are in the sheet.
    <CSPProvider disableStyleElements>
      <BaseSelect.Root
        items={choices}
        value={value}
        onValueChange={(next) => next !== null && onChange(next)}
        disabled={disabled}
        modal={false}
      >
        <BaseSelect.Trigger className="sp-input sp-select" aria-label={label}>
          <BaseSelect.Value className="sp-select__value" placeholder={placeholder} />
          <BaseSelect.Icon className="sp-select__arrow">
            <ChevronDown aria-hidden="true" />
          </BaseSelect.Icon>
        </BaseSelect.Trigger>
        <BaseSelect.Portal>
          <BaseSelect.Positioner className="sp-popup-layer" sideOffset={4} alignItemWithTrigger={false}>
            <BaseSelect.Popup className="sp-surface sp-choices">
              <BaseSelect.List>
                {choices.map((choice) => (
                  <BaseSelect.Item
                    key={choice.value}
                    value={choice.value}
                    disabled={choice.disabled ?? false}
                    className="sp-choice"
                  >
                    <BaseSelect.ItemIndicator className="sp-choice__mark">
                      <Check aria-hidden="true" />
                    </BaseSelect.ItemIndicator>
                    <BaseSelect.ItemText className="sp-choice__text">{choice.label}</BaseSelect.ItemText>
                    {choice.hint !== undefined && <span className="sp-choice__hint">{choice.hint}</span>}
                  </BaseSelect.Item>
                ))}
              </BaseSelect.List>
            </BaseSelect.Popup>
          </BaseSelect.Positioner>
        </BaseSelect.Portal>
      </BaseSelect.Root>
    </CSPProvider>
  );
}
