import type { CellAddress } from './core/model.ts';
import type { Panes } from './use-panes.ts';

/** What a pointer hit, by the marks the parts of the grid carry. */
export interface Hit {
  readonly part: 'cell' | 'header' | 'toggle' | 'resize' | 'fill' | 'none';
  readonly cell: CellAddress;
  readonly element: Element | null;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function hitOf(target: EventTarget): Hit {
  const start = target instanceof Element ? target : null;
  const element = start?.closest('[data-column]') ?? null;
  const at = (name: string) => Number(element?.getAttribute(name) ?? 0);
  const cell = { row: at('data-row'), column: at('data-column') };
  if (!element) return { part: 'none', cell, element };
  if (start?.closest('[data-toggle]')) return { part: 'toggle', cell, element };
  if (start?.closest('[data-resize]')) return { part: 'resize', cell, element };
  if (start?.closest('[data-fill]')) return { part: 'fill', cell, element };
  return { part: element.hasAttribute('data-header') ? 'header' : 'cell', cell, element };
}

/** Whether an event belongs to the text in an editor. */
export const isField = (target: EventTarget): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;

/** The drawn cell nearest to a point, which may lie outside the box. */
export function cellNear(scroller: HTMLElement | null, panes: Panes, point: Point): CellAddress | null {
  if (!scroller) return null;
  const box = scroller.getBoundingClientRect();
  const { rows, columns } = panes;
  // Pinned panes answer only while the pointer is on them; beyond the edge the scrolled cells behind do.
  const head = scroller.scrollTop > 0 && point.y < box.top ? rows.headHeight : rows.titleHeight;
  const aside = scroller.scrollLeft > 0 && point.x < box.left ? columns.stickyWidth : 0;
  const right = box.left + Math.min(scroller.clientWidth, columns.total - scroller.scrollLeft);
  const bottom = box.top + Math.min(scroller.clientHeight, rows.total - scroller.scrollTop);
  const x = clamp(point.x, box.left + aside + 2, right - 2);
  const y = clamp(point.y, box.top + head + 2, bottom - 2);
  const element = document.elementFromPoint(x, y);
  if (!element || !scroller.contains(element)) return null;
  const hit = hitOf(element);
  return hit.part === 'cell' || hit.part === 'toggle' || hit.part === 'fill' ? hit.cell : null;
}

/** Whether a point lies in the right half of a column. */
export function isPastMiddle(scroller: HTMLElement | null, panes: Panes, column: number, x: number): boolean {
  if (!scroller) return false;
  const { columns } = panes;
  const scrolled = column < columns.sticky ? 0 : scroller.scrollLeft;
  const left = scroller.getBoundingClientRect().left + columns.leftOf(column) - scrolled;
  return x > left + columns.widthOf(column) / 2;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));
