import { recordsOf } from '@shapan/engine';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { useWorkspace } from '../../data/hooks.tsx';
import { buttonClass, Callout, PageHeader, Panel, Tabs } from '../../design/index.ts';
import { RecordDrawer, RecordTable, useRecordSubmit, useRecords } from '../../records/index.ts';
import { Calendar } from './calendar.tsx';
import { Dimensions } from './dimensions.tsx';
import { Imports } from './imports.tsx';
import { departmentView, metricView, rateView } from './view.ts';
import './data.css';

const tabs = ['dimensions', 'metrics', 'departments', 'calendar', 'imports'] as const;
type Tab = (typeof tabs)[number];

/** Master data of the workspace: what every plan stands on. */
export function Page() {
  const records = useRecords();
  const { context, mayEdit } = records;
  const { t } = context;
  const { workspace, may } = useWorkspace();
  const { submit, dialog } = useRecordSubmit(records);
  const [tab, setTab] = useTab();
  const count = (kind: string): number => recordsOf(context.master, kind).length;
  const metrics = (
    <div className="data__parts">
      <RecordTable view={metricView} hint label={t('kind.metric.plural')} empty={t('data.metrics.empty')} />
      <section className="records">
        <h2 className="data__title">{t('kind.fxRate.plural')}</h2>
        <p className="data__wholes">{t('data.rates.text')}</p>
        <RecordTable view={rateView} label={t('kind.fxRate.plural')} empty={t('data.rates.empty')} />
      </section>
    </div>
  );
  return (
    <>
      <PageHeader
        title={t('app.data')}
        summary={t('data.summary')}
        actions={
          may('actuals.import') && (
            <Link
              to="/w/$workspace/data/import"
              params={{ workspace: workspace.id }}
              className={buttonClass('primary')}
            >
              <Upload aria-hidden="true" size={16} />
              {t('data.import')}
            </Link>
          )
        }
      />
      {!mayEdit && <Callout tone="neutral">{t('data.readOnly')}</Callout>}
      <Panel>
        <Tabs
          label={t('app.data')}
          value={tab}
          onChange={setTab}
          items={[
            {
              value: 'dimensions',
              label: t('kind.dimension.plural'),
              count: count('dimension'),
              content: <Dimensions records={records} submit={submit} />,
            },
            { value: 'metrics', label: t('kind.metric.plural'), count: count('metric'), content: metrics },
            {
              value: 'departments',
              label: t('kind.department.plural'),
              count: count('department'),
              content: (
                <RecordTable
                  view={departmentView}
                  hint
                  label={t('kind.department.plural')}
                  empty={t('data.departments.empty')}
                />
              ),
            },
            {
              value: 'calendar',
              label: t('data.calendar'),
              content: <Calendar records={records} submit={submit} />,
            },
            {
              value: 'imports',
              label: t('data.imports'),
              count: count('import'),
              content: <Imports records={records} />,
            },
          ]}
        />
      </Panel>
      <RecordDrawer />
      {dialog}
    </>
  );
}

function useTab(): readonly [Tab, (tab: Tab) => void] {
  const { tab } = useSearch({ strict: false }) as { readonly tab?: unknown };
  const navigate = useNavigate();
  const shown = tabs.find((one) => one === tab) ?? 'dimensions';
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
