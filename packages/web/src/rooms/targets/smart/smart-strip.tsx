import {
  letterLevel,
  type SmartContext,
  type SmartFinding,
  type SmartLevel,
  smartContextOf,
  smartFindings,
  smartLetters,
} from '@shapan/engine';
import { Link } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import { Button, buttonClass, StatusTag, type Tone } from '../../../design/index.ts';
import { useTerritory } from '../breakdown/use-territory.ts';
import type { ListColumn, ListRow } from '../list/list-model.ts';
import { evidenceText } from './evidence.ts';
import { fixOf, mayFix, type SmartFix } from './fix.ts';
import { untoldOf } from './untold.ts';
import { useHistory } from './use-history.ts';
import { useRights } from './use-rights.ts';
import { workloadFor } from './workload.ts';
import './smart.css';

interface SmartStripProps {
  readonly row: ListRow;
  readonly onFix: (column: ListColumn) => void;
}

const tones: Readonly<Record<SmartLevel, Tone>> = { pass: 'good', warn: 'warn', fail: 'bad' };

/** SMART of the selected target: five letters at a glance, opened the evidence of every rule and the way to put it right. */
export function SmartStrip({ row, onFix }: SmartStripProps) {
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState(false);
  const judged = useJudged(row);
  if (!judged) return null;
  const { report } = judged;
  return (
    <section className="targets-smart" aria-label={t('smart.of', { name: row.name })}>
      <button
        type="button"
        className="targets-smart__strip"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className="targets-smart__title">{t('smart.title')}</span>
        {smartLetters.map((letter) => {
          const level = letterLevel(report.findings, letter);
          return (
            <StatusTag key={letter} tone={tones[level]}>
              {`${letter} ${t(`smart.letter.${letter}`)} · ${t(`smart.level.${level}`)}`}
            </StatusTag>
          );
        })}
        <span className="targets-smart__score num">
          {t('smart.score', { score: report.score })}
          <ChevronDown aria-hidden="true" />
        </span>
      </button>
      {open && (
        <ul id={id} className="targets-smart__findings">
          {report.findings.map((finding) => (
            <Finding key={finding.rule} finding={finding} context={judged.context} row={row} onFix={onFix} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What the rules say of a target now; `null` while its numbers are not here. */
function useJudged({ target, name, table }: ListRow) {
  const { content, master } = usePlan();
  const territory = useTerritory();
  const history = useHistory(table, territory);
  const { workspace, memberName } = useWorkspace();
  const today = serverDay(workspace.timeZone);
  return useMemo(() => {
    if (!table) return null;
    const said = smartContextOf({ state: content.state, master }, table, today);
    const context = {
      ...said,
      name,
      untold: untoldOf(territory),
      // What all people deliver says nothing of a part of the target, and who sees a part of the tasks sees a part of the load.
      ...(territory.size > 0
        ? { capacity: undefined }
        : { workload: workloadFor({ state: content.state, master }, target.id, memberName) }),
      ...(history && { history }),
    };
    return { context, report: smartFindings(target, context) };
    // Numbers change in place; `content` is new whenever they did.
  }, [content, master, table, today, name, target, history, territory, memberName]);
}

interface FindingProps extends SmartStripProps {
  readonly finding: SmartFinding;
  readonly context: SmartContext;
}

function Finding({ finding, context, row, onFix }: FindingProps) {
  const t = useT();
  const { memberName } = useWorkspace();
  const rights = useRights();
  const words = { t, format: row.format, metric: context.metric, memberName };
  const rule = t.find(`smart.rule.${finding.rule}`) ?? finding.rule;
  const found = fixOf(finding);
  // Whoever may not put it right is not shown a way to.
  const fix = found && mayFix(found, row, rights) ? found : null;
  return (
    <li>
      <StatusTag tone={tones[finding.level]} plain>
        {t(`smart.level.${finding.level}`)}
      </StatusTag>
      <span className="targets-smart__rule">{`${finding.rule} ${rule}`}</span>
      <span className="targets-smart__evidence">{evidenceText(words, finding)}</span>
      {fix && <FixLink fix={fix} rule={rule} onFix={onFix} />}
    </li>
  );
}

interface FixLinkProps {
  readonly fix: SmartFix;
  readonly rule: string;
  readonly onFix: SmartStripProps['onFix'];
}

function FixLink({ fix, rule, onFix }: FixLinkProps) {
  const t = useT();
  const params = { workspace: useWorkspace().workspace.id, plan: usePlan().id };
  if ('column' in fix) {
    const label = t('smart.fix.cell');
    return (
      <Button kind="quiet" size="small" aria-label={`${label} ${rule}`} onClick={() => onFix(fix.column)}>
        {label}
      </Button>
    );
  }
  const label = t(`smart.fix.${fix.room}`);
  const look = { className: buttonClass('quiet', 'small'), 'aria-label': `${label} ${rule}` };
  switch (fix.room) {
    case 'overview':
      return (
        <Link to="/w/$workspace/plans/$plan" params={params} {...look}>
          {label}
        </Link>
      );
    case 'strategy':
      return (
        <Link to="/w/$workspace/plans/$plan/strategy" params={params} {...look}>
          {label}
        </Link>
      );
    case 'research':
      return (
        <Link to="/w/$workspace/plans/$plan/research" params={params} {...look}>
          {label}
        </Link>
      );
    case 'execution':
      return (
        <Link to="/w/$workspace/plans/$plan/execution" params={params} {...look}>
          {label}
        </Link>
      );
    case 'tracking':
      return (
        <Link to="/w/$workspace/plans/$plan/tracking" params={params} {...look}>
          {label}
        </Link>
      );
    case 'import':
      return (
        <Link to="/w/$workspace/data/import" params={params} {...look}>
          {label}
        </Link>
      );
  }
}
