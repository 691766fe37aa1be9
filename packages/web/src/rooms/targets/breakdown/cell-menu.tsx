import { Menu } from '@base-ui/react/menu';
import { classes, KeyHint, type MenuAction } from '../../../design/index.ts';

interface CellMenuProps {
  /** The cell's element; the menu opens beside it. */
  readonly anchor: Element;
  readonly label: string;
  readonly actions: readonly MenuAction[];
  readonly onClose: () => void;
}

/** The menu of a cell, opened by mouse or keyboard at the cell itself; the design's menus hang on buttons. */
export function CellMenu({ anchor, label, actions, onClose }: CellMenuProps) {
  return (
    <Menu.Root open onOpenChange={(open) => !open && onClose()} modal={false}>
      <Menu.Portal>
        <Menu.Positioner className="sp-popup-layer" anchor={anchor} sideOffset={2} align="start">
          <Menu.Popup className="sp-surface sp-menu" aria-label={label}>
            {actions.map((action) => (
              <Menu.Item
                key={action.id}
                className={classes('sp-menu__item', action.danger && 'sp-menu__item--danger')}
                disabled={action.disabled ?? false}
                onClick={action.onSelect}
              >
                <span className="sp-menu__icon">{action.icon}</span>
                <span className="sp-menu__text">{action.label}</span>
                {action.keys !== undefined && <KeyHint keys={action.keys} />}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
