import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { KeyHint } from '../actions/key-hint.tsx';
import './tooltip.css';

export interface TooltipProps {
  /** Extra help only: a touch screen never shows it. */
  readonly text: ReactNode;
  readonly keys?: readonly string[] | undefined;
  /** The element it explains; it takes a ref and the usual attributes. */
  readonly children: ReactElement;
}

export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger delay={400} render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner className="sp-popup-layer" sideOffset={6}>
          <BaseTooltip.Popup className="sp-tooltip">
            {text}
            {keys !== undefined && <KeyHint keys={keys} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
