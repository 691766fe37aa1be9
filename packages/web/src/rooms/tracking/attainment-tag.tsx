import type { PlaceAttainmentView } from '@shapan/contract';
import { useT } from '../../data/hooks.tsx';
import { StatusTag } from '../../design/index.ts';
import { tones } from './shares.ts';

/** How a place stands: reached, on course, to be watched, or behind. */
export function AttainmentTag({ place: { status, gap } }: { readonly place: PlaceAttainmentView }) {
  const t = useT();
  if (!status) return <StatusTag tone="neutral">{t('tracking.status.none')}</StatusTag>;
  return (
    <StatusTag tone={tones[status]}>
      {gap !== null && gap <= 0 ? t('tracking.reached') : t(`tracking.status.${status}`)}
    </StatusTag>
  );
}
