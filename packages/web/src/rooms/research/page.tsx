import { flawsOf, recordsOf } from '@shapan/engine';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHeader, Panel, Tabs, usePrinting } from '../../design/index.ts';
import { RecordTable, useRecordRoom } from '../../records/index.ts';
import { Assumptions } from './assumptions.tsx';
import { Comparison } from './comparison.tsx';
import { Insights } from './insights.tsx';
import { Means } from './means.tsx';
import { assumptionView, type InsightKind, insightKinds, resourceView } from './view.ts';

/** Step 1: what is known of the market, the customers and the competitors, and of our own means. */
export function Page() {
  const { layers, ...picture } = useRecordRoom();
  const { records, submit } = picture;
  const { context } = records;
  const { t } = context;
  const [tab, setTab] = useTab();
  const printing = usePrinting();
  const count = (kind: string): number => recordsOf(context.state, kind).length;
  const insights = insightKinds.reduce((sum, kind) => sum + count(kind), 0);
  const known = [...insightKinds, 'assumption'].flatMap((kind) => recordsOf(context.state, kind));
  const flawed = known.filter((record) => flawsOf(record, context.today).length > 0).length;
  const shaky = recordsOf(context.state, 'assumption').filter(
    ({ fields }) => fields['status'] === 'weak' || fields['status'] === 'broken',
  ).length;
  const summary = [
    t('research.summary', { insights, assumptions: count('assumption'), shaky }),
    flawed > 0 ? t('research.summary.flawed', { count: flawed }) : '',
  ];
  return (
    <>
      <PageHeader
        title={t('app.room.research')}
        summary={known.length === 0 ? t('research.summary.none') : summary.join(' ').trim()}
      />
      {/* On paper nothing can be opened: what stands behind each other there stands one below the other here. */}
      {printing ? (
        insightKinds.map((kind) => (
          <Panel key={kind} title={t(`kind.${kind}.plural`)}>
            <Insights records={records} submit={submit} kind={kind} />
          </Panel>
        ))
      ) : (
        <Panel>
          <Tabs
            label={t('research.insights')}
            value={tab}
            onChange={setTab}
            items={insightKinds.map((kind) => ({
              value: kind,
              label: t(`kind.${kind}.plural`),
              count: count(kind),
              content: <Insights records={records} submit={submit} kind={kind} />,
            }))}
          />
        </Panel>
      )}
      <Comparison {...picture} />
      <Panel title={t('kind.resource.plural')}>
        <Means {...picture} />
        <RecordTable
          view={resourceView}
          hint
          label={t('kind.resource.plural')}
          empty={t('research.empty.resource')}
        />
      </Panel>
      <Panel title={t('kind.assumption.plural')}>
        <Assumptions {...picture} />
        <RecordTable
          view={assumptionView}
          label={t('kind.assumption.plural')}
          empty={t('research.empty.assumption')}
        />
      </Panel>
      {layers}
    </>
  );
}

function useTab(): readonly [InsightKind, (tab: InsightKind) => void] {
  const { tab } = useSearch({ strict: false }) as { readonly tab?: unknown };
  const navigate = useNavigate();
  const shown = insightKinds.find((kind) => kind === tab) ?? 'marketInsight';
  return [
    shown,
    (next) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, tab: next }),
        replace: true,
        resetScroll: false,
      }),
  ];
}
