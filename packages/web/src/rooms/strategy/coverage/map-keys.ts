/** A way through the cells of the map: so many rows down and columns to the right; to an end; or into the cell. */
export type Stride = { readonly down: number; readonly right: number } | 'enter';

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const PAGE = 10;
/** As far as it goes. */
const END = Number.MAX_SAFE_INTEGER;

const strides: Readonly<Record<string, Stride>> = {
  ArrowUp: { down: -1, right: 0 },
  ArrowDown: { down: 1, right: 0 },
  ArrowLeft: { down: 0, right: -1 },
  ArrowRight: { down: 0, right: 1 },
  PageUp: { down: -PAGE, right: 0 },
  PageDown: { down: PAGE, right: 0 },
  Home: { down: 0, right: -END },
  End: { down: 0, right: END },
  Enter: 'enter',
};

/** What a key means in the map; with Ctrl an arrow, Home and End go all the way. */
export function strideOf({ key, ctrlKey, metaKey, altKey }: Pressed): Stride | undefined {
  const stride = strides[key];
  if (altKey || stride === undefined) return undefined;
  const far = ctrlKey || metaKey;
  if (stride === 'enter') return far ? undefined : stride;
  if (!far) return stride;
  if (key === 'Home') return { down: -END, right: -END };
  if (key === 'End') return { down: END, right: END };
  return { down: Math.sign(stride.down) * END, right: Math.sign(stride.right) * END };
}

interface MapPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a stride leads to, not beyond the edges. */
export function stepTo(
  { row, column }: MapPlace,
  stride: Exclude<Stride, 'enter'>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): MapPlace {
  const within = (at: number, count: number): number => Math.max(0, Math.min(at, count - 1));
  return { row: within(row + stride.down, rows), column: within(column + stride.right, columns) };
}
