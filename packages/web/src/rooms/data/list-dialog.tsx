import type { CommandRequest } from '@shapan/contract';
import { recordsOf } from '@shapan/engine';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { Button, Callout, Combobox, Dialog, Field, TextArea } from '../../design/index.ts';
import { nameOf, type RecordContext } from '../../records/index.ts';
import { type ListedMember, readIndentedList } from './indented-list.ts';
import { memberTree } from './member-tree.ts';

/** Lines that the preview shows; all of them are added. */
const MOST_SHOWN = 200;

interface ListDialogProps {
  readonly context: RecordContext;
  readonly dimension: string;
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/** A whole tree at once, from an indented list. */
export function ListDialog({ context, dimension, submit, onClose }: ListDialogProps) {
  const { t } = context;
  const [text, setText] = useState('');
  /** The whole list goes below this member; to the top without one. */
  const [parent, setParent] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const places = memberTree(context.master, dimension, new Set());
  const listed = readIndentedList(text);
  const taken = takenCodes(context, dimension, listed);
  const add = async (): Promise<void> => {
    setBusy(true);
    const done = await submit(listCommands(dimension, parent ?? undefined, listed));
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      size="wide"
      dismissible={text === ''}
      onOpenChange={(open) => !open && onClose()}
      title={t('data.list')}
      closeLabel={t('records.close')}
      description={t('data.list.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={listed.length === 0 || taken.length > 0}
            onClick={() => void add()}
          >
            {t('data.list.add', { count: listed.length })}
          </Button>
        </>
      }
    >
      <div className="data__list data__paste">
        <Field label={t('data.list.label')} hint={t('data.list.hint')}>
          <TextArea
            value={text}
            onChange={setText}
            rows={12}
            spellCheck={false}
            placeholder={t('data.list.example')}
          />
        </Field>
        <div className="records__form">
          {places.length > 0 && (
            <Field label={t('data.move.below')}>
              <Combobox
                value={parent}
                onChange={setParent}
                choices={places.map(({ record }) => ({ value: record.id, label: nameOf(context, record) }))}
                emptyText={t('records.grid.noChoice')}
                openLabel={t('records.choose')}
                clearLabel={t('records.clear')}
                placeholder={t('data.move.top')}
              />
            </Field>
          )}
          {listed.length > 0 && <p className="quiet">{t('data.list.preview')}</p>}
          {taken.length > 0 && (
            <Callout tone="bad">{t('data.list.taken', { codes: taken.join(t('records.comma')) })}</Callout>
          )}
          <ul className="data__preview">
            {listed.slice(0, MOST_SHOWN).map(({ name, code, depth }, index) => (
              // A list of lines: the place is what tells two of the same name apart.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index} style={{ paddingInlineStart: depth * 20 }}>
                {name} {code !== undefined && <span className="quiet">{code}</span>}
              </li>
            ))}
            {listed.length > MOST_SHOWN && (
              <li className="quiet">{t('data.list.more', { count: listed.length - MOST_SHOWN })}</li>
            )}
          </ul>
        </div>
      </div>
    </Dialog>
  );
}

/** Codes that would be there twice: in the list itself, or already in the dimension. */
function takenCodes(
  { master }: RecordContext,
  dimension: string,
  listed: readonly ListedMember[],
): readonly string[] {
  const seen = new Set(
    recordsOf(master, 'dimensionMember')
      .filter(({ fields }) => fields['dimension'] === dimension)
      .map(({ fields }) => fields['code']),
  );
  return listed.flatMap(({ code }) => {
    if (code === undefined) return [];
    if (seen.has(code)) return [code];
    seen.add(code);
    return [];
  });
}

function listCommands(
  dimension: string,
  top: string | undefined,
  listed: readonly ListedMember[],
): readonly CommandRequest[] {
  const ids = listed.map(() => uuidv7());
  return listed.map(({ name, code, parent }, index): CommandRequest => {
    const above = parent === undefined ? top : ids[parent];
    return {
      type: 'record.add',
      kind: 'dimensionMember',
      id: ids[index] as string,
      fields: {
        dimension,
        name,
        order: index,
        ...(code !== undefined && { code }),
        ...(above !== undefined && { parent: above }),
      },
    };
  });
}
