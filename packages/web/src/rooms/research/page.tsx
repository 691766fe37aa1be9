import { recordsOf } from '@shapan/engine';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHeader, Panel, Tabs } from '../../design/index.ts';
import { kindWord, RecordDrawer, RecordTable, useRecordSubmit, useRecords } from '../../records/index.ts';
import { Insights } from './insights.tsx';
import { assumptionView, type InsightKind, insightKinds, resourceView } from './view.ts';

/** Step 1: what is known of the market, the customers and the competitors, and of our own means. */
export function Page() {
  const records = useRecords();
  const { context } = records;
  const { t } = context;
  const { submit, dialog } = useRecordSubmit(records);
  const [tab, setTab] = useTab();
  const count = (kind: string): number => recordsOf(context.state, kind).length;
  const insights = insightKinds.reduce((sum, kind) => sum + count(kind), 0);
  const shaky = recordsOf(context.state, 'assumption').filter(
    ({ fields }) => fields['status'] === 'weak' || fields['status'] === 'broken',
  ).length;
  return (
    <>
      <PageHeader
        title={t('app.room.research')}
        summary={
          insights === 0
            ? t('research.summary.none')
            : t('research.summary', { insights, assumptions: count('assumption'), shaky })
        }
      />
      <Panel>
        <Tabs
          label={t('research.insights')}
          value={tab}
          onChange={setTab}
          items={insightKinds.map((kind) => ({
            value: kind,
            label: kindWord(t, kind),
            count: count(kind),
            content: <Insights records={records} submit={submit} kind={kind} />,
          }))}
        />
      </Panel>
      <Panel title={t('kind.resource.plural')}>
        <RecordTable
          view={resourceView}
          hint
          label={t('kind.resource.plural')}
          empty={t('research.empty.resource')}
        />
      </Panel>
      <Panel title={t('kind.assumption.plural')}>
        <RecordTable
          view={assumptionView}
          label={t('kind.assumption.plural')}
          empty={t('research.empty.assumption')}
        />
      </Panel>
      <RecordDrawer />
      {dialog}
    </>
  );
}

function useTab(): readonly [InsightKind, (tab: InsightKind) => void] {
  const { tab } = useSearch({ strict: false }) as { readonly tab?: unknown };
  const navigate = useNavigate();
  const shown = insightKinds.find((kind) => kind === tab) ?? 'marketInsight';
  return [
    shown,
    (next) => void navigate({ to: '.', search: (before) => ({ ...before, tab: next }), replace: true }),
  ];
}
