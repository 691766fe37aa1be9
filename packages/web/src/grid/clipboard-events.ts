import type { ClipboardEvent } from 'react';
import type { Desk } from './commands.ts';
import { type Block, readClipboard, writeClipboard } from './core/clipboard.ts';
import { largeGesture, planClear, planPaste } from './core/edits.ts';
import { selectedRange, selectRange } from './core/selection.ts';

type FieldEvent = ClipboardEvent<HTMLTextAreaElement>;

/** While a cell is edited the clipboard belongs to the text in it. */
export function onCopy({ props, session }: Desk, event: FieldEvent): void {
  if (session.draft) return;
  const content = writeClipboard(props.model, selectedRange(session.selection));
  event.clipboardData.setData('text/plain', content.text);
  event.clipboardData.setData('text/html', content.html);
  event.preventDefault();
  event.currentTarget.value = '';
}

export function onCut(desk: Desk, event: FieldEvent): void {
  if (desk.session.draft) return;
  onCopy(desk, event);
  desk.session.perform(planClear(desk.props.model, selectedRange(desk.session.selection)), 'clear');
}

export function onPaste(desk: Desk, event: FieldEvent): void {
  if (desk.session.draft) return;
  event.preventDefault();
  const field = event.currentTarget;
  const block = readClipboard({
    text: event.clipboardData.getData('text/plain'),
    html: event.clipboardData.getData('text/html'),
  });
  void pasteBlock(desk, block).then(() => field.focus({ preventScroll: true }));
}

async function pasteBlock({ props, session }: Desk, block: Block): Promise<void> {
  const plan = planPaste(props.model, selectedRange(session.selection), block);
  const beyond = plan.rowsOutside > 0 || plan.columnsOutside > 0;
  if (plan.edits.length === 0 && plan.refused.length === 0) return;
  if (props.onPasteLarge && (plan.edits.length > largeGesture || beyond))
    if (!(await props.onPasteLarge(plan))) return;
  const { top, left, bottom, right } = plan.range;
  session.select(selectRange({ row: top, column: left }, { row: bottom, column: right }));
  session.perform(plan, 'paste');
}
