import type { Carried, PlaceCoverage } from '@shapan/engine';

/** One bar of the way from the baseline to the target; amounts in units of coverage. */
export interface BridgeStep {
  readonly kind: 'baseline' | 'carried' | 'reached' | 'gap' | 'surplus' | 'target';
  readonly from: number;
  readonly to: number;
  /** What it adds, or what stands there. */
  readonly amount: number;
  readonly carried?: Carried;
}

/** From the baseline over each contribution to what is reached, and from there to the target. */
export function bridgeSteps({
  baseline,
  carried,
  reached,
  target,
  uncovered,
}: PlaceCoverage): readonly BridgeStep[] {
  let at = baseline ?? 0;
  const steps: BridgeStep[] = [{ kind: 'baseline', from: 0, to: at, amount: at }];
  for (const one of carried) {
    steps.push({ kind: 'carried', from: at, to: at + one.expected, amount: one.expected, carried: one });
    at += one.expected;
  }
  steps.push({ kind: 'reached', from: 0, to: reached, amount: reached });
  if (target === null) return steps;
  if (uncovered !== null && uncovered !== 0) {
    const kind = uncovered > 0 ? 'gap' : 'surplus';
    steps.push({ kind, from: reached, to: target, amount: Math.abs(uncovered) });
  }
  steps.push({ kind: 'target', from: 0, to: target, amount: target });
  return steps;
}

/** The room that all bars need: where it begins, and how wide it is; never 0, so that it may divide. */
export function bridgeRoom(steps: readonly BridgeStep[]): { readonly least: number; readonly span: number } {
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  const least = Math.min(0, ...ends);
  return { least, span: Math.max(0, ...ends) - least || 1 };
}
