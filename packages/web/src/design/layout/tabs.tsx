import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import './tabs.css';

export interface TabItem<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** How many things wait behind it. */
  readonly count?: number | undefined;
  readonly content: ReactNode;
}

export interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly items: readonly TabItem<Value>[];
  /** At the end of the line, on the same baseline. */
  readonly actions?: ReactNode;
}

export function Tabs<Value extends string>({ label, value, onChange, items, actions }: TabsProps<Value>) {
  return (
    <BaseTabs.Root value={value} onValueChange={(next: Value) => onChange(next)} className="sp-tabs">
      <div className="sp-tabs__line">
        <BaseTabs.List className="sp-tabs__list" aria-label={label}>
          {items.map((item) => (
            <BaseTabs.Tab key={item.value} value={item.value} className="sp-tab">
              {item.label}
              {item.count !== undefined && <span className="sp-tab__count num">{item.count}</span>}
            </BaseTabs.Tab>
          ))}
        </BaseTabs.List>
        {actions !== undefined && <div className="sp-tabs__actions">{actions}</div>}
      </div>
      {items.map((item) => (
        <BaseTabs.Panel key={item.value} value={item.value} className="sp-tabs__panel">
          {item.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
