/**
 * A page with one grid, for the browser tests. The address chooses it: `?grid=targets` (a tree of members by a tree
 * of periods), `records` (three rows of a record table) or `large` (10,000 rows × 60 columns). What the grid reports
 * is kept on `window.harness`.
 */
import { StrictMode, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../src/design/tokens.css';
import '../../src/design/base.css';
import { Grid, type GridEdit, type GridModel, type GridWords } from '../../src/grid/index.ts';
import { recordModel, sheetModel, targetModel } from './models.ts';

export interface HarnessLog {
  readonly edits: { readonly gesture: string; readonly edits: readonly GridEdit[] }[];
  readonly events: string[];
  selection: string;
  allowPaste: boolean;
}

declare global {
  interface Window {
    harness: HarnessLog;
  }
}

const words: GridWords = {
  hint: '按 Esc 后再按 Tab 离开表格',
  field: (row, column) => `${row},${column}`,
  edited: (row, column, text) => `${row} ${column} 现为 ${text === '' ? '空' : text}`,
  editedMany: (cells) => `已修改 ${cells} 格`,
  refused: (cells) => `${cells} 格不可修改`,
  expanded: (label) => `${label} 已展开`,
  collapsed: (label) => `${label} 已收起`,
  held: '已锁定',
  filtered: '按此列筛选',
  stale: '正在更新',
  invalid: (message) => `有误:${message}`,
  choices: '可选项',
  noChoice: '没有匹配的选项',
  find: '在表中查找',
  findNext: '下一个',
  findPrevious: '上一个',
  findClose: '关闭查找',
  found: (row, column, text) => `${row} ${column} ${text}`,
  findNothing: (text) => `没有找到“${text}”`,
  replace: '替换',
  replaceBy: '替换为',
  replaceWhole: '整格相同',
  replaceOne: '替换这一格',
  replacePreview: '预览全部',
  replaceAll: (cells) => `替换 ${cells} 格`,
  replaceBack: '取消',
  replaceMore: (cells) => `另有 ${cells} 格`,
  replaceChange: (row, column) => `${row} ${column}`,
};

const query = new URLSearchParams(location.search);
const kind = query.get('grid') ?? 'targets';
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
window.harness = { edits: [], events: [], selection: '', allowPaste: true };

function preview(text: string): string | null {
  const amount = /^(\d+(?:\.\d+)?)万$/.exec(text);
  return amount ? `= ${(Number(amount[1]) * 10_000).toLocaleString('en')}` : null;
}

function Harness() {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set(['south', 'q2', 'q3', 'q4']));
  const model: GridModel = useMemo(() => {
    if (kind === 'large') return sheetModel(texts, 10_000, 60);
    return kind === 'records' ? recordModel(texts) : targetModel(texts, closed);
  }, [texts, closed]);
  const { events, edits } = window.harness;
  const toggle = (id: string, expanded: boolean) => {
    events.push(`${expanded ? 'expand' : 'collapse'} ${id}`);
    setClosed((known) => new Set(expanded ? [...known].filter((other) => other !== id) : [...known, id]));
  };
  return (
    <div style={{ padding: 24, height: '100dvh', background: 'var(--paper-2)' }}>
      <h1 style={{ marginBottom: 12 }}>表格</h1>
      <div style={{ height: 'calc(100% - 40px)', display: 'flex', flexDirection: 'column' }}>
        <Grid
          model={model}
          label="目标分解"
          words={words}
          onEdit={(changed, gesture) => {
            edits.push({ gesture, edits: changed });
            setTexts((known) => {
              const next = new Map(known);
              for (const edit of changed) next.set(`${edit.rowId ?? edit.row} ${edit.columnId}`, edit.text);
              return next;
            });
          }}
          onRefuse={(cells) => events.push(`refuse ${cells.length}`)}
          onPasteLarge={(plan) => {
            events.push(`ask ${plan.edits.length} ${plan.rowsOutside} ${plan.columnsOutside}`);
            return Promise.resolve(window.harness.allowPaste);
          }}
          onToggleRow={toggle}
          onToggleColumn={toggle}
          onSelect={({ range, rowId, columnId }) => {
            const { top, left, bottom, right } = range;
            window.harness.selection = `${rowId} ${columnId} ${top}:${left}-${bottom}:${right}`;
          }}
          onContext={(cell, anchor) => {
            events.push(`menu ${cell.row}:${cell.column} ${anchor.getAttribute('role')}`);
          }}
          onUndo={() => events.push('undo')}
          onRedo={() => events.push('redo')}
          onResizeColumn={(id, width) => events.push(`resize ${id} ${width}`)}
          previewText={preview}
        />
      </div>
      <button type="button">之后</button>
    </div>
  );
}

const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Harness />
    </StrictMode>,
  );
