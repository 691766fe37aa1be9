import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScheduleRequest } from '../../src/index.ts';

/** A project of the PSPLIB with what is published about it, all in periods. */
export interface PublishedProject {
  readonly name: string;
  readonly request: ScheduleRequest & { readonly capacity: Readonly<Record<string, number>> };
  readonly criticalPath: number;
  /** The best makespan known; proven to be the least where `isOptimal`. */
  readonly best: number;
  readonly isOptimal: boolean;
}

/** Every project of a folder that has `expected_makespans.csv`. */
export function publishedProjects(folder: string): readonly PublishedProject[] {
  const [, ...rows] = readFileSync(join(folder, 'expected_makespans.csv'), 'utf8').trim().split('\n');
  const files = new Set(readdirSync(join(folder, 'j30')));
  return rows.map((row) => {
    const [name = '', set = '', , path, best, , status] = row.trim().split(',');
    if (!files.has(`${name}.sm`)) throw new Error(`${name}.sm is not there`);
    const request = readProject(readFileSync(join(folder, set, `${name}.sm`), 'utf8'));
    return { name, request, criticalPath: Number(path), best: Number(best), isOptimal: status === 'optimal' };
  });
}

/** A `.sm` file: jobs with their successors, their duration and needs, and what there is of each resource. */
export function readProject(text: string): PublishedProject['request'] {
  const lines = text.split('\n').map((line) => line.trim());
  const rowsAfter = (title: string, skip: number): number[][] => {
    const from = lines.findIndex((line) => line.startsWith(title)) + skip;
    const many = lines.slice(from).findIndex((line) => line.startsWith('***'));
    return lines.slice(from, from + many).map((line) => line.split(/\s+/).map(Number));
  };
  const resource = (i: number) => `R${i + 1}`;
  const named = (units: readonly number[]) => Object.fromEntries(units.map((n, i) => [resource(i), n]));
  return {
    tasks: rowsAfter('REQUESTS/DURATIONS', 3).map(([job = 0, , duration = 0, ...needs]) => ({
      id: String(job),
      duration,
      resources: named(needs),
    })),
    links: rowsAfter('PRECEDENCE RELATIONS', 2).flatMap(([job, , , ...next]) =>
      next.map((to) => ({ from: String(job), to: String(to) })),
    ),
    capacity: named(rowsAfter('RESOURCEAVAILABILITIES', 2)[0]!),
  };
}
