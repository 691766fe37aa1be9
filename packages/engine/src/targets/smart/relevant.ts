import { fail, named, pass, type SmartSubject, type SmartVerdict, unknown } from './context.ts';

/** R1: it serves an objective or a core target. */
export function supportsSomething({ context: { supports } }: SmartSubject): SmartVerdict {
  if (supports === undefined) return unknown('supports');
  return supports.length > 0 ? pass('SMART_SUPPORTS', named(supports)) : fail('SMART_SUPPORTS_NOTHING');
}

/** R2: somebody does something for it. */
export function initiativesWork({ context: { initiatives } }: SmartSubject): SmartVerdict {
  if (initiatives === undefined) return unknown('initiatives');
  return initiatives.length > 0
    ? pass('SMART_INITIATIVES', named([...new Set(initiatives.map(({ name }) => name))]))
    : fail('SMART_INITIATIVES_NONE');
}
