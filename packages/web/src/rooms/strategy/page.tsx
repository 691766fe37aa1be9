import { type PlanRecord, recordsOf } from '@shapan/engine';
import { Later } from '../../app/open-plan.tsx';
import { PageHeader, Panel } from '../../design/index.ts';
import { RecordDrawer, RecordTable, useRecords } from '../../records/index.ts';
import { CoveragePanel } from './coverage/coverage-panel.tsx';
import { ToCoverage } from './coverage/to-coverage.tsx';
import { contributionView, differentiatorView, initiativeView, strategyView } from './view.ts';

/** Step 2: the directions chosen, the initiatives that carry them, and what only this offer has. */
export function Page() {
  const { context } = useRecords();
  const { t } = context;
  const initiatives = recordsOf(context.state, 'initiative');
  const unowned = initiatives.filter(({ fields }) => !fields['accountable']).length;
  const summary = t('strategy.summary', {
    directions: recordsOf(context.state, 'strategy').length,
    initiatives: initiatives.length,
    unowned,
  });
  return (
    <>
      <PageHeader
        title={t('app.room.strategy')}
        summary={initiatives.length === 0 ? t('strategy.summary.none') : summary}
      />
      <Panel title={t('template.T2')}>
        <RecordTable view={initiativeView} hint label={t('template.T2')} empty={t('strategy.empty')} />
      </Panel>
      <div id="coverage">
        <Later>
          <CoveragePanel />
        </Later>
      </div>
      {initiatives.length > 0 && (
        <Panel title={t('kind.contribution.plural')}>
          <RecordTable
            view={contributionView}
            label={t('kind.contribution.plural')}
            empty={t('coverage.contributions.empty')}
          />
        </Panel>
      )}
      <Panel title={t('kind.strategy.plural')}>
        <RecordTable
          view={strategyView}
          label={t('kind.strategy.plural')}
          empty={t('strategy.directions.empty')}
        />
      </Panel>
      <Panel title={t('kind.differentiator.plural')}>
        <RecordTable
          view={differentiatorView}
          label={t('kind.differentiator.plural')}
          empty={t('strategy.differentiators.empty')}
        />
      </Panel>
      <RecordDrawer beside={toCoverage} />
    </>
  );
}

const toCoverage = (record: PlanRecord) => <ToCoverage record={record} />;
