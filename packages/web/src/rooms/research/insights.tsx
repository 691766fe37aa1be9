import { kinds, type PlanRecord, recordsOf } from '@shapan/engine';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, StatusTag } from '../../design/index.ts';
import {
  fieldWord,
  kindPhrase,
  NewDialog,
  nameOf,
  optionWord,
  type RecordSubmit,
  type Records,
  showValue,
  useOpenRecord,
} from '../../records/index.ts';
import { type InsightKind, insightFacts, insightView } from './view.ts';
import './insights.css';

interface InsightsProps {
  readonly records: Records;
  readonly submit: RecordSubmit['submit'];
  readonly kind: InsightKind;
}

/** What is known of the market, the customers or the competitors: a card for each finding. */
export function Insights({ records, submit, kind }: InsightsProps) {
  const { context, mayEdit } = records;
  const { t } = context;
  const [, open] = useOpenRecord();
  const [adding, setAdding] = useState(false);
  const insights = recordsOf(context.state, kind);
  const add = mayEdit && (
    <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('records.add', { kind: kindPhrase(t, kind) })}
    </Button>
  );
  return (
    <>
      {insights.length === 0 ? (
        <EmptyState text={t(`research.empty.${kind}`)} action={add} />
      ) : (
        <>
          <ul className="insights">
            {insights.map((insight) => (
              <Insight
                key={insight.id}
                records={records}
                insight={insight}
                kind={kind}
                onOpen={() => open(insight.id)}
              />
            ))}
          </ul>
          <div className="insights__add">{add}</div>
        </>
      )}
      {adding && (
        <NewDialog
          context={context}
          view={insightView(kind)}
          given={{}}
          submit={submit}
          onMade={open}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

const tones = { high: 'good', medium: 'warn', low: 'neutral' } as const;

interface InsightProps {
  readonly records: Records;
  readonly insight: PlanRecord;
  readonly kind: InsightKind;
  readonly onOpen: () => void;
}

function Insight({ records: { context }, insight, kind, onOpen }: InsightProps) {
  const { t } = context;
  const { fields } = insight;
  const facts = ['coordinate', ...insightFacts[kind]].flatMap((name) => {
    const field = kinds.get(kind)?.fields[name];
    const text = field ? showValue(context, name, field, fields[name]) : '';
    return text === '' ? [] : [{ name, text }];
  });
  const confidence = fields['confidence'];
  const expired = typeof fields['expires'] === 'string' && fields['expires'] < context.today;
  const used = usesOf(context.state, insight.id);
  return (
    <li className="insight">
      <button type="button" className="insight__open" onClick={onOpen}>
        {nameOf(context, insight)}
      </button>
      <dl className="insight__facts">
        {facts.map(({ name, text }) => (
          <div key={name}>
            <dt>{fieldWord(t, kind, name)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="insight__foot">
        {typeof confidence === 'string' && (
          <StatusTag tone={tones[confidence as keyof typeof tones] ?? 'neutral'} plain>
            {fieldWord(t, kind, 'confidence')} {optionWord(t, 'confidence', confidence)}
          </StatusTag>
        )}
        {expired && (
          <StatusTag tone="warn" plain>
            {t('research.expired')}
          </StatusTag>
        )}
        <span className="quiet">{used > 0 ? t('research.used', { count: used }) : t('research.unused')}</span>
        {typeof fields['source'] === 'string' && <span className="quiet">{fields['source']}</span>}
      </p>
    </li>
  );
}

/** How many strategies and initiatives stand on an insight. */
function usesOf(state: Records['context']['state'], id: string): number {
  const standing = [...recordsOf(state, 'strategy'), ...recordsOf(state, 'initiative')];
  return standing.filter(({ fields }) => Array.isArray(fields['evidence']) && fields['evidence'].includes(id))
    .length;
}
