import { Plus, RefreshCw } from 'lucide-react';
import {
  Button,
  Callout,
  EmptyState,
  ErrorState,
  NoPermission,
  Panel,
  ProgressBar,
  ProgressRing,
  Skeleton,
  StatusTag,
} from '../../src/design/index.ts';
import type { SampleProps } from './design-say.ts';

export function FeedbackSample({ say }: SampleProps) {
  return (
    <>
      <div className="gallery__columns">
        <StateWords say={say} />
        <Panel
          title={say('试算：提价 5%', 'What-if: price +5%')}
          note={<StatusTag tone="whatif">{say('试算', 'What-if')}</StatusTag>}
          whatif
        >
          <div className="gallery__stack">
            <Callout
              tone="whatif"
              title={say('这里的改动不影响正式计划', 'Changes here do not touch the live plan')}
            />
            <Callout
              tone="bad"
              title={say('保存失败：网络已断开', 'Not saved: the network is down')}
              action={<Button size="small">{say('重试', 'Try again')}</Button>}
            >
              {say(
                '已录入的 12 处改动保留在本机，恢复后自动提交。',
                'Your 12 changes are kept on this device and will be sent once it is back.',
              )}
            </Callout>
            <Callout tone="trigger">
              {say('触发条件“连续两周低于 80%”已满足。', 'The trigger “two weeks below 80%” has fired.')}
            </Callout>
            <Callout tone="good">{say('已恢复到版本“已审批”。', 'Restored to version “approved”.')}</Callout>
          </div>
        </Panel>
        <Panel title={say('载入中', 'Loading')}>
          <Skeleton label={say('正在载入计划', 'Loading the plan')} lines={5} />
        </Panel>
      </div>
      <div className="gallery__columns">
        <Panel>
          <EmptyState
            text={say(
              '还没有风险。先写下最可能让目标落空的一件事。',
              'No risks yet. Start with the one thing most likely to miss the target.',
            )}
            picture={<MatrixPicture />}
            action={
              <Button kind="primary" icon={<Plus />}>
                {say('添加风险', 'Add a risk')}
              </Button>
            }
          />
        </Panel>
        <Panel>
          <ErrorState
            title={say('计划没有打开', 'The plan did not open')}
            kept={say('已录入的内容都已保存。', 'Everything you entered is saved.')}
            advice={say(
              '请重试；仍不行时，把下面的编号发给管理员。',
              'Try again; if it fails, send the number below to your administrator.',
            )}
            action={<Button icon={<RefreshCw />}>{say('重试', 'Try again')}</Button>}
            request={{ label: say('请求编号', 'Request'), id: '7f3a-92c1' }}
          />
        </Panel>
        <Panel>
          <NoPermission
            title={say('你看不到华北区的数字', 'You cannot see the numbers of North China')}
            text={say(
              '你的范围是华东区。需要时请联系计划负责人张三。',
              'Your scope is East China. Ask the owner, Zhang San, if you need more.',
            )}
            action={<Button>{say('申请权限', 'Ask for access')}</Button>}
          />
        </Panel>
      </div>
    </>
  );
}

function StateWords({ say }: SampleProps) {
  return (
    <Panel title={say('状态与进度', 'States and progress')}>
      <div className="gallery__stack">
        <div className="gallery__row">
          <StatusTag tone="good">{say('正常', 'On track')}</StatusTag>
          <StatusTag tone="warn">{say('关注', 'Watch')}</StatusTag>
          <StatusTag tone="bad">{say('落后', 'Behind')}</StatusTag>
          <StatusTag tone="trigger">{say('已触发', 'Triggered')}</StatusTag>
          <StatusTag tone="whatif">{say('试算', 'What-if')}</StatusTag>
          <StatusTag tone="neutral">{say('未开始', 'Not started')}</StatusTag>
        </div>
        <div className="gallery__row">
          <ProgressRing
            value={0.676}
            elapsed={0.769}
            tone="warn"
            size={72}
            label={say('完成 68%，时间已过 77%', '68% done, 77% of time passed')}
          >
            68%
          </ProgressRing>
          <ProgressRing value={0.92} elapsed={0.769} tone="good" label={say('完成 92%', '92% done')}>
            92%
          </ProgressRing>
          <ProgressRing value={null} size={48} label={say('还没有值', 'No value yet')}>
            –
          </ProgressRing>
          <ProgressRing value={0.4} size={24} label={say('第 2 步，完成 40%', 'Step 2, 40% done')} />
        </div>
        <ProgressBar
          value={0.676}
          elapsed={0.769}
          tone="warn"
          label={say('完成 68%，时间已过 77%', '68% done, 77% of time passed')}
        />
        <ProgressBar value={1.2} elapsed={0.5} tone="good" label={say('完成 120%', '120% done')} />
        <ProgressBar value={0.2} elapsed={0.769} tone="bad" label={say('完成 20%', '20% done')} />
      </div>
    </Panel>
  );
}

function MatrixPicture() {
  const cells = Array.from({ length: 9 }, (_, index) => index);
  return (
    <svg width="72" height="72" viewBox="0 0 72 72" aria-hidden="true">
      {cells.map((cell) => (
        <rect
          key={cell}
          x={(cell % 3) * 24 + 1}
          y={Math.floor(cell / 3) * 24 + 1}
          width="22"
          height="22"
          rx="2"
          fill="none"
          stroke="currentColor"
          opacity={0.35 + 0.3 * ((cell % 3) - Math.floor(cell / 3) + 2) * 0.5}
        />
      ))}
      <circle cx="60" cy="12" r="5" fill="currentColor" />
    </svg>
  );
}
