import type { PlanRecord } from '@shapan/engine';
import type { RecordContext } from '../core/context.ts';
import type { Incoming } from '../core/links.ts';
import { NewDialog } from '../table/new-dialog.tsx';
import type { RecordSubmit } from '../use-record-submit.tsx';

interface NewIncomingProps {
  readonly context: RecordContext;
  /** What is to be named. */
  readonly record: PlanRecord;
  readonly link: Incoming;
  readonly submit: RecordSubmit['submit'];
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
}

/** A new record that names this one. */
export function NewIncoming({ record, link, ...rest }: NewIncomingProps) {
  const given = { [link.field]: link.many ? [record.id] : record.id };
  return <NewDialog {...rest} view={{ kind: link.kind, card: [] }} given={given} />;
}
