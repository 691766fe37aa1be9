import type { PlanRecord, WorkCalendar } from '@shapan/engine';

/** A plan as whoever asks may see it, and what a file says beside it. */
export interface SeenPlan {
  /** Of the book. */
  readonly id: string;
  readonly name: string;
  /** The moment of writing, without a time zone. */
  readonly at: string;
  readonly today: string;
  readonly calendar: WorkCalendar;
  /** Names by member id. */
  readonly members: ReadonlyMap<string, string>;
  /** Names of departments by id. */
  readonly departments: ReadonlyMap<string, string>;
  /** Records of a kind that whoever asks may see. */
  readonly records: (kind: string) => readonly PlanRecord[];
}
