import { ok, type Problem, problem, type Result, refuse } from '@shapan/engine';
import { useT } from '../../../data/hooks.tsx';
import { Field, TextInput } from '../../../design/index.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { readAmount } from './entries.ts';

export interface EndTexts {
  readonly floor: string;
  readonly cap: string;
}

/** Typed ends in smallest units; what is left empty has no end there. Problems stand at `floor` or `cap`. */
export function readEnds(
  texts: EndTexts,
  format: MetricFormat,
): Result<{ readonly floor?: number; readonly cap?: number }> {
  const ends: { floor?: number; cap?: number } = {};
  const problems: Problem[] = [];
  for (const name of ['floor', 'cap'] as const) {
    if (texts[name].trim() === '') continue;
    const read = readAmount(texts[name], null, format);
    if (read.ok) ends[name] = read.value.amount;
    else problems.push({ ...read.problems[0]!, path: name });
  }
  if (problems.length > 0) return refuse(...problems);
  if (ends.floor !== undefined && ends.cap !== undefined && ends.floor > ends.cap)
    return refuse(problem('OUT_OF_RANGE', 'cap', { min: ends.floor, value: ends.cap }));
  if (ends.floor === undefined && ends.cap === undefined) return refuse(problem('REQUIRED', 'floor'));
  return ok(ends);
}

interface BoundFieldsProps {
  readonly ends: EndTexts;
  readonly onEnds: (ends: EndTexts) => void;
  readonly format: MetricFormat;
  /** What was read of them, once somebody has tried. */
  readonly problem: Result<unknown> | null;
}

/** Not below, not above: one of the two may stay empty. */
export function BoundFields({ ends, onEnds, format, problem: tried }: BoundFieldsProps) {
  const t = useT();
  const errorAt = (name: 'floor' | 'cap'): string | undefined => {
    const found = tried && !tried.ok ? tried.problems.find(({ path }) => path === name) : undefined;
    if (found?.code === 'OUT_OF_RANGE' && found.params?.['min'] !== undefined)
      return t('targets.hold.cap.below');
    return found && (t.find(`problem.${found.code}`, {}) ?? found.code);
  };
  return (
    <>
      {(['floor', 'cap'] as const).map((name) => (
        <Field
          key={name}
          label={inUnit(t, t(`targets.hold.${name}`), format.unitLabel)}
          error={errorAt(name)}
        >
          <TextInput
            value={ends[name]}
            inputMode="decimal"
            onChange={(text) => onEnds({ ...ends, [name]: text })}
          />
        </Field>
      ))}
    </>
  );
}
