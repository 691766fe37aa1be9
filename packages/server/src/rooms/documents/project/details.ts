import type {
  ProjectAssignment,
  ProjectBaseline,
  ProjectCalendar,
  ProjectLink,
  ProjectResource,
  ProjectSettings,
  ProjectSpan,
} from './model.ts';

/**
 * What a row of a project file says beyond the fields of the record that it became (FIL-1), as JSON in `fileDetails`. Written by
 * imports only; what cannot be read counts as nothing.
 */
export interface TaskDetails {
  /** `key` of the project file. */
  readonly file: string;
  readonly uid: number;
  readonly guid?: string | null;
  readonly start?: string | null;
  readonly finish?: string | null;
  readonly duration?: ProjectSpan | null;
  /** What the duration came to, and how many working days the window had: as long as both are so, the duration holds. */
  readonly days?: number | null;
  readonly window?: number | null;
  readonly constraint?: number;
  readonly constraintDate?: string | null;
  readonly priority?: number;
  readonly deadline?: string;
  readonly calendar?: number;
  readonly notes?: string;
  readonly manual?: boolean;
  readonly baselines?: readonly ProjectBaseline[];
  readonly assignments?: readonly ProjectAssignment[];
  /** Links from summary tasks: nothing waits for an initiative. */
  readonly links?: readonly ProjectLink[];
}

export interface SummaryDetails {
  readonly file: string;
  readonly uid: number;
  readonly guid?: string | null;
  /** UID of the summary task above. */
  readonly parent?: number;
  readonly notes?: string;
  /** Links of summary tasks: an initiative waits for nothing. */
  readonly links?: readonly ProjectLink[];
}

export interface LinkDetails {
  readonly lag: number;
  readonly format: number;
  /** What the lag came to: as long as the link has this one, the exact lag holds. */
  readonly days: number;
}

export interface FileDetails {
  readonly settings: ProjectSettings;
  readonly calendars: readonly ProjectCalendar[];
  readonly resources: readonly (ProjectResource & { readonly member?: string })[];
}

/** Details as they are kept; without what says nothing. */
export const keptText = (details: TaskDetails | SummaryDetails | LinkDetails | FileDetails): string =>
  JSON.stringify(details, (name, value: unknown) =>
    value === null && name !== '' && Number.isNaN(Number(name)) ? undefined : value,
  );

/** Details of a record; `null` where there are none, or nobody can read them. */
export function readDetails<T extends object>(text: unknown): Partial<T> | null {
  if (typeof text !== 'string') return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Partial<T>)
      : null;
  } catch {
    return null;
  }
}
