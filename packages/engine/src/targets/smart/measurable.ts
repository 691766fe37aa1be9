import {
  baselineOf,
  fail,
  isUntold,
  named,
  ownUnit,
  pass,
  type SmartSubject,
  type SmartVerdict,
  settled,
  unknown,
  untold,
  warn,
} from './context.ts';

/** M1: a number; of a band metric its limits. */
export function valueSet(subject: SmartSubject): SmartVerdict {
  const { target, context } = subject;
  const { lower, upper } = target.fields;
  const isBand = context.metric?.direction === 'band';
  if (isBand && typeof lower === 'number' && typeof upper === 'number') {
    return pass('SMART_SET', { field: 'value', value: `${lower} – ${upper}` });
  }
  if (context.value === undefined) return unknown('value');
  if (context.value === null && isBand && isUntold(subject, 'lower')) return untold('value');
  return settled('value', context.value === null ? null : ownUnit(subject, context.value));
}

/** M2: in which unit. */
export function unitSet({ context }: SmartSubject): SmartVerdict {
  if (context.metric === undefined) return unknown('metric');
  return settled('unit', context.metric?.unit);
}

/** M3: compared with what. */
export function baselineSet(subject: SmartSubject): SmartVerdict {
  const baseline = baselineOf(subject);
  if (typeof baseline === 'number') return settled('baseline', ownUnit(subject, baseline));
  if (isUntold(subject, 'baseline')) return untold('baseline');
  const last = subject.context.history?.findLast(({ value }) => value !== null);
  if (last === undefined || last.value === null) return fail('SMART_MISSING', { field: 'baseline' });
  const params = { field: 'baseline', period: last.period, value: ownUnit(subject, last.value) };
  return warn('SMART_BASELINE_IN_HISTORY', params);
}

/** M4: where its number will be read. */
export const sourceSet = ({ target, context }: SmartSubject): SmartVerdict =>
  settled('dataSource', target.fields['dataSource'] ?? context.metric?.source);

/** M5: actuals do come. Before the target begins nobody can say that they fail to. */
export function actualsCome({ target, context }: SmartSubject): SmartVerdict {
  const { actualSources, today } = context;
  if (actualSources === undefined) return unknown('actualSources');
  const { names = '', count = 0 } = named(actualSources);
  if (actualSources.length > 0) return pass('SMART_ACTUALS', { sources: names, count });
  const from = target.fields['from'];
  const begun = today !== undefined && typeof from === 'string' && from <= today;
  const params = { from: String(from ?? '') };
  return begun ? fail('SMART_ACTUALS_MISSING', params) : warn('SMART_ACTUALS_AHEAD', params);
}
