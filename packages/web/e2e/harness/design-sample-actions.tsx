import { Copy, History, Lock, MessageSquare, Pencil, Redo2, Target, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  CommandPalette,
  ContextMenu,
  Dialog,
  Drawer,
  Field,
  IconButton,
  KeyHint,
  Menu,
  type MenuGroup,
  Panel,
  Popover,
  Tabs,
  TextInput,
  Tooltip,
  usePaletteShortcut,
  useToasts,
} from '../../src/design/index.ts';
import type { SampleProps, Say } from './design-say.ts';

export function ActionsSample({ say }: SampleProps) {
  return (
    <div className="gallery__columns">
      <Panel title={say('按钮', 'Buttons')}>
        <div className="gallery__stack">
          <div className="gallery__row">
            <Button kind="primary">{say('提交审批', 'Submit')}</Button>
            <Button>{say('保存草稿', 'Save draft')}</Button>
            <Button kind="quiet">{say('取消', 'Cancel')}</Button>
            <Button kind="danger" icon={<Trash2 />}>
              {say('删除计划', 'Delete plan')}
            </Button>
          </div>
          <div className="gallery__row">
            <Button kind="primary" busy>
              {say('提交审批', 'Submit')}
            </Button>
            <Button busy>{say('保存草稿', 'Save draft')}</Button>
            <Button kind="primary" disabled>
              {say('提交审批', 'Submit')}
            </Button>
            <Button disabled>{say('保存草稿', 'Save draft')}</Button>
          </div>
          <div className="gallery__row">
            <Button size="small" icon={<Pencil />}>
              {say('编辑', 'Edit')}
            </Button>
            <Button size="small" kind="quiet">
              {say('全部', 'All')}
            </Button>
            <IconButton label={say('撤销', 'Undo')} icon={<Undo2 />} keys={['Ctrl', 'Z']} />
            <IconButton label={say('重做', 'Redo')} icon={<Redo2 />} disabled />
            <IconButton label={say('锁定', 'Hold')} icon={<Lock />} kind="default" />
            <KeyHint keys={['Ctrl', 'K']} />
          </div>
        </div>
      </Panel>
      <OverlaySample say={say} />
      <TabsSample say={say} />
    </div>
  );
}

function menuGroups(say: Say): readonly MenuGroup[] {
  return [
    {
      id: 'edit',
      label: say('单元格', 'Cell'),
      actions: [
        { id: 'copy', label: say('复制', 'Copy'), icon: <Copy />, keys: ['Ctrl', 'C'], onSelect: () => {} },
        {
          id: 'history',
          label: say('为什么变了', 'Why did it change'),
          icon: <History />,
          onSelect: () => {},
        },
        {
          id: 'comment',
          label: say('评论', 'Comment'),
          icon: <MessageSquare />,
          disabled: true,
          onSelect: () => {},
        },
      ],
    },
    {
      id: 'view',
      actions: [{ id: 'hold', label: say('锁定该值', 'Hold this value'), checked: true, onSelect: () => {} }],
    },
    {
      id: 'danger',
      actions: [
        { id: 'clear', label: say('清空', 'Clear'), icon: <Trash2 />, danger: true, onSelect: () => {} },
      ],
    },
  ];
}

function OverlaySample({ say }: SampleProps) {
  const [open, setOpen] = useState<'dialog' | 'drawer' | 'palette' | undefined>(undefined);
  const [name, setName] = useState('');
  const toasts = useToasts();
  const close = () => setOpen(undefined);
  usePaletteShortcut(() => setOpen('palette'));
  return (
    <Panel title={say('浮层', 'Overlays')}>
      <div className="gallery__row">
        <Button data-open="dialog" onClick={() => setOpen('dialog')}>
          {say('对话框', 'Dialog')}
        </Button>
        <Button data-open="drawer" onClick={() => setOpen('drawer')}>
          {say('抽屉', 'Drawer')}
        </Button>
        <Button data-open="palette" onClick={() => setOpen('palette')}>
          {say('命令面板', 'Commands')}
        </Button>
        <Menu trigger={<Button data-open="menu">{say('菜单', 'Menu')}</Button>} groups={menuGroups(say)} />
        <Popover
          trigger={<Button data-open="popover">{say('说明', 'Explain')}</Button>}
          title={say('完成率', 'Attainment')}
        >
          <p>
            {say(
              '实际 ÷ 目标。没有目标时不计算，而不是 0。',
              'Actual ÷ target. Without a target there is no value, which is not 0.',
            )}
          </p>
        </Popover>
        <Tooltip text={say('只作补充说明', 'Only an extra')}>
          <Button data-open="tooltip">{say('提示', 'Tooltip')}</Button>
        </Tooltip>
        <Button
          data-open="toast"
          onClick={() =>
            toasts.show({
              tone: 'good',
              title: say('已把 500 万分到 12 个单元格', '5m spread over 12 cells'),
              action: {
                label: say('撤销', 'Undo'),
                onAction: () => toasts.show({ title: say('已撤销', 'Undone') }),
              },
            })
          }
        >
          {say('消息', 'Message')}
        </Button>
        <Button
          data-open="refusal"
          onClick={() => toasts.show({ tone: 'bad', title: say('没有保存', 'Not saved') })}
        >
          {say('拒绝', 'Refusal')}
        </Button>
        <ContextMenu groups={menuGroups(say)}>
          <Button kind="quiet" data-open="context">
            {say('右键点我', 'Right-click me')}
          </Button>
        </ContextMenu>
      </div>
      <Dialog
        open={open === 'dialog'}
        onOpenChange={close}
        title={say('另存为版本', 'Save as a version')}
        description={say(
          '版本保存后不可修改，可随时对比与恢复。',
          'A version cannot be changed; it can be compared and restored at any time.',
        )}
        closeLabel={say('关闭', 'Close')}
        footer={
          <>
            <Button onClick={close}>{say('取消', 'Cancel')}</Button>
            <Button kind="primary" onClick={close}>
              {say('保存版本', 'Save version')}
            </Button>
          </>
        }
      >
        <Field label={say('名称', 'Name')}>
          <TextInput
            value={name}
            onChange={setName}
            onEnter={close}
            placeholder={say('例如：已审批', 'For example: approved')}
          />
        </Field>
      </Dialog>
      <Drawer
        open={open === 'drawer'}
        onOpenChange={close}
        title={say('为什么是 142 万', 'Why 142')}
        closeLabel={say('关闭', 'Close')}
      >
        <div className="gallery__stack">
          <p>
            {say(
              '9 月 14 日，由导入的 1,204 笔实际汇总而来。',
              'Rolled up on 14 September from 1,204 imported actuals.',
            )}
          </p>
          <p>
            {say(
              '上次变化：张三把第 8 周的 12 万改到第 9 周。',
              'Last change: Zhang San moved 12 from week 8 to week 9.',
            )}
          </p>
        </div>
      </Drawer>
      <Palette
        say={say}
        open={open === 'palette'}
        onOpenChange={(next) => setOpen(next ? 'palette' : undefined)}
      />
    </Panel>
  );
}

interface PaletteProps extends SampleProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function Palette({ say, open, onOpenChange }: PaletteProps) {
  const plans = say('计划', 'Plans');
  const actions = say('操作', 'Actions');
  return (
    <CommandPalette
      open={open}
      onOpenChange={onOpenChange}
      label={say('搜索与命令', 'Search and commands')}
      placeholder={say(
        '搜索计划、客户、任务，或输入命令',
        'Search plans, customers, tasks, or type a command',
      )}
      emptyText={say('没有找到，换个词试试', 'Nothing found; try another word')}
      entries={[
        {
          id: 'q3',
          group: plans,
          label: say('第三季度冲刺', 'Q3 sprint'),
          keywords: ['disanjidu', 'dsjd'],
          icon: <Target />,
          hint: say('进行中', 'Running'),
          onSelect: () => {},
        },
        {
          id: 'year',
          group: plans,
          label: say('2026 年度计划', '2026 annual plan'),
          keywords: ['niandu', 'nd'],
          icon: <Target />,
          onSelect: () => {},
        },
        {
          id: 'undo',
          group: actions,
          label: say('撤销', 'Undo'),
          keywords: ['chexiao', 'cx'],
          icon: <Undo2 />,
          keys: ['Ctrl', 'Z'],
          onSelect: () => {},
        },
        {
          id: 'history',
          group: actions,
          label: say('打开历史', 'Open history'),
          keywords: ['lishi', 'ls'],
          icon: <History />,
          onSelect: () => {},
        },
      ]}
    />
  );
}

function TabsSample({ say }: SampleProps) {
  const [tab, setTab] = useState('table');
  return (
    <Panel title={say('页签与正文', 'Tabs and prose')}>
      <Tabs
        label={say('视图', 'Views')}
        value={tab}
        onChange={setTab}
        items={[
          {
            value: 'table',
            label: say('表格', 'Table'),
            count: 12,
            content: (
              <p className="gallery__prose">
                {say(
                  '“灵活可调整”不是附加功能……而是其他一切的基础——每个数字都能回答“为什么”。目标500万元拆到3个大区后，任何一级都可以改，合计随之而动。',
                  '“Flexible and adjustable” is not an extra – it is what everything else stands on. Every number can answer “why?”.',
                )}
              </p>
            ),
          },
          { value: 'chart', label: say('图', 'Chart'), content: <p>{say('图在这里', 'The chart')}</p> },
          {
            value: 'history',
            label: say('历史', 'History'),
            count: 3,
            content: <p>{say('历史在这里', 'The history')}</p>,
          },
        ]}
      />
    </Panel>
  );
}
