import { useNavigate, useSearch } from '@tanstack/react-router';
import { type Zoom, zooms } from './gantt/scale.ts';

/** The pictures of the tasks above their table. */
export const pictures = ['gantt', 'board', 'calendar', 'raci', 'mine', 'resources'] as const;
export type Picture = (typeof pictures)[number];

/** What of the room stands in the address, so that a link shows a colleague the same. */
export interface ExecutionView {
  readonly picture: Picture;
  /** As close as all of it fits unless said. */
  readonly zoom: Zoom | undefined;
  /** Id of the version whose days are shown beside those of today. */
  readonly baseline: string | undefined;
  /** A day of the month that the calendar shows. */
  readonly month: string | undefined;
}

export function useExecutionView(): readonly [ExecutionView, (change: Partial<ExecutionView>) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const { picture, zoom, baseline, month } = search;
  const view: ExecutionView = {
    picture: pictures.find((one) => one === picture) ?? 'gantt',
    zoom: zooms.find((one) => one === zoom),
    baseline: typeof baseline === 'string' ? baseline : undefined,
    month: typeof month === 'string' && /^\d{4}-\d\d-01$/.test(month) ? month : undefined,
  };
  const change = (next: Partial<ExecutionView>): void => {
    void navigate({
      to: '.',
      search: (before) => ({ ...before, ...next }),
      replace: true,
      resetScroll: false,
    });
  };
  return [view, change];
}
