import type { Callers } from '../../http/caller.ts';
import type { Routes } from '../../http/routes.ts';
import type { TrackingService } from './service.ts';

export function trackingRoutes(_app: Routes, _callers: Callers, _tracking: TrackingService): void {}
