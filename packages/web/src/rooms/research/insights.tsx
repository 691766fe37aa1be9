import { kinds, type PlanRecord, recordsOf } from '@shapan/engine';
import { formatDate, type Translate } from '@shapan/i18n';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, SegmentedControl, StatusTag } from '../../design/index.ts';
import {
  FlawMarks,
  fieldWord,
  kindPhrase,
  NewDialog,
  nameOf,
  optionWord,
  type RecordSubmit,
  type Records,
  RecordTable,
  showValue,
  useOpenRecord,
} from '../../records/index.ts';
import { answerView, type InsightKind, insightFacts, insightView, type Making, painView } from './view.ts';
import './insights.css';

interface InsightsProps {
  readonly records: Records;
  readonly submit: RecordSubmit['submit'];
  readonly kind: InsightKind;
}

/** What is known of the market, the customers or the competitors: a card for each finding. */
export function Insights({ records, submit, kind }: InsightsProps) {
  const { context, mayAdd } = records;
  const { t } = context;
  const [, open] = useOpenRecord();
  const [adding, setAdding] = useState<Making | null>(null);
  const insights = recordsOf(context.state, kind);
  const [as, show] = useListedAs();
  const add = mayAdd(kind) && (
    <Button
      size="small"
      icon={<Plus aria-hidden="true" />}
      onClick={() => setAdding({ view: insightView(kind), given: {} })}
    >
      {t('records.add', { kind: kindPhrase(t, kind) })}
    </Button>
  );
  if (as === 'table')
    return (
      <>
        <ListedAs t={t} as={as} show={show} />
        <RecordTable
          view={insightView(kind)}
          hint
          label={t(`kind.${kind}.plural`)}
          empty={t(`research.empty.${kind}`)}
        />
        {kind === 'customerInsight' && (
          <section className="insights__more">
            <h3>{t('research.pains')}</h3>
            <RecordTable view={painView} label={t('research.pains')} empty={t('research.comparison.empty')} />
          </section>
        )}
        {kind === 'competitorInsight' && (
          <section className="insights__more">
            <h3>{t('kind.painAnswer.plural')}</h3>
            <RecordTable
              view={answerView}
              label={t('kind.painAnswer.plural')}
              empty={t('research.comparison.empty')}
            />
          </section>
        )}
      </>
    );
  return (
    <>
      <ListedAs t={t} as={as} show={show} />
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
                onOpen={open}
                onPain={(customer) => setAdding({ view: painView, given: { customer } })}
              />
            ))}
          </ul>
          <div className="insights__add">{add}</div>
        </>
      )}
      {adding && (
        <NewDialog
          context={context}
          {...adding}
          submit={submit}
          onMade={open}
          onClose={() => setAdding(null)}
        />
      )}
    </>
  );
}

type As = 'cards' | 'table';

/** As cards to read, or as a table to type, paste and import into: it stands in the address. */
function useListedAs(): readonly [As, (as: As) => void] {
  const { as } = useSearch({ strict: false }) as { readonly as?: unknown };
  const navigate = useNavigate();
  const show = (next: As): void =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, as: next === 'table' ? next : undefined }),
      replace: true,
      resetScroll: false,
    });
  return [as === 'table' ? 'table' : 'cards', show];
}

function ListedAs({
  t,
  as,
  show,
}: {
  readonly t: Translate;
  readonly as: As;
  readonly show: (as: As) => void;
}) {
  return (
    <div className="insights__as screen-only">
      <SegmentedControl<As>
        label={t('research.as')}
        value={as}
        onChange={show}
        segments={[
          { value: 'cards', label: t('research.as.cards') },
          { value: 'table', label: t('research.as.table') },
        ]}
      />
    </div>
  );
}

const tones = { high: 'good', medium: 'neutral' } as const;

interface InsightProps {
  readonly records: Records;
  readonly insight: PlanRecord;
  readonly kind: InsightKind;
  readonly onOpen: (id: string) => void;
  readonly onPain: (customer: string) => void;
}

function Insight({ records, insight, kind, onOpen, onPain }: InsightProps) {
  const { context } = records;
  const { t } = context;
  const { fields } = insight;
  const facts = ['coordinate', ...insightFacts[kind]].flatMap((name) => {
    const field = kinds.get(kind)?.fields[name];
    const text = field ? showValue(context, name, field, fields[name]) : '';
    return text === '' ? [] : [{ name, text }];
  });
  const confidence = fields['confidence'];
  const used = usesOf(context.state, insight.id);
  return (
    <li className="insight">
      <button type="button" className="insight__open" onClick={() => onOpen(insight.id)}>
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
      {kind === 'customerInsight' && <Pains {...{ records, onOpen, onPain }} customer={insight.id} />}
      <p className="insight__foot">
        {typeof confidence === 'string' && confidence !== 'low' && (
          <StatusTag tone={tones[confidence as keyof typeof tones] ?? 'neutral'} plain>
            {fieldWord(t, kind, 'confidence')} {optionWord(t, 'confidence', confidence)}
          </StatusTag>
        )}
        <FlawMarks context={context} record={insight} />
        {typeof fields['asOf'] === 'string' && (
          <span className="quiet">{t('research.asOf', { date: formatDate(fields['asOf'], t.locale) })}</span>
        )}
        <span className="quiet">{used > 0 ? t('research.used', { count: used }) : t('research.unused')}</span>
        {typeof fields['source'] === 'string' && <span className="quiet">{fields['source']}</span>}
      </p>
    </li>
  );
}

interface PainsProps extends Pick<InsightProps, 'records' | 'onOpen' | 'onPain'> {
  readonly customer: string;
}

/** What troubles these customers: each a record of its own, so that answers and differentiators can name it. */
function Pains({ records: { context, mayAdd }, customer, onOpen, onPain }: PainsProps) {
  const { t, state } = context;
  const pains = recordsOf(state, 'painPoint').filter(({ fields }) => fields['customer'] === customer);
  return (
    <div className="insight__pains" role="group" aria-label={t('research.pains')}>
      {pains.map((pain) => (
        <button key={pain.id} type="button" className="insight__pain" onClick={() => onOpen(pain.id)}>
          {nameOf(context, pain)}
        </button>
      ))}
      {mayAdd('painPoint') && (
        <Button kind="quiet" size="small" icon={<Plus aria-hidden="true" />} onClick={() => onPain(customer)}>
          {t('research.pains.add')}
        </Button>
      )}
    </div>
  );
}

/** How many strategies, initiatives, targets and risks stand on an insight. */
function usesOf(state: Records['context']['state'], id: string): number {
  return ['target', 'strategy', 'initiative', 'risk']
    .flatMap((kind) => recordsOf(state, kind))
    .filter(({ fields }) => Array.isArray(fields['evidence']) && fields['evidence'].includes(id)).length;
}
