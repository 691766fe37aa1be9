import type { PlanSummary } from '@shapan/contract';
import { calendarOf, currencyDecimals, isDate, readTypedAmount } from '@shapan/engine';
import { type FormEvent, useState } from 'react';
import { rangeText, todayHere } from '../../app/dates.ts';
import { problemText } from '../../app/failure.tsx';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, Checkbox, Field, Panel, Select, TextInput } from '../../design/index.ts';
import { type Period, periodOf, type QuickPeriod, quarterOf, quickPeriods } from './periods.ts';
import type { PlanSource } from './scenario-signs.ts';
import { moneyText } from './target-text.ts';

export interface NewPlanAnswers {
  readonly name: string;
  readonly period: Period;
  /** In smallest units; `null` = the scenario's own sample numbers, or none. */
  readonly total: number | null;
  readonly sampleNumbers: boolean;
  /** The plan it continues. */
  readonly earlier: string;
}

interface NewPlanFormProps {
  readonly source: PlanSource;
  readonly earlier: readonly PlanSummary[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly onCreate: (answers: NewPlanAnswers) => void;
}

export function NewPlanForm({ source, earlier, busy, error, onCreate }: NewPlanFormProps) {
  const t = useT();
  const { workspace, master } = useWorkspace();
  const { yearStartMonth } = calendarOf(useBook(master).state);
  const today = todayHere();
  const [quick, setQuick] = useState<QuickPeriod | 'custom'>('thisQuarter');
  const [period, setPeriod] = useState<Period>(() => periodOf('thisQuarter', today, yearStartMonth));
  const [typedName, setName] = useState<string>();
  const [typedTotal, setTotal] = useState('');
  const [sampleNumbers, setSample] = useState(true);
  const [plan, setPlan] = useState(earlier[0]?.id ?? '');
  const [asked, setAsked] = useState(false);
  const quarter = quarterOf(period, yearStartMonth);
  const about =
    source === 'plan' ? (earlier.find(({ id }) => id === plan)?.name ?? '') : t(`plan.scenario.${source}`);
  const name =
    typedName ??
    t(source === 'plan' ? 'plan.new.next' : 'plan.new.name', { about, when: periodName(period, quarter) });
  // The first core metric of every scenario is an amount of money.
  const decimals = currencyDecimals(workspace.currency);
  const total = readTotal(typedTotal, decimals);
  const wrong = problemsOf();

  function periodName({ from, to }: Period, quarter: number | null): string {
    const year = from.slice(0, 4);
    if (quarter !== null) return t('plan.new.quarter', { year, quarter });
    return from.endsWith('-01-01') && to === `${year}-12-31`
      ? t('plan.new.year', { year })
      : rangeText(from, to, t.locale, today);
  }

  function problemsOf(): { name?: string; period?: string; total?: string } {
    return {
      ...(name.trim() === '' && { name: t('problem.REQUIRED') }),
      ...(!(isDate(period.from) && isDate(period.to) && period.from <= period.to) && {
        period: t('plan.new.period.wrong'),
      }),
      ...(typedTotal !== '' &&
        total === undefined && { total: t('problem.NUMBER_UNREADABLE', { text: typedTotal }) }),
      ...(total !== undefined && total < 0 && { total: t('problem.OUT_OF_RANGE') }),
    };
  }

  function choose(next: QuickPeriod | 'custom'): void {
    setQuick(next);
    if (next !== 'custom') setPeriod(periodOf(next, today, yearStartMonth));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (busy || Object.keys(wrong).length > 0) return;
    onCreate({ name: name.trim(), period, total: total ?? null, sampleNumbers, earlier: plan });
  }

  return (
    <form className="new-plan__form" onSubmit={submit} noValidate>
      <Panel title={t('plan.new.questions')}>
        <div className="form">
          {source === 'plan' && (
            <Field label={t('plan.new.earlier.which')}>
              <Select
                value={plan}
                onChange={setPlan}
                choices={earlier.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          )}
          <Field label={t('plan.period')}>
            <Select
              value={quick}
              onChange={choose}
              choices={[...quickPeriods, 'custom' as const].map((value) => ({
                value,
                label: t(`plan.new.${value}`),
              }))}
            />
          </Field>
          <div className="form__pair">
            <Field label={t('plan.new.from')} error={asked ? wrong.period : undefined}>
              <TextInput
                type="date"
                value={period.from}
                onChange={(from) => (setQuick('custom'), setPeriod({ ...period, from }))}
              />
            </Field>
            <Field label={t('plan.new.to')}>
              <TextInput
                type="date"
                value={period.to}
                onChange={(to) => (setQuick('custom'), setPeriod({ ...period, to }))}
              />
            </Field>
          </div>
          <Field label={t('plan.name')} error={asked ? wrong.name : undefined}>
            <TextInput value={name} onChange={setName} maxLength={120} />
          </Field>
          {source !== 'plan' && (
            <>
              <Field
                label={t(`plan.scenario.${source}.metric`)}
                note={t('app.optional')}
                hint={
                  total === undefined
                    ? t(source === 'blank' ? 'plan.new.total.blank' : 'plan.new.total.hint')
                    : t('plan.new.total.read', {
                        amount: moneyText(total, decimals, t, workspace.currency),
                      })
                }
                error={asked || typedTotal !== '' ? wrong.total : undefined}
              >
                <TextInput
                  value={typedTotal}
                  onChange={setTotal}
                  placeholder={t('plan.new.total.example')}
                  inputMode="text"
                  className="num"
                />
              </Field>
              {source !== 'blank' && (
                <Checkbox label={t('plan.new.sample')} checked={sampleNumbers} onChange={setSample} />
              )}
            </>
          )}
          {error !== null && (
            <Callout tone="bad" announce="urgent">
              {problemText(t, error)}
            </Callout>
          )}
          <div className="form__end">
            <Button type="submit" kind="primary" busy={busy}>
              {t('plan.new.create')}
            </Button>
          </div>
        </div>
      </Panel>
    </form>
  );
}

function readTotal(text: string, decimals: number): number | undefined {
  if (text.trim() === '') return undefined;
  const read = readTypedAmount(text, { decimals });
  return read.ok && !read.value.relative ? read.value.amount : undefined;
}
