import { createHash } from 'node:crypto';
import { type CommandRequest, type ImportMapping, importMappingSchema, may } from '@shapan/contract';
import { type BookState, recordsOf } from '@shapan/engine';
import type { Deps } from '../../../deps.ts';
import type { Caller } from '../../../http/caller.ts';

const fingerprintOf = (header: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(header)).digest('hex');

/** The mapping with which a file of these headings was imported last. */
export function knownMapping(master: BookState, header: readonly string[]): ImportMapping | undefined {
  const known = recordOf(master, fingerprintOf(header));
  const mapping = known && importMappingSchema.safeParse(JSON.parse(String(known.fields['mapping'])));
  return mapping?.success ? mapping.data : undefined;
}

const recordOf = (master: BookState, header: string) =>
  recordsOf(master, 'importMapping').find(({ fields }) => fields['header'] === header);

/** What has to be done so that the next file with these headings needs no questions; often nothing. */
export function rememberedMapping(
  deps: Deps,
  master: BookState,
  caller: Caller,
  used: { readonly fileName: string; readonly header: readonly string[]; readonly mapping: ImportMapping },
): readonly CommandRequest[] {
  // It is master data of the whole workspace, as its members are.
  if (!may(caller, 'master.edit') || caller.scope.length > 0) return [];
  const header = fingerprintOf(used.header);
  const mapping = JSON.stringify(used.mapping);
  const known = recordOf(master, header);
  if (known?.fields['mapping'] === mapping) return [];
  const fields = { name: used.fileName.slice(0, 120), header, mapping };
  return known
    ? [{ type: 'record.update', kind: 'importMapping', id: known.id, set: fields }]
    : [{ type: 'record.add', kind: 'importMapping', id: deps.newId(), fields }];
}
