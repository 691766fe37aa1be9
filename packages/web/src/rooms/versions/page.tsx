import type { PlanRecord } from '@shapan/engine';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import { usePlan, usePosition } from '../../app/open-plan.tsx';
import { useT } from '../../data/hooks.tsx';
import { IconButton, PageHeader, Panel, Select, Tabs } from '../../design/index.ts';
import { ComparisonView } from './comparison-view.tsx';
import { History } from './history.tsx';
import { ownVersions } from './own-versions.ts';
import type { ComparisonRequest } from './use-comparison.ts';
import { Versions } from './versions.tsx';
import { WhatIfs } from './what-ifs.tsx';
import './versions.css';

const tabs = ['history', 'versions', 'whatIfs'] as const;
type Tab = (typeof tabs)[number];

/** 版本与推演: what happened, what was frozen, and what would be if. */
export function Page() {
  const t = useT();
  const plan = usePlan();
  const now = usePosition();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const [branch, setBranch] = useState<ComparisonRequest | null>(null);
  const change = (next: Readonly<Record<string, string | number | undefined>>): void =>
    void navigate({ to: '.', search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false });
  const tab: Tab = tabs.find((one) => one === search['tab']) ?? 'history';
  const from = positionOf(search['from']);
  const to = positionOf(search['to']);
  const compare = (position: number): void => {
    setBranch(null);
    change({ from: position, to: undefined });
  };
  const items = [
    { value: 'history' as const, label: t('versions.tab.history'), content: <History onCompare={compare} /> },
    {
      value: 'versions' as const,
      label: t('versions.tab.versions'),
      content: <Versions onCompare={compare} />,
    },
    {
      value: 'whatIfs' as const,
      label: t('versions.tab.whatIfs'),
      content: <WhatIfs onCompare={setBranch} />,
    },
  ];
  const request: ComparisonRequest | null =
    branch ?? (from === undefined ? null : { book: plan.id, from, to: to ?? now });

  return (
    <>
      <PageHeader title={t('versions.title')} summary={t('versions.summary')} />
      {request && (
        <Panel
          title={t('versions.compare')}
          whatif={branch !== null}
          actions={
            <IconButton
              label={t('app.close')}
              icon={<X />}
              size="small"
              onClick={() => {
                setBranch(null);
                change({ from: undefined, to: undefined });
              }}
            />
          }
        >
          {!branch && <Ends from={request.from} to={to} onChange={change} />}
          <ComparisonView request={request} />
        </Panel>
      )}
      <Panel>
        <Tabs
          label={t('versions.tabs')}
          value={tab}
          onChange={(next) => {
            setBranch(null);
            change({ tab: next });
          }}
          items={items}
        />
      </Panel>
    </>
  );
}

const positionOf = (value: unknown): number | undefined => {
  const position = Number(value);
  return value === undefined || !Number.isInteger(position) || position < 0 ? undefined : position;
};

interface EndsProps {
  readonly from: number;
  readonly to: number | undefined;
  readonly onChange: (next: { readonly from?: number; readonly to?: number | undefined }) => void;
}

/** Any two of: the beginning, the frozen versions, a step of the history, now. */
function Ends({ from, to, onChange }: EndsProps) {
  const t = useT();
  const { id, state, summary } = usePlan();
  const position = usePosition();
  const versions = ownVersions(state, id, summary?.base?.book);
  const step = (position: number) => ({
    value: String(position),
    label: t('versions.position', { position }),
  });
  const named = (version: PlanRecord) => ({
    value: String(version.fields['position']),
    label: String(version.fields['name']),
  });
  const fixed = [{ value: '0', label: t('versions.compare.start') }, ...versions.map(named)];
  const withStep = (position: number | undefined) =>
    position === undefined || fixed.some(({ value }) => value === String(position))
      ? fixed
      : [...fixed, step(position)];
  return (
    <div className="versions-ends">
      <label>
        <span>{t('versions.compare.from')}</span>
        <Select
          label={t('versions.compare.from')}
          value={String(from)}
          choices={withStep(from)}
          onChange={(value) => onChange({ from: Number(value) })}
        />
      </label>
      <label>
        <span>{t('versions.compare.to')}</span>
        <Select
          label={t('versions.compare.to')}
          value={to === undefined || to === position ? 'now' : String(to)}
          choices={[...withStep(to), { value: 'now', label: t('versions.compare.now') }]}
          onChange={(value) => onChange({ to: value === 'now' ? undefined : Number(value) })}
        />
      </label>
    </div>
  );
}
