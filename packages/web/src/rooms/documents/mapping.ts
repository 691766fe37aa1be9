import type { ImportMapping, ImportReport, ImportRequest, MemberMapping, UploadView } from '@shapan/contract';

export type Sheet = UploadView['sheets'][number];
export type Purpose = ImportRequest['purpose'];

export const duplicateRules = ['refuse', 'sum', 'first', 'last'] as const;
export type DuplicateRule = (typeof duplicateRules)[number];

export const totalsRules = ['check', 'enter'] as const;
export type TotalsRule = (typeof totalsRules)[number];

/** What the user settles about an upload, besides the mapping of its columns. */
export interface ImportChoices {
  readonly purpose: Purpose;
  readonly metric: string | null;
  readonly source: string;
  readonly onConflict: 'report' | 'correct';
  readonly plan: string | null;
  readonly target: string | null;
  /** Whose members the file is about. */
  readonly dimension: string | null;
  readonly onDuplicate: DuplicateRule;
  readonly totals: TotalsRule;
  readonly createMembers: boolean;
  readonly onError: 'refuse' | 'skip';
}

/** How the file was read, where the user overruled what was detected. */
export type Reading = Pick<ImportRequest, 'encoding' | 'delimiter'> & {
  readonly headerRow?: number | undefined;
};

/** The request that says all of it; nothing while something is still open. */
export function requestOf(
  mapping: ImportMapping,
  members: MemberMapping,
  choices: ImportChoices,
  { encoding, delimiter }: Reading,
): ImportRequest | undefined {
  const { createMembers, onDuplicate, onError } = choices;
  const common = {
    createMembers,
    onError,
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
  };
  if (choices.purpose === 'members') {
    const { dimension } = choices;
    const isNamed = members.code !== undefined || members.name !== undefined;
    return dimension !== null && isNamed
      ? { purpose: 'members', mapping: members, dimension, ...common }
      : undefined;
  }
  const handling = { onDuplicate, ...common };
  if (choices.purpose === 'actuals') {
    const { metric, onConflict } = choices;
    const source = choices.source.trim();
    if (metric === null || source === '') return undefined;
    return { purpose: 'actuals', mapping, metric, source, onConflict, ...handling };
  }
  const { plan, target, totals } = choices;
  if (plan === null || target === null) return undefined;
  return { purpose: 'targets', mapping, plan, target, totals, ...handling };
}

/** What a file is called without its ending and without what differs from one delivery to the next: dates, numbers. */
export const sourceName = (fileName: string): string => {
  const name = fileName.replace(/\.[^.]+$/, '').slice(0, 80);
  const lasting = name.replace(/[\s_.()（）-]\d[\d\s年月日季度_.()（）-]*$/, '').replace(/[\s_.(（-]+$/, '');
  return /\D/.test(lasting) ? lasting : name;
};

/** The choices as they were for the last file of these headings. */
export const asBefore = (choices: ImportChoices, sheet: Sheet | undefined): ImportChoices =>
  sheet?.before
    ? {
        ...choices,
        // Only actuals have a source: such a file was one of actuals, whatever page it is opened from.
        purpose: sheet.before.source === null ? choices.purpose : 'actuals',
        source: sheet.before.source ?? choices.source,
        metric: sheet.before.metric ?? choices.metric,
        createMembers: sheet.before.createMembers,
      }
    : choices;

/** The source of the last file of these headings, when this one is to come from another. */
export const otherSource = ({ source }: ImportChoices, { before }: Sheet): string | null =>
  before?.source && source.trim() !== before.source ? before.source : null;

/** How a column is called: its heading, or its letter as in a spreadsheet. */
export function columnName(sheet: Sheet, column: number): string {
  const heading = sheet.header[column]?.trim();
  return heading ? heading : letterOf(column);
}

function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  const letter = String.fromCharCode(65 + (column % 26));
  return rest > 0 ? letterOf(rest - 1) + letter : letter;
}

/** How many columns the sheet has, headed or not. */
export const columnCount = ({ header, sample }: Sheet): number =>
  Math.max(header.length, ...sample.map((row) => row.length), 0);

/** Whether what the preview shows of a column are numbers, which stand under each other by their last digit. */
export function isNumeric({ sample, sampleRows, headerRow }: Sheet, column: number): boolean {
  const texts = sample.flatMap((row, i) =>
    (sampleRows[i] ?? 0) > headerRow ? [row[column]?.trim() ?? ''] : [],
  );
  const filled = texts.filter(Boolean);
  return filled.length > 0 && filled.every((text) => /^[+-]?[\d,]*\.?\d+%?$/.test(text));
}

/** A dimension's column; `null` = the file says nothing about it. */
export function mapDimension(
  mapping: ImportMapping,
  dimension: string,
  column: number | null,
): ImportMapping {
  const rest = mapping.dimensions.filter((one) => one.dimension !== dimension);
  if (column === null) return { ...mapping, dimensions: rest };
  const known = mapping.dimensions.find((one) => one.dimension === dimension);
  return { ...mapping, dimensions: [...rest, { by: 'name', ...known, dimension, column }] };
}

/** The column at one place of the key; `null` takes the place away. A place after the last adds one. */
export function withKey(mapping: ImportMapping, place: number, column: number | null): ImportMapping {
  const added = column === null ? [] : [column];
  return { ...mapping, key: [...mapping.key.slice(0, place), ...added, ...mapping.key.slice(place + 1)] };
}

/** Where the time of a value stands: in a column, in two (year and its part), or above the column of each value. */
export type TimeShape = 'column' | 'parts' | 'columns';

export function timeShape({ part, periods = [] }: ImportMapping): TimeShape {
  if (periods.length > 0) return 'columns';
  return part ? 'parts' : 'column';
}

/** The mapping with another shape of time; `periods` are the columns that look like periods. */
export function withTimeShape(mapping: ImportMapping, shape: TimeShape, periods: Periods): ImportMapping {
  const { part: _, periods: __, ...rest } = mapping;
  if (shape === 'columns') {
    const { when: ___, amount: ____, ...wide } = rest;
    return { ...wide, periods: [...periods] };
  }
  const one = { ...rest, when: rest.when ?? 0, amount: rest.amount ?? 0 };
  return shape === 'parts' ? { ...one, part: { column: 0, grain: 'quarter' } } : one;
}

type Periods = NonNullable<ImportMapping['periods']>;

/** Columns that nothing else is said of, each the period of its heading. */
export function periodCandidates(sheet: Sheet, { dimensions, key }: ImportMapping): Periods {
  const taken = new Set([...dimensions.map(({ column }) => column), ...key]);
  return Array.from({ length: columnCount(sheet) }, (_, column) => column)
    .filter((column) => !taken.has(column))
    .map((column) => ({ column, period: columnName(sheet, column) }));
}

/** The period that a column is about; empty = the column is none. */
export function withPeriod(mapping: ImportMapping, column: number, period: string): ImportMapping {
  const rest = (mapping.periods ?? []).filter((one) => one.column !== column);
  const periods = period.trim() === '' ? rest : [...rest, { column, period }];
  return { ...mapping, periods: periods.toSorted((a, b) => a.column - b.column) };
}

/** What the file means by a name; `null` = nothing special. */
export function withLabel(
  mapping: ImportMapping,
  { dimension, text }: { readonly dimension: string; readonly text: string },
  member: string | null,
): ImportMapping {
  const rest = (mapping.labels ?? []).filter((one) => one.dimension !== dimension || one.text !== text);
  return { ...mapping, labels: member === null ? rest : [...rest, { dimension, text, member }] };
}

export const memberColumns = ['code', 'name', 'parent', 'from', 'reason'] as const;

/** The column that says something of a member; `null` = none does. */
export function withMemberColumn(
  mapping: MemberMapping,
  field: (typeof memberColumns)[number],
  column: number | null,
): MemberMapping {
  const { [field]: _, ...rest } = mapping;
  return column === null ? rest : { ...rest, [field]: column };
}

/** What a column is taken for: of a list of members what it says of them, else what it says of a number. */
export type ColumnMeaning =
  | `documents.members.${(typeof memberColumns)[number]}`
  | `documents.map.${'when' | 'amount' | 'weight' | 'key'}`
  | 'kind.dimension'
  | { readonly period: string };

export function meaningsOf(
  { mapping, members }: { readonly mapping: ImportMapping | null; readonly members: MemberMapping | null },
  purpose: ImportChoices['purpose'],
  column: number,
): readonly ColumnMeaning[] {
  if (purpose === 'members')
    return memberColumns
      .filter((field) => members?.[field] === column)
      .map((field) => `documents.members.${field}` as const);
  if (!mapping) return [];
  const period = mapping.periods?.find((one) => one.column === column);
  const isDimension = mapping.dimensions.some((one) => one.column === column || one.parent === column);
  return [
    ...(mapping.when === column || mapping.part?.column === column ? (['documents.map.when'] as const) : []),
    ...(period ? [{ period: period.period }] : []),
    ...(mapping.amount === column ? (['documents.map.amount'] as const) : []),
    ...(mapping.weight === column ? (['documents.map.weight'] as const) : []),
    ...(mapping.key.includes(column) ? (['documents.map.key'] as const) : []),
    ...(isDimension ? (['kind.dimension'] as const) : []),
  ];
}

/** How many rows a commit would write. */
export const writableRows = (report: ImportReport, { purpose, onConflict }: ImportChoices): number =>
  report.fresh + (purpose === 'actuals' && onConflict === 'correct' ? report.conflicts : 0);

/** Whether a commit would write anything at all: all of the file may be there already. */
export const wouldChange = (report: ImportReport, choices: ImportChoices): boolean =>
  writableRows(report, choices) + report.newMembers + report.newRows + report.changed + report.moves > 0;

/** Whether nothing stands in the way of a commit that does something. */
export const mayCommit = (report: ImportReport, choices: ImportChoices): boolean =>
  (report.errorCount === 0 || choices.onError === 'skip') && wouldChange(report, choices);
