import type { Deps } from '../../deps.ts';

export type TrackingService = ReturnType<typeof createTrackingService>;

export function createTrackingService(_: Deps) {
  return {};
}
