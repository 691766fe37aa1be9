import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { classes } from '../classes.ts';
import { isComposing } from '../keyboard.ts';
import { bareGuards } from '../overlays/guards.ts';
import { useReturnFocus } from '../overlays/return-focus.ts';
import { KeyHint } from './key-hint.tsx';
import './menu.css';

/** One line of a menu: an action, or one that switches something on and off when `checked` is given. */
export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly keys?: readonly string[] | undefined;
  readonly checked?: boolean | undefined;
  readonly danger?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

/** A group stands apart by a line, and has a heading when it needs one. */
export interface MenuGroup {
  readonly id: string;
  readonly label?: string | undefined;
  readonly actions: readonly MenuAction[];
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly groups: readonly MenuGroup[];
  readonly align?: 'start' | 'end' | undefined;
}

export function Menu({ trigger, groups, align = 'start' }: MenuProps) {
  const [button, setButton] = useState<Element | null>(null);
  // Some of the stops stand beside the button while the menu is open.
  useEffect(() => bareGuards(button?.parentElement ?? null), [button]);
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} ref={setButton} />
      <MenuFloat beside={button}>
        <BaseMenu.Positioner className="sp-popup-layer" sideOffset={4} align={align}>
          <BaseMenu.Popup className="sp-surface sp-menu">{groups.map(menuGroup)}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </MenuFloat>
    </BaseMenu.Root>
  );
}

/** What opens beside an element of the main part is found in the main part. */
function MenuFloat({ beside, children }: { readonly beside: Element | null; readonly children: ReactNode }) {
  return (
    <div ref={bareGuards} className="sp-menu-stops">
      <BaseMenu.Portal ref={bareGuards} container={beside?.closest('main') ?? undefined}>
        {children}
      </BaseMenu.Portal>
    </div>
  );
}

export interface MenuAtProps {
  /** The element beside which it opens. */
  readonly anchor: Element;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly onClose: () => void;
}

/** A menu that is asked for somewhere and not by a button of its own: at a cell, at the title of a column. */
export function MenuAt({ anchor, label, groups, onClose }: MenuAtProps) {
  const menu = useReturnFocus(true);
  return (
    <BaseMenu.Root open onOpenChange={(open) => !open && onClose()} modal={false}>
      <MenuFloat beside={anchor}>
        <BaseMenu.Positioner className="sp-popup-layer" anchor={anchor} sideOffset={2} align="start">
          <BaseMenu.Popup
            ref={menu}
            finalFocus={false}
            className="sp-surface sp-menu"
            aria-label={label}
            // There is no button after which the next stop of the page would come.
            onKeyDown={(event) => {
              if (event.key !== 'Tab' || isComposing(event)) return;
              event.preventDefault();
              onClose();
            }}
          >
            {groups.map(menuGroup)}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </MenuFloat>
    </BaseMenu.Root>
  );
}

export interface ContextMenuProps {
  readonly groups: readonly MenuGroup[];
  /** The place that answers to a right click, a long press or the menu key. */
  readonly children: ReactElement;
}

export function ContextMenu({ groups, children }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger render={children} />
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner className="sp-popup-layer">
          <BaseContextMenu.Popup className="sp-surface sp-menu">
            {groups.map(menuGroup)}
          </BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  );
}

function menuGroup(group: MenuGroup) {
  return (
    <BaseMenu.Group key={group.id} className="sp-menu__group">
      {group.label !== undefined && (
        <BaseMenu.GroupLabel className="sp-menu__label">{group.label}</BaseMenu.GroupLabel>
      )}
      {group.actions.map(menuAction)}
    </BaseMenu.Group>
  );
}

function menuAction(action: MenuAction) {
  const className = classes('sp-menu__item', action.danger && 'sp-menu__item--danger');
  const disabled = action.disabled ?? false;
  if (action.checked === undefined)
    return (
      <BaseMenu.Item key={action.id} className={className} disabled={disabled} onClick={action.onSelect}>
        {menuLine(action, action.icon)}
      </BaseMenu.Item>
    );
  return (
    <BaseMenu.CheckboxItem
      key={action.id}
      className={className}
      disabled={disabled}
      checked={action.checked}
      onCheckedChange={action.onSelect}
    >
      {menuLine(action, action.checked ? <Check aria-hidden="true" /> : undefined)}
    </BaseMenu.CheckboxItem>
  );
}

function menuLine(action: MenuAction, icon: ReactNode) {
  return (
    <>
      <span className="sp-menu__icon">{icon}</span>
      <span className="sp-menu__text">{action.label}</span>
      {action.keys !== undefined && <KeyHint keys={action.keys} />}
    </>
  );
}
