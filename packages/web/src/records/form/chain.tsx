import { type ChainLink, chainOf, isStation, kinds, type PlanRecord } from '@shapan/engine';
import { ArrowUpRight, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../design/index.ts';
import { nameOf, type Records } from '../core/context.ts';
import { type Incoming, incomingOf } from '../core/links.ts';
import { kindPhrase, kindWord } from '../core/words.ts';
import type { RecordSubmit } from '../use-record-submit.tsx';
import { FlawMarks } from './flaw-marks.tsx';
import { NewIncoming } from './new-incoming.tsx';

interface ChainProps {
  readonly records: Records;
  readonly record: PlanRecord;
  readonly onOpen: (id: string) => void;
}

type Submit = Pick<RecordSubmit, 'submit'>;

/** What a record rests on and what rests on it, link by link to both ends of the method. */
export function Chain({ records, record, submit, onOpen }: ChainProps & Submit) {
  const { context } = records;
  const { t } = context;
  const kind = kinds.get(record.kind);
  const chain = useMemo(() => chainOf(kinds, context.state, record), [context, record]);
  // What backs the record itself up has a part of its own.
  const restsOn = chain.restsOn.filter(({ record: to, distance }) => distance > 1 || to.kind !== 'evidence');
  if (!kind || !isStation(kind)) return null;
  return (
    <section className="record__part">
      <Side
        {...{ records, record, onOpen }}
        title={t('records.chain.restsOn')}
        further={t('records.chain.furtherBack')}
        nothing={t('records.chain.nothingBefore')}
        links={restsOn}
      />
      <Side
        {...{ records, record, onOpen }}
        title={t('records.chain.leadsTo')}
        further={t('records.chain.further')}
        nothing={t('records.chain.nothingAfter')}
        links={chain.leadsTo}
      />
      <NextSteps {...{ records, record, submit, onOpen }} />
    </section>
  );
}

interface SideProps extends ChainProps {
  readonly title: string;
  readonly further: string;
  readonly nothing: string;
  readonly links: readonly ChainLink[];
}

function Side({ title, further, nothing, links, ...rest }: SideProps) {
  const near = links.filter(({ distance }) => distance === 1);
  const far = links.filter(({ distance }) => distance > 1);
  return (
    <div className="links">
      <h3>{title}</h3>
      {links.length === 0 && <p className="quiet">{nothing}</p>}
      <Steps {...rest} links={near} />
      {far.length > 0 && (
        <div className="links links--far">
          <h4>{further}</h4>
          <Steps {...rest} links={far} />
        </div>
      )}
    </div>
  );
}

/** So many of one kind are shown at first; a target may carry thousands of tasks. */
const FIRST = 5;

function Steps({ links, ...rest }: ChainProps & { readonly links: readonly ChainLink[] }) {
  const found = [...new Set(links.map(({ record: { kind } }) => kind))];
  return found.map((kind) => (
    <OfKind key={kind} {...rest} links={links.filter(({ record: to }) => to.kind === kind)} />
  ));
}

function OfKind({ records, record, onOpen, links }: ChainProps & { readonly links: readonly ChainLink[] }) {
  const { context } = records;
  const { t } = context;
  const [shown, setShown] = useState(FIRST);
  return (
    <>
      {links.slice(0, shown).map(({ record: to, via }) => (
        <button
          key={to.id}
          type="button"
          className="links__line"
          title={via === record ? undefined : t('records.chain.via', { name: nameOf(context, via) })}
          onClick={() => onOpen(to.id)}
        >
          <span className="quiet">{kindWord(t, to.kind)}</span>
          <span>
            {nameOf(context, to)} <FlawMarks context={context} record={to} />
          </span>
          <ArrowUpRight aria-hidden="true" size={14} />
        </button>
      ))}
      {links.length > shown && (
        <Button kind="quiet" size="small" onClick={() => setShown(shown + FIRST * 10)}>
          {t('records.chain.more', { count: Math.min(links.length - shown, FIRST * 10) })}
        </Button>
      )}
    </>
  );
}

/** A button for each kind of record that may name this one: the next step of the method, begun from here. */
function NextSteps({ records, record, submit, onOpen }: ChainProps & Submit) {
  const { context } = records;
  const { t } = context;
  const [adding, setAdding] = useState<Incoming | null>(null);
  const next = incomingOf(context, record).filter(
    ({ kind: name, field }, i, all) =>
      records.mayAdd(name) && continues(name, field) && all.findIndex(({ kind }) => kind === name) === i,
  );
  if (next.length === 0) return null;
  return (
    <div className="links__next">
      {next.map((link) => (
        <Button
          key={link.kind}
          kind="quiet"
          size="small"
          icon={<Plus aria-hidden="true" />}
          onClick={() => setAdding(link)}
        >
          {t('records.add', { kind: kindPhrase(t, link.kind) })}
        </Button>
      ))}
      {adding && (
        <NewIncoming
          {...{ context, record, submit }}
          link={adding}
          onMade={onOpen}
          onClose={() => setAdding(null)}
        />
      )}
    </div>
  );
}

/** Evidence has a part of its own, targets are defined in their room. */
function continues(name: string, field: string): boolean {
  const kind = kinds.get(name);
  const reference = kind?.fields[field];
  if (!kind || !isStation(kind) || name === 'target' || name === 'evidence') return false;
  return reference?.type === 'reference' && reference.ahead !== true;
}
