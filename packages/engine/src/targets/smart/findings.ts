import { capacityHolds, covered, growthShown, pipelineHolds, probable } from './achievable.ts';
import {
  type SmartContext,
  type SmartFinding,
  type SmartLetter,
  type SmartSubject,
  type SmartVerdict,
  smartLetters,
} from './context.ts';
import { actualsCome, baselineSet, sourceSet, unitSet, valueSet } from './measurable.ts';
import { initiativesWork, supportsSomething } from './relevant.ts';
import { metricSet, nameClear, ownerSet, placeSet } from './specific.ts';
import { cadenceSet, checkedOnTheWay, insidePlan, windowSet } from './time-bound.ts';

type Rule = (subject: SmartSubject) => SmartVerdict;

/** Rules of each letter by their number. */
const rules: Readonly<Record<SmartLetter, readonly Rule[]>> = {
  S: [metricSet, placeSet, ownerSet, nameClear],
  M: [valueSet, unitSet, baselineSet, sourceSet, actualsCome],
  A: [growthShown, covered, capacityHolds, pipelineHolds, probable],
  R: [supportsSomething, initiativesWork],
  T: [windowSet, insidePlan, checkedOnTheWay, cadenceSet],
};

/** More is not better of a band, and of what is to fall nobody has a pipeline: such rules are not asked at all. */
const onlyUpwards: ReadonlySet<Rule> = new Set<Rule>([capacityHolds, pipelineHolds]);
const notOfBands: ReadonlySet<Rule> = new Set<Rule>([growthShown, covered, ...onlyUpwards]);

/** What the rules say of a target, and how much of it holds. */
export interface SmartReport {
  /** One per rule that applies, letter by letter. */
  readonly findings: readonly SmartFinding[];
  /** 0 to 100, whole: each letter weighs 20, its rules equally; a pass counts whole, a warning half, halves rounded up. */
  readonly score: number;
}

/**
 * Judges a target by the SMART rules (SMT-1). `target` is the record as in the book (`baseline` in smallest units); amounts
 * of `context` are whole smallest units as well, amounts in `params` exact decimal text in the metric's own unit. Never
 * refuses: what is not known is a warning that names it.
 */
export function smartFindings(target: SmartSubject['target'], context: SmartContext): SmartReport {
  const subject = { target, context };
  const direction = context.metric?.direction ?? 'up';
  const skipped = direction === 'band' ? notOfBands : direction === 'down' ? onlyUpwards : new Set<Rule>();
  const findings = smartLetters.flatMap((letter) =>
    rules[letter].flatMap((rule, i): readonly SmartFinding[] =>
      skipped.has(rule) ? [] : [{ rule: `${letter}${i + 1}`, letter, ...rule(subject) }],
    ),
  );
  return { findings, score: scoreOf(findings) };
}

/** Halves of points, over a denominator that every number of rules in a letter divides. */
function scoreOf(findings: readonly SmartFinding[]): number {
  const denominator = 60;
  const sum = smartLetters.reduce((all, letter) => {
    const own = findings.filter((finding) => finding.letter === letter);
    const halves = own.reduce((points, { level }) => points + pointsOf[level], 0);
    return all + (halves * denominator) / own.length;
  }, 0);
  // sum ÷ (2 · denominator · letters) of 100, rounded half up in whole numbers.
  return Math.floor((2 * 100 * sum + 600) / 1_200);
}

const pointsOf = { pass: 2, warn: 1, fail: 0 } as const;

/** The worst level of a letter. */
export function letterLevel(findings: readonly SmartFinding[], letter: SmartLetter): SmartFinding['level'] {
  const levels = findings.filter((finding) => finding.letter === letter).map(({ level }) => level);
  return levels.includes('fail') ? 'fail' : levels.includes('warn') ? 'warn' : 'pass';
}
