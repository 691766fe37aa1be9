import type { ExplanationProps } from './explanation-props.ts';

/** What a request about a cell says of it. */
export function cellQuery({
  table,
  cell: { at },
}: Pick<ExplanationProps, 'table' | 'cell'>): URLSearchParams {
  return new URLSearchParams({
    target: table.layout.target.id,
    members: at?.members.join(',') ?? '',
    time: at?.time ?? '',
  });
}
