import type { Fields } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { formatPercent } from '@shapan/i18n';
import { dateText } from '../../../app/dates.ts';
import type { PlacedHold } from './holds.ts';

type Amount = (amount: number) => string;

/** What is kept, why, by whom, until when, and whether it came with the what-if (SPR-T53). */
export function holdText(
  t: Translate,
  hold: PlacedHold,
  memberName: (id: unknown) => string,
  amount: Amount,
): string {
  const { reason, owner } = hold.record.fields;
  const named = t('targets.hold.named', { reason: String(reason), owner: memberName(owner) });
  const text = t('targets.hold.text', { named, until: endText(t, hold) });
  const said = t('targets.hold.said', { kept: keptText(t, hold, amount), text });
  const cells = hold.together.length;
  return cells > 1 ? t('targets.hold.together', { said, cells }) : said;
}

/** Until when it is kept, and that it came with the what-if where it did. */
export function endText(
  t: Translate,
  { record, inherited }: Pick<PlacedHold, 'record' | 'inherited'>,
): string {
  const until = untilText(t, record.fields);
  return inherited ? t('targets.hold.inherited', { until }) : until;
}

function untilText(t: Translate, { expires, expiresWhen }: Fields): string {
  const date = typeof expires === 'string' ? dateText(expires, t.locale) : undefined;
  if (expiresWhen === 'approved')
    return date ? t('targets.hold.untilEither', { date }) : t('targets.hold.untilApproved');
  return date ? t('targets.hold.until', { date }) : t('targets.hold.forGood');
}

function keptText(t: Translate, { heldAs, share, floor, cap, strength }: PlacedHold, amount: Amount): string {
  const kept = (): string => {
    if (heldAs === 'share' && share) {
      return t('targets.hold.kept.share', { share: shareText(share.part, share.whole) });
    }
    if (heldAs !== 'bound') return t(`targets.hold.kept.${heldAs}`);
    if (floor === undefined) return t('targets.hold.kept.cap', { cap: amount(cap ?? 0) });
    if (cap === undefined) return t('targets.hold.kept.floor', { floor: amount(floor) });
    return t('targets.hold.kept.bound', { floor: amount(floor), cap: amount(cap) });
  };
  return strength === 'soft' ? t('targets.hold.soft', { kept: kept() }) : kept();
}

/** 1/3 as 33.3 %. */
export const shareText = (part: number, whole: number): string =>
  formatPercent({ numerator: part, denominator: whole });
