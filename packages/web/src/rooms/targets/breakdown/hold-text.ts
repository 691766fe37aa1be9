import type { Translate } from '@shapan/i18n';
import { dateText } from '../../../app/dates.ts';
import type { PlacedHold } from './holds.ts';

/** Why a number is held, by whom and until when. */
export function holdText(t: Translate, { record }: PlacedHold, memberName: (id: unknown) => string): string {
  const { reason, owner, expires } = record.fields;
  const named = t('targets.hold.named', { reason: String(reason), owner: memberName(owner) });
  const until =
    typeof expires === 'string'
      ? t('targets.hold.until', { date: dateText(expires, t.locale) })
      : t('targets.hold.forGood');
  return t('targets.hold.text', { named, until });
}
