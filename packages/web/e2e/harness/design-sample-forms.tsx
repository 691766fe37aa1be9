import { CalendarRange, Rocket, Store, Target } from 'lucide-react';
import { useState } from 'react';
import {
  Checkbox,
  Combobox,
  Field,
  NumberInput,
  Panel,
  RadioCards,
  SegmentedControl,
  Select,
  Switch,
  TextArea,
  TextInput,
} from '../../src/design/index.ts';
import type { SampleProps } from './design-say.ts';

export function FormsSample({ say }: SampleProps) {
  const [scenario, setScenario] = useState<string | null>('sprint');
  return (
    <>
      <Panel title={say('选择场景', 'Choose a scenario')}>
        <RadioCards
          label={say('场景', 'Scenario')}
          value={scenario}
          onChange={setScenario}
          cards={[
            {
              value: 'year',
              icon: <CalendarRange />,
              title: say('年度计划', 'Annual plan'),
              text: say(
                '把全年总目标分到季度、大区与产品，逐级确认。',
                'Break the year into quarters, regions and products, and agree level by level.',
              ),
              meta: say('12 个月 · 每月复盘', '12 months · monthly review'),
            },
            {
              value: 'sprint',
              icon: <Target />,
              title: say('季度冲刺', 'Quarter sprint'),
              text: say(
                '在一个季度内追上缺口，每周看进度。',
                'Close the gap within a quarter; look at the pace each week.',
              ),
              meta: say('13 周 · 周例会', '13 weeks · weekly meeting'),
            },
            {
              value: 'launch',
              icon: <Rocket />,
              title: say('新品上市', 'Product launch'),
              text: say(
                '从铺货到动销，按里程碑推进。',
                'From distribution to sell-through, milestone by milestone.',
              ),
              meta: say('6 个月 · 双周例会', '6 months · every two weeks'),
            },
            {
              value: 'market',
              icon: <Store />,
              title: say('新市场', 'New market'),
              text: say('需要先有一份调研。', 'Needs research first.'),
              disabled: true,
            },
          ]}
        />
      </Panel>
      <div className="gallery__columns">
        <TextSample say={say} />
        <ChoiceSample say={say} />
        <ToggleSample say={say} />
      </div>
    </>
  );
}

function TextSample({ say }: SampleProps) {
  const [name, setName] = useState(say('第三季度冲刺', 'Q3 sprint'));
  const [empty, setEmpty] = useState('');
  const [note, setNote] = useState('');
  const [total, setTotal] = useState('500');
  return (
    <Panel title={say('输入', 'Text')}>
      <div className="gallery__stack">
        <Field label={say('计划名称', 'Plan name')}>
          <TextInput value={name} onChange={setName} />
        </Field>
        <Field
          label={say('总目标', 'Total target')}
          hint={say('可写 500万、1.2亿、+10%', 'Write 5m, 1.2m or +10%')}
        >
          <NumberInput value={total} onCommit={setTotal} unit={say('万元', '¥10k')} />
        </Field>
        <Field
          label={say('负责人邮箱', 'Owner’s email')}
          error={say(
            '邮箱缺少 @，请补全，例如 name@example.com',
            'The address lacks an @; write it like name@example.com',
          )}
        >
          <TextInput value={empty} onChange={setEmpty} placeholder="name@example.com" />
        </Field>
        <Field label={say('说明', 'Description')} note={say('选填', 'Optional')}>
          <TextArea
            value={note}
            onChange={setNote}
            placeholder={say('为什么要做这件事', 'Why this matters')}
          />
        </Field>
        <Field label={say('编号', 'Number')} disabled>
          <TextInput value="P-0042" onChange={() => {}} />
        </Field>
      </div>
    </Panel>
  );
}

function ChoiceSample({ say }: SampleProps) {
  const [spread, setSpread] = useState<string | null>('proportional');
  const [region, setRegion] = useState<string | null>(null);
  const [unit, setUnit] = useState('wan');
  return (
    <Panel title={say('选择', 'Choices')}>
      <div className="gallery__stack">
        <Field label={say('分解方式', 'Spread')}>
          <Select
            value={spread}
            onChange={setSpread}
            choices={[
              { value: 'proportional', label: say('按比例', 'Proportional') },
              { value: 'equal', label: say('平均', 'Equal') },
              {
                value: 'history',
                label: say('按去年', 'By last year'),
                hint: say('需要历史数据', 'needs history'),
              },
              { value: 'manual', label: say('手工', 'Manual'), disabled: true },
            ]}
          />
        </Field>
        <Field
          label={say('大区', 'Region')}
          hint={say('可输入拼音首字母，如 hdq', 'Pinyin initials work too: hdq')}
        >
          <Combobox
            value={region}
            onChange={setRegion}
            placeholder={say('输入或选择', 'Type or choose')}
            emptyText={say('没有匹配的大区', 'No such region')}
            openLabel={say('展开', 'Open')}
            clearLabel={say('清除', 'Clear')}
            choices={[
              { value: 'e', label: say('华东区', 'East China'), keywords: ['huadongqu', 'hdq'], hint: 'E01' },
              { value: 's', label: say('华南区', 'South China'), keywords: ['huananqu', 'hnq'], hint: 'S01' },
              { value: 'n', label: say('华北区', 'North China'), keywords: ['huabeiqu', 'hbq'], hint: 'N01' },
            ]}
          />
        </Field>
        <Field label={say('审批人', 'Approver')} error={say('请选择一位审批人', 'Choose an approver')}>
          <Select
            value={null}
            onChange={() => {}}
            placeholder={say('请选择', 'Choose')}
            choices={[{ value: 'a', label: say('张三', 'Zhang San') }]}
          />
        </Field>
        <div className="gallery__row">
          <SegmentedControl
            label={say('单位', 'Unit')}
            value={unit}
            onChange={setUnit}
            segments={[
              { value: 'yuan', label: say('元', '¥') },
              { value: 'wan', label: say('万', '¥10k') },
              { value: 'yi', label: say('亿', '¥100m') },
            ]}
          />
        </div>
      </div>
    </Panel>
  );
}

function ToggleSample({ say }: SampleProps) {
  const [on, setOn] = useState(true);
  const [live, setLive] = useState(true);
  return (
    <Panel title={say('开关', 'Toggles')}>
      <div className="gallery__stack">
        <Checkbox
          label={say('每周一自动准备例会', 'Prepare the meeting each Monday')}
          checked={on}
          onChange={setOn}
        />
        <Checkbox label={say('全部大区', 'All regions')} checked={false} mixed onChange={() => {}} />
        <Checkbox label={say('未选', 'Not chosen')} checked={false} onChange={() => {}} />
        <Checkbox
          label={say('由管理员设定', 'Set by the administrator')}
          checked
          disabled
          onChange={() => {}}
        />
        <Switch label={say('红色表示上涨', 'Red means a rise')} checked={live} onChange={setLive} />
        <Switch
          label={say('显示预测区间', 'Show the forecast band')}
          checked={!live}
          onChange={(next) => setLive(!next)}
        />
        <Switch label={say('暂不可用', 'Not available')} checked={false} disabled onChange={() => {}} />
      </div>
    </Panel>
  );
}
