import type { BookState, PlanRecord } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { rangeText } from '../../app/dates.ts';
import { dimensionName, targetName } from './names.ts';

/**
 * What the targets of a plan are called: by their metric and, where several share one, by what tells them apart – what
 * they are broken down over, their days, their class, and at last their number.
 */
export function targetNames(
  targets: readonly PlanRecord[],
  master: BookState,
  t: Translate,
): ReadonlyMap<string, string> {
  const byName = new Map<string, PlanRecord[]>();
  for (const target of targets) {
    const name = targetName(master, target);
    const same = byName.get(name);
    if (same) same.push(target);
    else byName.set(name, [target]);
  }
  return new Map(
    [...byName].flatMap(([name, same]) =>
      same.length === 1 ? same.map(({ id }) => [id, name] as const) : toldApart(name, same, master, t),
    ),
  );
}

function toldApart(name: string, same: readonly PlanRecord[], master: BookState, t: Translate) {
  const marks = [overText, daysText, classText].filter(
    (mark) => new Set(same.map((target) => mark(target, master, t))).size > 1,
  );
  const texts = same.map((target) => marks.map((mark) => mark(target, master, t)).join(' · '));
  return same.map(({ id }, i) => {
    const text = texts[i] ?? '';
    const number = texts.filter((other) => other === text).length > 1 ? `#${i + 1}` : '';
    const told = [text, number].filter((part) => part !== '').join(' · ');
    return [id, t('targets.name.apart', { name, marks: told })] as const;
  });
}

const overText = ({ fields }: PlanRecord, master: BookState, t: Translate): string => {
  const names = ((fields['dimensions'] ?? []) as readonly string[]).map((id) => dimensionName(master, id));
  return names.length === 0 ? t('targets.name.whole') : names.join(' › ');
};

const daysText = ({ fields }: PlanRecord, _: BookState, t: Translate): string =>
  rangeText(fields['from'], fields['to'], t.locale);

const classText = ({ fields }: PlanRecord, _: BookState, t: Translate): string =>
  t(fields['targetClass'] === 'core' ? 'targets.class.core' : 'targets.class.supporting');
