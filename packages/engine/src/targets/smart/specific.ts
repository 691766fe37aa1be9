import { fail, pass, type SmartSubject, type SmartVerdict, settled, unknown, warn } from './context.ts';
import { vagueWord } from './vague.ts';

/** S1: of which metric. */
export function metricSet({ target, context }: SmartSubject): SmartVerdict {
  const id = target.fields['metric'];
  if (context.metric === null || id === undefined || id === null) return settled('metric', undefined);
  return context.metric === undefined ? unknown('metric') : settled('metric', context.metric.name);
}

/** S2: of which part of the business. */
export function placeSet({ target, context }: SmartSubject): SmartVerdict {
  const dimensions = (target.fields['dimensions'] ?? []) as readonly string[];
  const members = Object.values(context.coordinate ?? {});
  if (members.length > 0) return pass('SMART_SET', { field: 'coordinate', value: members.join(' · ') });
  return dimensions.length > 0
    ? pass('SMART_SET', { field: 'dimensions', value: String(dimensions.length) })
    : warn('SMART_WHOLE', { field: 'dimensions' });
}

/** S3: who answers for it. */
export const ownerSet = ({ target, context }: SmartSubject): SmartVerdict =>
  settled('accountable', target.fields['accountable'] ?? context.owner);

/** S4: a name that wants *more* says how much, or the target has a number that does. */
export function nameClear({ context }: SmartSubject): SmartVerdict {
  const name = context.name ?? context.metric?.name;
  if (name === undefined || name === '') return unknown('name');
  const word = vagueWord(name);
  return word === null || typeof context.value === 'number'
    ? pass('SMART_NAME_CLEAR', { name })
    : fail('SMART_NAME_VAGUE', { name, word });
}
