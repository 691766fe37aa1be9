import { useT } from '../../../data/hooks.tsx';
import { Field, SegmentedControl, TextInput } from '../../../design/index.ts';
import { shareText } from './hold-text.ts';
import type { ShareChoice } from './share-choices.ts';

interface ShareFieldProps {
  readonly shares: readonly ShareChoice[];
  readonly share: ShareChoice;
  readonly onShare: (share: ShareChoice) => void;
  /** Another share than the present one; empty = that. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly wrong: boolean;
}

/** Of what the cell keeps its share, and how much that is now. */
export function ShareField({ shares, share, onShare, text, onText, wrong }: ShareFieldProps) {
  const t = useT();
  const nameOf = ({ name }: ShareChoice): string => name ?? t('targets.axis.time');
  return (
    <>
      {shares.length > 1 && (
        <SegmentedControl
          label={t('targets.hold.along')}
          value={share.along}
          onChange={(along) => onShare(shares.find((one) => one.along === along) ?? share)}
          segments={shares.map((one) => ({ value: one.along, label: nameOf(one) }))}
        />
      )}
      <Field
        label={t('targets.hold.shareText')}
        hint={t('targets.hold.shareText.hint')}
        error={wrong ? t('targets.code.SHARE_OVER_WHOLE') : undefined}
      >
        <TextInput value={text} inputMode="decimal" onChange={onText} />
      </Field>
      <p>{t('targets.hold.present', { share: shareText(share.part, share.whole), along: nameOf(share) })}</p>
    </>
  );
}
