import { partsOf, rowInside, type Scope, territoryOf } from '@shapan/contract';
import { type BookState, cubeOf, type EnterContext, hasWaterfall } from '@shapan/engine';

/**
 * Which rows the user may write, as far as the browser has to know: it holds no others than the user's own. Only what is
 * handed down level by level asks who stands above whom (SPR-T93).
 */
export function writableBy(
  scope: Scope,
  { state, master, today }: { readonly state: BookState; readonly master: BookState; readonly today: string },
): EnterContext['writable'] {
  if (scope.length === 0 || !hasWaterfall(state)) return () => true;
  const parts = partsOf({ state, master, territory: territoryOf(scope, master, today), today });
  return (target, row) => rowInside(parts.of(target), cubeOf(state, target)?.shape.dimensions ?? [], row);
}
