import { CircleAlert, Cloud, CloudOff, LoaderCircle } from 'lucide-react';
import { useT } from '../data/hooks.tsx';
import { useSaveState } from './save-state.ts';

const icons = {
  saved: Cloud,
  saving: LoaderCircle,
  loading: LoaderCircle,
  offline: CloudOff,
  failed: CircleAlert,
} as const;

/** Whether what is on screen is safe. Quiet when it is; it speaks up only when it is not. */
export function SaveBadge() {
  const t = useT();
  const state = useSaveState();
  const Icon = icons[state];
  return (
    <span role="status" className="save" data-state={state}>
      <Icon aria-hidden="true" />
      <span className="save__text">{t(`app.save.${state}`)}</span>
    </span>
  );
}
