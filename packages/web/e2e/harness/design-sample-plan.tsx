import { Download, Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import {
  Breadcrumb,
  BreakdownBars,
  BulletLegend,
  BulletRow,
  Button,
  type Column,
  DataTable,
  IconButton,
  KeyFigure,
  KeyFigures,
  PaceChart,
  PageHeader,
  Panel,
  ProgressBar,
  type SortOrder,
  Sparkline,
  StatusTag,
  type Tone,
} from '../../src/design/index.ts';
import type { SampleProps, Say } from './design-say.ts';

interface Region {
  readonly id: string;
  readonly name: readonly [zh: string, en: string];
  readonly target: number;
  readonly actual: number;
  readonly trend: readonly (number | null)[];
  readonly tone: Tone;
}

const regions: readonly Region[] = [
  {
    id: 'e',
    name: ['华东区', 'East China'],
    target: 210,
    actual: 142,
    trend: [12, 14, 13, 18, 21, 20, 24],
    tone: 'warn',
  },
  {
    id: 's',
    name: ['华南区', 'South China'],
    target: 150,
    actual: 118,
    trend: [8, 11, 12, 15, 17, 18, 19],
    tone: 'good',
  },
  {
    id: 'n',
    name: ['华北区', 'North China'],
    target: 90,
    actual: 41,
    trend: [9, 8, 8, 6, 5, 4, 3],
    tone: 'bad',
  },
  {
    id: 'w',
    name: [
      '西南区（四川、重庆、云南、贵州与西藏自治区重点城市群）',
      'Southwest, including the Sichuan and Chongqing city clusters',
    ],
    target: 50,
    actual: 37,
    trend: [null, null, 4, 6, 8, 9, 10],
    tone: 'trigger',
  },
];
const words: Readonly<Record<Tone, readonly [string, string]>> = {
  good: ['正常', 'On track'],
  warn: ['关注', 'Watch'],
  bad: ['落后', 'Behind'],
  trigger: ['已触发', 'Triggered'],
  whatif: ['试算', 'What-if'],
  neutral: ['未开始', 'Not started'],
};
const weeks = [38, 76, 115, 154, 193, 232, 271, 310, 349, 388, 427, 464, 500];
const done = [31, 66, 98, 137, 171, 208, 243, 279, 308, 338];
const number = new Intl.NumberFormat('zh-CN', { useGrouping: true });
const signed = (amount: number) => (amount < 0 ? `−${number.format(-amount)}` : `+${number.format(amount)}`);
const percent = (share: number) => `${Math.round(share * 100)}%`;

export function PlanSample({ say }: SampleProps) {
  return (
    <>
      <PageHeader
        path={
          <Breadcrumb
            label={say('位置', 'Location')}
            crumbs={[
              { id: 'plans', content: <a href="#plans">{say('计划', 'Plans')}</a> },
              { id: 'plan', content: say('第三季度冲刺', 'Q3 sprint') },
            ]}
          />
        }
        title={say('2026 年第三季度冲刺', 'Q3 2026 sprint')}
        status={<StatusTag tone="warn">{say('关注', 'Watch')}</StatusTag>}
        summary={say(
          '按当前速度，季末约 462 万，差 38 万；追上目标，余下每周需 54 万。',
          'At the current pace the quarter ends near ¥4.62m, ¥0.38m short; closing the gap takes ¥0.54m a week.',
        )}
        actions={
          <>
            <Button icon={<Download />}>{say('导出', 'Export')}</Button>
            <Button kind="primary" icon={<Plus />}>
              {say('记录实际', 'Record actuals')}
            </Button>
          </>
        }
      />
      <Figures say={say} />
      <div className="gallery__wide">
        <Panel
          title={say('累计进度', 'Cumulative pace')}
          note={say('单位：万元', 'Unit: ¥10k')}
          actions={<IconButton label={say('更多', 'More')} icon={<Ellipsis />} size="small" />}
        >
          <Pace say={say} />
        </Panel>
        <div className="gallery__stack">
          <Panel title={say('分区达成', 'By region')}>
            <BulletLegend
              actual={say('实际', 'Actual')}
              target={say('目标', 'Target')}
              elapsed={say('时间进度', 'Time passed')}
            />
            {regions.map((region) => (
              <BulletRow
                key={region.id}
                name={say(...region.name)}
                actual={region.actual}
                target={region.target}
                scale={220}
                elapsed={0.75}
                tone={region.tone}
                label={`${say(...region.name)} ${region.actual} / ${region.target}`}
                value={percent(region.actual / region.target)}
              />
            ))}
          </Panel>
          <Panel title={say('缺口构成', 'What the gap is made of')}>
            <BreakdownBars
              label={say('缺口的构成', 'Parts of the gap')}
              headings={{ name: say('原因', 'Cause'), bar: say('图', 'Bar'), amount: say('万元', '¥10k') }}
              format={signed}
              parts={[
                { id: 'volume', name: say('客户数', 'Customers'), amount: -31, tone: 'bad' },
                { id: 'price', name: say('单价', 'Price'), amount: 12, tone: 'good' },
                { id: 'mix', name: say('结构', 'Mix'), amount: -7, tone: 'bad' },
                { id: 'timing', name: say('时间差', 'Timing'), amount: -12, tone: 'bad' },
              ]}
            />
          </Panel>
        </div>
      </div>
      <Regions say={say} />
    </>
  );
}

function Figures({ say }: SampleProps) {
  return (
    <KeyFigures>
      <KeyFigure
        label={say('目标', 'Target')}
        value="500"
        unit={say('万元', '× ¥10k')}
        note={say('三区分解，已审批', 'Three regions, approved')}
      />
      <KeyFigure
        label={say('实际', 'Actual')}
        value="338"
        unit={say('万元', '× ¥10k')}
        note={
          <Sparkline
            label={say('每周实际', 'Weekly actuals')}
            values={[31, 35, 32, 39, 34, 37, 35, 36, 29, 30]}
          />
        }
      />
      <KeyFigure
        label={say('完成率', 'Attainment')}
        value="67.6"
        unit="%"
        note={
          <ProgressBar
            value={0.676}
            elapsed={0.769}
            tone="warn"
            label={say('完成 68%，时间已过 77%', '68% done, 77% of time passed')}
          />
        }
      />
      <KeyFigure
        label={say('缺口', 'Gap')}
        value="−38"
        unit={say('万元', '× ¥10k')}
        note={
          <StatusTag tone="warn" plain>
            {say('时间进度 77%', '77% of time passed')}
          </StatusTag>
        }
      />
      <KeyFigure
        label={say('达成概率', 'Chance')}
        value="41"
        unit="%"
        note={say('P10 428 万 · P90 493 万', 'P10 428 · P90 493')}
      />
    </KeyFigures>
  );
}

function Pace({ say }: SampleProps) {
  return (
    <PaceChart
      label={say('累计目标与实际，第 10 周落后 50 万', 'Cumulative target and actual; 50 behind in week 10')}
      tableLabel={say('查看数据', 'Show the numbers')}
      height={300}
      elapsedIndex={9}
      format={(amount) => number.format(amount)}
      words={{
        period: say('周', 'Week'),
        target: say('目标', 'Target'),
        actual: say('实际', 'Actual'),
        forecast: say('预测', 'Forecast'),
        low: say('低', 'Low'),
        high: say('高', 'High'),
        elapsed: say('时间已过 77%', '77% of time passed'),
      }}
      points={weeks.map((target, index) => ({
        label: say(`第 ${index + 1} 周`, `W${index + 1}`),
        target,
        actual: done[index] ?? null,
        ...(index >= 9 && {
          forecast: {
            low: 338 + (index - 9) * 30,
            likely: 338 + (index - 9) * 41,
            high: 338 + (index - 9) * 52,
          },
        }),
      }))}
    />
  );
}

function columns(say: Say): readonly Column<Region>[] {
  return [
    {
      id: 'name',
      header: say('大区', 'Region'),
      cell: (row) => say(...row.name),
      sortable: true,
      total: say('合计', 'Total'),
    },
    {
      id: 'target',
      header: say('目标（万元）', 'Target (¥10k)'),
      cell: (row) => number.format(row.target),
      numeric: true,
      sortable: true,
      total: '500',
    },
    {
      id: 'actual',
      header: say('实际（万元）', 'Actual (¥10k)'),
      cell: (row) => number.format(row.actual),
      numeric: true,
      sortable: true,
      total: '338',
    },
    {
      id: 'gap',
      header: say('缺口（万元）', 'Gap (¥10k)'),
      cell: (row) => signed(row.actual - row.target),
      numeric: true,
      total: '−162',
    },
    {
      id: 'share',
      header: say('完成率', 'Attainment'),
      cell: (row) => percent(row.actual / row.target),
      numeric: true,
      total: '68%',
    },
    {
      id: 'trend',
      header: say('近 7 周', 'Last 7 weeks'),
      cell: (row) => <Sparkline label={say('近 7 周走势', 'Last 7 weeks')} values={row.trend} />,
    },
    {
      id: 'state',
      header: say('状态', 'State'),
      cell: (row) => (
        <StatusTag tone={row.tone} plain>
          {say(...words[row.tone])}
        </StatusTag>
      ),
    },
  ];
}

function Regions({ say }: SampleProps) {
  const [sort, setSort] = useState<SortOrder>({ column: 'target', direction: 'descending' });
  const rows = [...regions].sort((a, b) => (sort.direction === 'ascending' ? 1 : -1) * (a.target - b.target));
  return (
    <Panel title={say('分区明细', 'Regions')} note={say('4 个大区', '4 regions')} flush>
      <DataTable
        caption={say('分区明细', 'Regions in detail')}
        columns={columns(say)}
        rows={rows}
        rowKey={(row) => row.id}
        sort={sort}
        onSort={setSort}
        selectedKey="s"
      />
    </Panel>
  );
}
