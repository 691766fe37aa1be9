import type { Place } from '@shapan/engine';
import { X } from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Callout, IconButton } from '../../../design/index.ts';
import type { Refusal } from './use-send.ts';
import type { WayOut } from './ways-out.ts';

interface RefusalNoteProps {
  readonly refusal: Refusal;
  /** Whether the reader may release such a hold; who may not asks its owner. */
  readonly releasable: (hold: string) => boolean;
  readonly onRelease: (holds: readonly string[]) => void;
  readonly onAskRelease: (holds: readonly string[]) => void;
  readonly onWayOut: (way: WayOut) => void;
  readonly onGoTo: (place: Place) => void;
  /** Left out where the note stands as long as what it says is so. */
  readonly onClose?: () => void;
  readonly title?: string;
}

/** What was refused, that nothing changed, and the ways out (SPR-T55). */
export function RefusalNote(props: RefusalNoteProps) {
  const { refusal, releasable, onRelease, onAskRelease, onWayOut, onGoTo, onClose } = props;
  const t = useT();
  const { text, holds, waysOut, elsewhere } = refusal;
  // Releasing alone is offered where it is not enough, or not part of another way out.
  const released = new Set(waysOut.flatMap((way) => way.released ?? []));
  const mine = holds.filter((id) => releasable(id) && !released.has(id));
  const others = holds.filter((id) => !releasable(id));
  const closing = (act: () => void) => (): void => {
    onClose?.();
    act();
  };
  return (
    <Callout
      tone="bad"
      title={props.title ?? t('targets.refusal.title')}
      announce="urgent"
      action={
        <div className="targets-actions">
          {waysOut.map((way) => (
            <Button key={way.id} size="small" onClick={closing(() => onWayOut(way))}>
              {way.label}
            </Button>
          ))}
          {elsewhere && (
            <Button size="small" onClick={closing(() => onGoTo(elsewhere.place))}>
              {t('targets.refusal.goTo', { cell: elsewhere.label })}
            </Button>
          )}
          {mine.length > 0 && (
            <Button size="small" onClick={closing(() => onRelease(mine))}>
              {t('targets.refusal.release', { count: mine.length })}
            </Button>
          )}
          {others.length > 0 && (
            <Button size="small" onClick={closing(() => onAskRelease(others))}>
              {t('targets.refusal.askRelease', { count: others.length })}
            </Button>
          )}
          {onClose && <IconButton label={t('app.close')} size="small" icon={<X />} onClick={onClose} />}
        </div>
      }
    >
      {text}
    </Callout>
  );
}
