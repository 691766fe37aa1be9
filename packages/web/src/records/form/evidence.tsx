import { EVIDENCE_FILE_BYTES } from '@shapan/contract';
import { kinds, kindsLedTo, type PlanRecord, recordsOf } from '@shapan/engine';
import { Link as LinkIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/index.ts';
import { nameOf, type RecordContext, type Records } from '../core/context.ts';
import { idsOf } from '../core/show.ts';
import type { RecordSubmit } from '../use-record-submit.tsx';
import { EvidenceLinkDialog } from './evidence-link-dialog.tsx';
import { EvidenceSource, sizeText } from './evidence-source.tsx';
import { UploadButton } from './evidence-upload.tsx';
import { FlawMarks } from './flaw-marks.tsx';

const supports = kinds.get('evidence')?.fields['supports'];
const supported: ReadonlySet<string> = new Set(supports ? kindsLedTo(supports) : []);

/** The evidence that names a record, oldest first. */
export const evidenceFor = ({ state }: Pick<RecordContext, 'state'>, id: string): readonly PlanRecord[] =>
  recordsOf(state, 'evidence').filter(({ fields }) => idsOf(fields['supports']).includes(id));

interface EvidenceProps {
  readonly records: Records;
  readonly record: PlanRecord;
  readonly submit: RecordSubmit['submit'];
  readonly onOpen: (id: string) => void;
}

/** What backs a record up: pages of the web and files, each with what may be wrong with it. */
export function Evidence({ records, record, submit, onOpen }: EvidenceProps) {
  const { context, mayAdd } = records;
  const { t } = context;
  const [linking, setLinking] = useState(false);
  if (context.book !== 'plan' || !supported.has(record.kind)) return null;
  const found = evidenceFor(context, record.id);
  const given = givenBy(context, record);
  return (
    <section className="record__part">
      <h3>{t('records.evidence', { count: found.length })}</h3>
      {found.length === 0 && <p className="quiet">{t('records.evidence.none')}</p>}
      <ul className="evidence">
        {found.map((one) => (
          <li key={one.id} className="evidence__one">
            <button
              type="button"
              className="evidence__name"
              aria-label={t('records.evidence.details', { name: nameOf(context, one) })}
              onClick={() => onOpen(one.id)}
            >
              {nameOf(context, one)}
            </button>
            <FlawMarks context={context} record={one} />
            <EvidenceSource records={records} record={one} />
          </li>
        ))}
      </ul>
      {mayAdd('evidence') && (
        <>
          <div className="links__next">
            <Button
              kind="quiet"
              size="small"
              icon={<LinkIcon aria-hidden="true" />}
              onClick={() => setLinking(true)}
            >
              {t('records.evidence.link')}
            </Button>
            <UploadButton records={records} given={given} />
          </div>
          <p className="quiet evidence__hint">
            {t('records.evidence.hint', { size: sizeText(t.locale, EVIDENCE_FILE_BYTES) })}
          </p>
        </>
      )}
      {linking && <EvidenceLinkDialog {...{ context, given, submit }} onClose={() => setLinking(false)} />}
    </section>
  );
}

/** What evidence for a record says before anybody says anything: whom it supports, who gives it, and where it lies. */
function givenBy({ me }: RecordContext, record: PlanRecord) {
  const { coordinate } = record.fields;
  return { supports: [record.id], author: me, ...(coordinate && { coordinate }) };
}
