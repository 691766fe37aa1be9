import type { MessageKey } from '@shapan/i18n';
import {
  Activity,
  BookOpenCheck,
  History,
  ListChecks,
  type LucideIcon,
  Route,
  ShieldAlert,
  Target,
  Telescope,
} from 'lucide-react';

/** The rooms of a plan as its address names them, in the order of the method. */
export const planRooms = [
  'research',
  'targets',
  'strategy',
  'execution',
  'risks',
  'tracking',
  'retrospective',
  'versions',
] as const;
export type PlanRoom = (typeof planRooms)[number];

export interface RoomSign {
  readonly room: PlanRoom;
  readonly name: MessageKey;
  readonly Icon: LucideIcon;
}

export const roomSigns: Readonly<Record<PlanRoom, RoomSign>> = {
  research: { room: 'research', name: 'app.room.research', Icon: Telescope },
  targets: { room: 'targets', name: 'app.room.targets', Icon: Target },
  strategy: { room: 'strategy', name: 'app.room.strategy', Icon: Route },
  execution: { room: 'execution', name: 'app.room.execution', Icon: ListChecks },
  risks: { room: 'risks', name: 'app.room.risks', Icon: ShieldAlert },
  tracking: { room: 'tracking', name: 'app.room.tracking', Icon: Activity },
  retrospective: { room: 'retrospective', name: 'app.room.retrospective', Icon: BookOpenCheck },
  versions: { room: 'versions', name: 'app.room.versions', Icon: History },
};
