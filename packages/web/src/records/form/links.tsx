import { isStation, kinds, type PlanRecord } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { ArrowUpRight, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/index.ts';
import { findAnywhere, nameOf, type Records } from '../core/context.ts';
import { type Incoming, incomingOf, isBegunHere } from '../core/links.ts';
import { idsOf } from '../core/show.ts';
import { fieldWord, kindPhrase, kindWord } from '../core/words.ts';
import type { RecordSubmit } from '../use-record-submit.tsx';
import { NewIncoming } from './new-incoming.tsx';

/** Shown where they stand: by their own rooms, and evidence by the part above. */
const shownElsewhere: ReadonlySet<string> = new Set(['hold', 'targetView', 'evidence']);

interface LinksProps {
  readonly records: Records;
  readonly record: PlanRecord;
  readonly submit: RecordSubmit['submit'];
  readonly onOpen: (id: string) => void;
}

/** What a record is linked with beside the chain of the method: master data, and links without a name. */
export function Links({ records, record, submit, onOpen }: LinksProps) {
  const { context } = records;
  const { t } = context;
  const [adding, setAdding] = useState<Incoming | null>(null);
  const chained = isStep(record.kind);
  const isHere = (kind: string): boolean => !shownElsewhere.has(kind) && !(chained && isStep(kind));
  const outgoing = outgoingOf(records, record).filter(({ found }) => isHere(found.kind));
  const incoming = incomingOf(context, record).filter(({ kind }) => isHere(kind));
  if (outgoing.length === 0 && incoming.length === 0) return null;
  return (
    <section className="record__part">
      <h3>{t('records.links')}</h3>
      {outgoing.map(({ name, found }) => (
        <LinkLine
          key={`${name} ${found.id}`}
          records={records}
          label={fieldWord(t, record.kind, name)}
          to={found}
          onOpen={onOpen}
        />
      ))}
      {incoming.map((link) => (
        <div key={`${link.kind} ${link.field}`} className="links">
          <div className="links__head">
            <h4>{headOf(t, link)}</h4>
            {isBegunHere(records, link.kind) && (
              <Button
                kind="quiet"
                size="small"
                icon={<Plus aria-hidden="true" />}
                onClick={() => setAdding(link)}
              >
                {t('records.add', { kind: kindPhrase(t, link.kind) })}
              </Button>
            )}
          </div>
          {link.records.map((other) => (
            <LinkLine
              key={other.id}
              records={records}
              label={fieldWord(t, link.kind, link.field)}
              to={other}
              onOpen={onOpen}
            />
          ))}
        </div>
      ))}
      {adding && (
        <NewIncoming
          {...{ context, record, submit }}
          link={adding}
          onMade={onOpen}
          onClose={() => setAdding(null)}
        />
      )}
    </section>
  );
}

function isStep(name: string): boolean {
  const kind = kinds.get(name);
  return kind !== undefined && isStation(kind);
}

function headOf(t: Translate, { kind, field, shared, records }: Incoming): string {
  const said = { kind: kindWord(t, kind), field: fieldWord(t, kind, field), count: records.length };
  return t(shared ? 'records.links.by' : 'records.links.of', said);
}

function outgoingOf({ context }: Records, record: PlanRecord) {
  return Object.entries(kinds.get(record.kind)?.fields ?? {}).flatMap(([name, field]) => {
    if (field.type !== 'reference') return [];
    return idsOf(record.fields[name]).flatMap((id) => {
      const found = findAnywhere(context, field.kinds, id);
      return found ? [{ name, found }] : [];
    });
  });
}

interface LinkLineProps {
  readonly records: Records;
  readonly label: string;
  readonly to: PlanRecord;
  readonly onOpen: (id: string) => void;
}

function LinkLine({ records, label, to, onOpen }: LinkLineProps) {
  return (
    <button type="button" className="links__line" onClick={() => onOpen(to.id)}>
      <span className="quiet">{label}</span>
      <span>{nameOf(records.context, to)}</span>
      <ArrowUpRight aria-hidden="true" size={14} />
    </button>
  );
}
