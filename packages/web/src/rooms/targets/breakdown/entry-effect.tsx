import type { EntryEffect, Notice, OwnerEffect } from '@shapan/engine';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import type { MetricFormat } from '../metric-format.ts';
import { type NumberWords, noticeText } from '../words.ts';
import type { SpreadSummary } from './spread-summary.ts';
import { MovedTotals } from './totals-moved.tsx';

/** So many owners are named; of further ones how many there are. */
const mostOwners = 5;

/** Whose numbers an entry moves, by how much, and who is to agree (SPR-T87). */
export function EffectText({
  table,
  format,
  summary: { effect, moved },
}: {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly summary: Pick<SpreadSummary, 'effect' | 'moved'>;
}) {
  return effect && <Effect {...{ table, format, effect, moved }} />;
}

interface EffectProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly effect: EntryEffect;
  readonly moved: SpreadSummary['moved'];
}

function Effect({ table, format, effect: { owners, net, isNetChange, approver }, moved }: EffectProps) {
  const t = useT();
  const { workspace, memberName } = useWorkspace();
  const nobody = approver === null && owners.length === 0 && !isNetChange && moved.count === 0;
  if (nobody) return null;
  const amount = (units: number): string =>
    format.twoPart ? '' : `${format.amount(units, { signed: true })} ${format.unitLabel}`.trim();
  const named = owners
    .slice(0, mostOwners)
    .map(({ person, leaves, difference }: OwnerEffect) =>
      t('targets.effect.owner', { person: memberName(person), difference: amount(difference), leaves }),
    );
  const rest = owners.length - named.length;
  const list = [...named, ...(rest > 0 ? [t('targets.effect.more', { count: rest })] : [])];
  return (
    <>
      {list.length > 0 && (
        <p className="targets-hint num">
          {t('targets.effect.owners', { owners: list.join(t('targets.list.comma')) })}
        </p>
      )}
      <p className="targets-hint num">
        {isNetChange
          ? t('targets.effect.net', { net: amount(net) })
          : t(moved.count > 0 ? 'targets.effect.whole' : 'targets.effect.within')}
        {approver === null
          ? t('targets.effect.nobody')
          : approver === workspace.me.id
            ? t('targets.effect.own')
            : t('targets.effect.approver', { person: memberName(approver) })}
      </p>
      <MovedTotals {...{ table, format }} summary={{ moved }} />
    </>
  );
}

/** What rounding handed out: quiet, as nothing needs to be done about it. */
export function Residue({
  notices,
  words,
}: {
  readonly notices: readonly Notice[];
  readonly words: NumberWords;
}) {
  const residue = residueOf(notices);
  return residue ? <p className="targets-hint num">{noticeText(words, residue)}</p> : null;
}

/** An entry may round in several steps: their units together, and the cells that each of them names. */
export function residueOf(notices: readonly Notice[]): Notice | null {
  const steps = notices.flatMap(({ code, params = {} }) => (code === 'RESIDUE' ? [params] : []));
  if (steps.length === 0) return null;
  const units = steps.reduce((sum, step) => sum + Number(step['units'] ?? 0), 0);
  const names = steps
    .flatMap(({ names }) => names ?? [])
    .slice(0, mostSteps)
    .join(', ');
  return { code: 'RESIDUE', params: { units, ...(names !== '' && { names }) } };
}

/** Of so many steps the cells are named. */
const mostSteps = 3;
