import { createHash } from 'node:crypto';
import {
  type CommandRequest,
  type ImportRequest,
  importMappingSchema,
  may,
  type UploadView,
} from '@shapan/contract';
import { type BookState, findRecord, recordsOf } from '@shapan/engine';
import type { Deps } from '../../../deps.ts';
import type { Caller } from '../../../http/caller.ts';

const fingerprintOf = (header: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(header)).digest('hex');

type Known = Pick<UploadView['sheets'][number], 'mapping' | 'before'>;

/** How a file of these headings was imported last. What has left the master data since is not proposed again. */
export function knownMapping(master: BookState, header: readonly string[]): Known | undefined {
  const known = recordOf(master, fingerprintOf(header));
  const mapping = known && importMappingSchema.safeParse(JSON.parse(String(known.fields['mapping'])));
  if (!mapping?.success) return undefined;
  const { source, metric, createMembers } = known?.fields ?? {};
  return {
    mapping: mapping.data,
    before: {
      source: typeof source === 'string' ? source : null,
      metric: typeof metric === 'string' && findRecord(master, 'metric', metric) ? metric : null,
      createMembers: createMembers === true,
    },
  };
}

/** Where the last file of these headings said it came from, when this one comes from elsewhere. */
export function lastSourceOf(master: BookState, header: readonly string[], source: string): string | null {
  const last = recordOf(master, fingerprintOf(header))?.fields['source'];
  return typeof last === 'string' && last !== source ? last : null;
}

const recordOf = (master: BookState, header: string) =>
  recordsOf(master, 'importMapping').find(({ fields }) => fields['header'] === header);

/** What has to be done so that the next file with these headings needs no questions; often nothing. */
export function rememberedMapping(
  deps: Deps,
  master: BookState,
  caller: Caller,
  used: { readonly fileName: string; readonly header: readonly string[]; readonly request: ImportRequest },
): readonly CommandRequest[] {
  // It is master data of the whole workspace, as its members are.
  if (!may(caller, 'master.edit') || caller.scope.length > 0) return [];
  const header = fingerprintOf(used.header);
  const { request } = used;
  const known = recordOf(master, header);
  // Targets of the same headings say nothing of the source of actuals.
  const said = {
    mapping: JSON.stringify(request.mapping),
    createMembers: request.createMembers,
    ...(request.purpose === 'actuals' && { source: request.source, metric: request.metric }),
  };
  if (known && Object.entries(said).every(([name, value]) => known.fields[name] === value)) return [];
  const fields = { name: used.fileName.slice(0, 120), header, ...said };
  return known
    ? [{ type: 'record.update', kind: 'importMapping', id: known.id, set: fields }]
    : [{ type: 'record.add', kind: 'importMapping', id: deps.newId(), fields }];
}
