import type { CommandRequest, SubmissionAnswer } from '@shapan/contract';
import type { Change, Command, Fraction, Notice, Place } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import type { MetricFormat } from '../metric-format.ts';
import { errorText, holdsIn, noticeText } from '../words.ts';
import type { AskedEntries } from './asked-entries.ts';
import type { BreakdownCell } from './model.ts';
import { noTexts, type RefusedTexts, unsaved } from './refused-texts.ts';
import type { SpreadSummary } from './spread-summary.ts';
import { useNumberWords } from './use-number-words.ts';
import type { WayOut } from './ways-out.ts';

/** Why the last entry was not made, and what could be done about it. */
export interface Refusal {
  readonly text: string;
  /** Holds that stand in the way. */
  readonly holds: readonly string[];
  /** Other entries that would go through. */
  readonly waysOut: readonly WayOut[];
  readonly cell?: BreakdownCell;
  /** Where what stands in the way can be changed. */
  readonly elsewhere?: { readonly label: string; readonly place: Place };
}

export interface SendOptions {
  readonly format: MetricFormat;
  readonly refused: RefusedTexts;
  readonly setRefused: (texts: RefusedTexts) => void;
}

/** What commands would do. */
export interface Decided {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
}

export interface SentEntries {
  readonly commands: readonly Command[];
  readonly asked: AskedEntries;
  /** Fingerprint of what was shown: something else is not done (SPR-T88). */
  readonly expect?: string | undefined;
}

export interface PendingEntry extends SentEntries {
  readonly summary: SpreadSummary;
  readonly notices: readonly Notice[];
  /** The numbers have changed since somebody agreed: this is what the entry would do now (SPR-T85). */
  readonly isFresh?: boolean;
}

/** A number typed over one that somebody else has changed meanwhile (SPR-T85). */
export interface Conflict {
  readonly asked: AskedEntries;
  readonly theirs: Fraction | null;
}

interface SendAnswers {
  readonly onRefused: (refusal: Refusal) => void;
  readonly onConflict: (conflict: Conflict) => void;
  readonly onStale: (sent: SentEntries, fresh: SubmissionAnswer) => void;
}

/** Notices worth interrupting for; the others are in the preview and the history. */
const spoken: ReadonlySet<string> = new Set([
  'ZERO_BASIS',
  'EMPTY_TAKES',
  'UNSTABLE',
  'SIGN_FLIP',
  'MIXED_SIGNS',
  'NEAREST_RATE',
  'NEAREST_GOAL',
  'DRIVER_ABSORBED',
  'DRIVER_SKIPPED',
  'ABSORBED',
  'SHARED',
  'YIELDED',
  'RELEASE_TAKEN_BACK',
  'KEPT_BY_HAND',
  'KEPT_YIELDED',
]);

/** Submit what was decided; what was refused or could not be sent is explained, and its texts are kept. */
export function useSend(
  { format, refused, setRefused }: SendOptions,
  { onRefused, onConflict, onStale }: SendAnswers,
) {
  const words = useNumberWords(format);
  const { store } = usePlan();
  const tell = useUndoToast(store);

  return async (sent: SentEntries): Promise<void> => {
    const { commands, asked, expect } = sent;
    const result = await store.submit(commands as readonly CommandRequest[], undefined, expect);
    const fresh = result.error?.code === 'STALE' ? result.error.body?.preview : undefined;
    if (fresh) return onStale(sent, fresh);
    // Of several – a share and its total – the refusal says what changed; only one can be set against the number now.
    const [only, another] = asked.entries;
    if (result.error?.code === 'STALE' && only?.expect !== undefined && !another) {
      const theirs = result.error.body?.params?.['theirs'];
      const numerator = typeof theirs === 'number' ? theirs : null;
      return onConflict({ asked, theirs: numerator === null ? null : { numerator, denominator: 1 } });
    }
    if (result.error) {
      if (result.error.code === 'OFFLINE') {
        const cells = new Map([...refused.cells, ...unsaved(asked.texts, words.t('targets.unsaved')).cells]);
        setRefused({ ...noTexts, cells });
      }
      onRefused({
        text: errorText(words, result.error),
        holds: holdsIn(result.error.body?.params),
        waysOut: [],
      });
      return;
    }
    const notices = result.notices.filter(({ code }) => spoken.has(code));
    if (notices.length === 0) return;
    const text = notices.map((one) => noticeText(words, one)).join(' ');
    tell({ title: words.t('targets.entered'), text }, result);
  };
}
