import { bump, type Choice } from './choice.ts';
import { DECISION, entryOf, type Trail, tellReason } from './trail.ts';

/** Working memory of the analysis: what each side has to reach for the contradiction; `UNASKED` where it does not matter. */
export interface Analysis {
  readonly asked: Int32Array;
  readonly sides: number[];
}

/** A clause that would have prevented the contradiction, its first atom true as soon as the others are false. */
export interface Lesson {
  readonly atoms: readonly number[];
  /** The level to go back to. */
  readonly level: number;
  /** How many levels the clause joins. */
  readonly levels: number;
}

const UNASKED = -0x4000_0000;

export const analysisFor = ({ model }: Trail): Analysis => ({
  asked: new Int32Array(2 * model.variables).fill(UNASKED),
  sides: [],
});

/** The level of the latest atom of the contradiction that was told; 0 when it needs no decision. */
export function conflictLevel(trail: Trail): number {
  let level = 0;
  for (let i = 0; i < trail.told.length; i += 2) {
    const [side, value] = [trail.told[i]!, trail.told[i + 1]!];
    if (trail.root[side]! < value) level = Math.max(level, trail.level[entryOf(trail, side, value)]!);
  }
  return level;
}

/**
 * Walk back along the reasons until one atom alone stands for all that the last level did. The trail stands at the level
 * of the contradiction, which `trail.told` holds.
 */
export function analyse(trail: Trail, analysis: Analysis, choice: Choice): Lesson {
  const { asked, sides } = analysis;
  const levelFrom = trail.levelStart.at(-1)!;
  let open = askTold(trail, analysis, choice, levelFrom);
  let at = trail.size;
  let side = -1;
  for (;;) {
    at -= 1;
    side = trail.side[at]!;
    if (asked[side]! <= trail.before[at]!) continue;
    open -= 1;
    if (open === 0) break;
    const value = asked[side]!;
    asked[side] = UNASKED;
    trail.told.length = 0;
    tellReason(trail, trail.reason[at]!, side, value);
    open += askTold(trail, analysis, choice, levelFrom);
  }
  return lessonFrom(
    trail,
    analysis,
    side,
    sides.filter((one) => one !== side && asked[one]! > UNASKED),
  );
}

/** Ask for what was told, unless it is a fact. Answers how many more sides the last level has to answer for. */
function askTold(trail: Trail, { asked, sides }: Analysis, choice: Choice, levelFrom: number): number {
  const { told, root } = trail;
  let more = 0;
  for (let i = 0; i < told.length; i += 2) {
    const [side, value] = [told[i]!, told[i + 1]!];
    if (root[side]! >= value || asked[side]! >= value) continue;
    bump(choice, side, value);
    const was = asked[side]!;
    const isNew = entryOf(trail, side, value) >= levelFrom;
    const wasNew = was > UNASKED && entryOf(trail, side, was) >= levelFrom;
    if (isNew && !wasNew) more += 1;
    if (was === UNASKED) sides.push(side);
    asked[side] = value;
  }
  return more;
}

function lessonFrom(trail: Trail, analysis: Analysis, side: number, others: readonly number[]): Lesson {
  const { asked, sides } = analysis;
  const needed = [...new Set(others)].filter((one) => !follows(trail, asked, one));
  const entries = needed.map((one) => ({ one, level: trail.level[entryOf(trail, one, asked[one]!)]! }));
  entries.sort((a, b) => b.level - a.level);
  const atoms = [side ^ 1, 1 - asked[side]!];
  for (const { one } of entries) atoms.push(one ^ 1, 1 - asked[one]!);
  const levels = new Set(entries.map(({ level }) => level)).size + 1;
  for (const one of sides) asked[one] = UNASKED;
  sides.length = 0;
  return { atoms, level: entries[0]?.level ?? 0, levels };
}

/** Whether an atom follows from others that are asked for and were true before it. */
function follows(trail: Trail, asked: Int32Array, side: number): boolean {
  const at = entryOf(trail, side, asked[side]!);
  if (trail.reason[at] === DECISION) return false;
  trail.told.length = 0;
  tellReason(trail, trail.reason[at]!, side, asked[side]!);
  for (let i = 0; i < trail.told.length; i += 2) {
    const [other, value] = [trail.told[i]!, trail.told[i + 1]!];
    if (trail.root[other]! >= value) continue;
    if (other === side || asked[other]! < value) return false;
    if (entryOf(trail, other, asked[other]!) >= at) return false;
  }
  return true;
}
