import type { CommandRequest } from '@shapan/contract';
import { type FieldValue, findRecord, kinds, type PlanRecord } from '@shapan/engine';
import { type ReactNode, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useExplain } from '../app/use-submit.ts';
import type { ApiError } from '../data/api.ts';
import { Button, Dialog } from '../design/index.ts';
import { nameOf, type Records } from './core/context.ts';
import { showValue } from './core/show.ts';
import { fieldWord } from './core/words.ts';

/** `refused` is explained, or – a collision – waits for a choice; `offline` may be tried again as it is. */
export type Sent = 'saved' | 'refused' | 'offline';

export interface RecordSubmit {
  /** `true` = done. A collision with somebody else's edit is shown and waits for a choice. */
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  /** The same, and why not. */
  readonly send: (commands: readonly CommandRequest[]) => Promise<Sent>;
  /** The dialog of a collision; put it on the page. */
  readonly dialog: ReactNode;
}

interface Collision {
  readonly commands: readonly CommandRequest[];
  readonly fields: readonly CollidedField[];
}

interface CollidedField {
  readonly record: PlanRecord;
  readonly name: string;
  readonly yours: FieldValue;
  readonly theirs: FieldValue;
}

/**
 * Change records. However it was typed, what the reader adds is theirs where nothing else is theirs to add.
 * Where somebody else was quicker, show both values and let the user choose.
 */
export function useRecordSubmit(records: Records): RecordSubmit {
  const { store, context, asOwn } = records;
  const explain = useExplain();
  const [collision, setCollision] = useState<Collision | null>(null);
  const send = async (typed: readonly CommandRequest[]): Promise<Sent> => {
    if (typed.length === 0) return 'saved';
    const commands = typed.map(asOwn);
    const result = await store.submit(commands);
    const fields = result.error?.code === 'STALE' ? collidedFields(records, commands, result.error) : [];
    if (fields.length > 0) setCollision({ commands, fields });
    else if (explain(result)) return 'saved';
    return result.error?.code === 'OFFLINE' ? 'offline' : 'refused';
  };
  const submit = async (commands: readonly CommandRequest[]): Promise<boolean> =>
    (await send(commands)) === 'saved';
  const settle = (commands: readonly CommandRequest[]): void => {
    setCollision(null);
    void submit(commands);
  };
  const dialog = collision && (
    <CollisionDialog
      records={records}
      fields={collision.fields}
      onTheirs={() =>
        settle(collision.commands.flatMap((command) => withoutCollided(command, collision.fields)))
      }
      onMine={() => settle(collision.commands.map(withoutExpectation))}
      onBoth={() =>
        settle([
          ...collision.commands.flatMap((command) => withoutCollided(command, collision.fields)),
          ...collision.fields.map((field) => asComment(context.me, field, mineText(records, field))),
        ])
      }
    />
  );
  return { submit, send, dialog };
}

function collidedFields(
  { context }: Records,
  commands: readonly CommandRequest[],
  { body }: ApiError,
): readonly CollidedField[] {
  const problems = body?.problems ?? (body ? [body] : []);
  return problems.flatMap(({ code, path = '', params }) => {
    const index = Number(/^commands\[(\d+)\]/.exec(path)?.[1] ?? 0);
    const command = commands[index];
    const name = String(params?.['field'] ?? '');
    if (code !== 'STALE' || command?.type !== 'record.update') return [];
    const record = findRecord(context.state, command.kind, command.id);
    if (!record) return [];
    const theirs = plainValue(params?.['theirs'] ?? null, command.set[name]);
    return [{ record, name, yours: (command.set[name] ?? null) as FieldValue, theirs }];
  });
}

/** Lists and places travel as JSON text in a refusal. */
function plainValue(value: string | number | boolean | null, like: unknown): FieldValue {
  if (typeof value !== 'string' || typeof like !== 'object' || like === null) return value;
  try {
    return JSON.parse(value) as FieldValue;
  } catch {
    return value;
  }
}

function withoutExpectation(command: CommandRequest): CommandRequest {
  if (command.type !== 'record.update') return command;
  const { expect: _, ...rest } = command;
  return rest;
}

/** What of a command did not collide. */
function withoutCollided(
  command: CommandRequest,
  fields: readonly CollidedField[],
): readonly CommandRequest[] {
  if (command.type !== 'record.update') return [command];
  const lost = fields.filter(({ record }) => record.id === command.id).map(({ name }) => name);
  const set = Object.fromEntries(Object.entries(command.set).filter(([name]) => !lost.includes(name)));
  return Object.keys(set).length === 0 ? [] : [{ ...withoutExpectation(command), set } as CommandRequest];
}

function asComment(author: string, { record }: CollidedField, text: string): CommandRequest {
  return { type: 'record.add', kind: 'comment', id: uuidv7(), fields: { text, author, about: record.id } };
}

function mineText({ context }: Records, field: CollidedField): string {
  const name = fieldWord(context.t, field.record.kind, field.name);
  return context.t('records.conflict.comment', {
    field: name,
    value: valueText({ context }, field, field.yours),
  });
}

function valueText(
  { context }: Pick<Records, 'context'>,
  { record, name }: CollidedField,
  value: FieldValue,
): string {
  const field = kinds.get(record.kind)?.fields[name];
  return (field && showValue(context, name, field, value, record.fields)) || context.t('records.empty');
}

interface CollisionDialogProps {
  readonly records: Records;
  readonly fields: readonly CollidedField[];
  readonly onTheirs: () => void;
  readonly onMine: () => void;
  readonly onBoth: () => void;
}

function CollisionDialog({ records, fields, onTheirs, onMine, onBoth }: CollisionDialogProps) {
  const { t } = records.context;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onTheirs()}
      dismissible={false}
      title={t('records.conflict.title')}
      closeLabel={t('records.conflict.theirs')}
      description={t('records.conflict.text')}
      footer={
        <>
          {records.context.book === 'plan' && <Button onClick={onBoth}>{t('records.conflict.both')}</Button>}
          <Button onClick={onTheirs}>{t('records.conflict.theirs')}</Button>
          <Button kind="primary" onClick={onMine}>
            {t('records.conflict.mine')}
          </Button>
        </>
      }
    >
      <dl className="conflict">
        {fields.map((field) => (
          <div key={`${field.record.id} ${field.name}`} className="conflict__field">
            <dt>
              {nameOf(records.context, field.record)} · {fieldWord(t, field.record.kind, field.name)}
            </dt>
            <dd>
              <span className="quiet">{t('records.conflict.is.theirs')}</span>{' '}
              {valueText(records, field, field.theirs)}
            </dd>
            <dd>
              <span className="quiet">{t('records.conflict.is.yours')}</span>{' '}
              {valueText(records, field, field.yours)}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
