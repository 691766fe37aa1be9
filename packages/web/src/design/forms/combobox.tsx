import { Combobox as BaseCombobox } from '@base-ui/react/combobox';
import { Check, ChevronDown, X } from 'lucide-react';
import { searchRank } from '../search.ts';
import type { Choice } from './select.tsx';
import '../overlays/tooltip.css';
import './combobox.css';
import './select.css';
import './text-input.css';

/** A choice that is also found by its keywords: pinyin, initials, a code. */
export interface SearchChoice<Value extends string = string> extends Choice<Value> {
  readonly keywords?: readonly string[] | undefined;
}

export interface ComboboxProps<Value extends string> {
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
  readonly choices: readonly SearchChoice<Value>[];
  readonly emptyText: string;
  readonly openLabel: string;
  readonly clearLabel: string;
  /** Its name where no `Field` gives one. */
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** One of many, found by typing. Shows at most 200 lines at a time, so that thousands of customers stay quick. */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const { value, onChange, choices, emptyText, openLabel, clearLabel, label, placeholder, disabled } = props;
  return (
    <BaseCombobox.Root
      items={choices}
      value={choices.find((choice) => choice.value === value) ?? null}
      onValueChange={(choice) => onChange(choice?.value ?? null)}
      isItemEqualToValue={(a, b) => a.value === b.value}
      filter={(choice, query) => searchRank(choice, query) !== undefined}
      limit={200}
      autoHighlight
      disabled={disabled ?? false}
    >
      <BaseCombobox.InputGroup className="sp-input sp-combobox">
        <BaseCombobox.Input className="sp-combobox__input" aria-label={label} placeholder={placeholder} />
        <BaseCombobox.Clear className="sp-combobox__button" aria-label={clearLabel}>
          <X aria-hidden="true" />
        </BaseCombobox.Clear>
        <BaseCombobox.Trigger className="sp-combobox__button" aria-label={openLabel}>
          <ChevronDown aria-hidden="true" />
        </BaseCombobox.Trigger>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner className="sp-popup-layer" sideOffset={4}>
          <BaseCombobox.Popup className="sp-surface sp-choices" aria-label={label}>
            <BaseCombobox.Empty className="sp-choices__empty">{emptyText}</BaseCombobox.Empty>
            <BaseCombobox.List>{choiceLine}</BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}

function choiceLine(choice: SearchChoice) {
  return (
    <BaseCombobox.Item
      key={choice.value}
      value={choice}
      disabled={choice.disabled ?? false}
      className="sp-choice"
    >
      <BaseCombobox.ItemIndicator className="sp-choice__mark">
        <Check aria-hidden="true" />
      </BaseCombobox.ItemIndicator>
      <span className="sp-choice__text">{choice.label}</span>
      {choice.hint !== undefined && <span className="sp-choice__hint">{choice.hint}</span>}
    </BaseCombobox.Item>
  );
}
