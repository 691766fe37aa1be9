import type { TargetLayout, targetGrains } from '@shapan/engine';
import type { Arrangement, Axis } from './arrangement.ts';
import { type Level, partsOfPeriod } from './lines.ts';

/** How far both edges are opened; `null` = as it is by itself. */
export interface Levels {
  readonly rows: Level | null;
  readonly columns: Level | null;
}

export function levelsFrom(text: string | undefined): Levels {
  const [rows, columns] = text?.split('/').map(levelFrom) ?? [];
  return { rows: rows ?? null, columns: columns ?? null };
}

function levelFrom(text: string): Level | null {
  const [, axis, level] = /^(\d{1,2})\.(\d{1,3})$/.exec(text) ?? [];
  return axis === undefined ? null : { axis: Number(axis), level: Number(level) };
}

export function levelsText({ rows, columns }: Levels): string | undefined {
  const text = (level: Level | null): string => (level ? `${level.axis}.${level.level}` : '');
  return rows || columns ? `${text(rows)}/${text(columns)}` : undefined;
}

/** Whether a level lies within what was asked for. */
export const isWithin = (next: Level, asked: Level): boolean =>
  next.axis < asked.axis || (next.axis === asked.axis && next.level <= asked.level);

export interface LevelChoice extends Level {
  /** The axis itself; several levels of one are told apart by their number, periods by their grain. */
  readonly of: Axis;
  /** Whether the axis has one level only. */
  readonly only: boolean;
  /** The first period of the level, for its grain. */
  readonly period?: string;
}

/** Every level to which an edge can be opened, outermost first. */
export function levelChoices(layout: TargetLayout, axes: Arrangement['rows']): readonly LevelChoice[] {
  return axes.flatMap((of, axis) => {
    const periods = of === 'time' ? firstPeriods(layout) : [];
    const count = of === 'time' ? periods.length : depthOf(layout, of);
    return Array.from({ length: count }, (_, i): LevelChoice => {
      const period = periods[i];
      return { of, axis, level: i + 1, only: count === 1, ...(period !== undefined && { period }) };
    });
  });
}

function depthOf({ frame }: TargetLayout, dimension: number): number {
  let deepest = 0;
  for (const depth of frame.trees[dimension]?.depth ?? []) deepest = Math.max(deepest, depth);
  return deepest;
}

/** The first period of each level of the time tree. */
function firstPeriods({ frame: { time } }: TargetLayout): readonly string[] {
  const found: string[] = [];
  let nodes = partsOfPeriod(time, 0);
  for (let [first] = nodes; first !== undefined; [first] = nodes) {
    found.push(time.ids[first] ?? '');
    nodes = nodes.flatMap((node) => partsOfPeriod(time, node));
  }
  return found;
}

/** The grain of a period by its id; a period of a period set is a custom one. */
export function grainOfPeriod(id: string): (typeof targetGrains)[number] {
  const [kind = ''] = /^(?:WY|[A-Z])/.exec(id) ?? [];
  return grainByKind[kind] ?? 'custom';
}

const grainByKind: Readonly<Record<string, (typeof targetGrains)[number]>> = {
  Y: 'year',
  WY: 'year',
  H: 'half',
  Q: 'quarter',
  M: 'month',
  X: 'xun',
  W: 'week',
  D: 'day',
};
