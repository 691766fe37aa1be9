import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Combobox, Field, SegmentedControl, Select, TextInput } from '../../../design/index.ts';
import type { Axis } from '../breakdown/arrangement.ts';
import {
  type Comparison,
  type Condition,
  comparisons,
  conditionText,
  type MemberCondition,
  type NumberCondition,
  needsNumber,
} from '../breakdown/conditions.ts';
import { readAmount, readRate } from '../breakdown/entries.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { type Arranging, numberColumns } from './arranging.ts';
import { MemberList } from './member-choice.tsx';
import { typedNumber } from './use-condition-words.ts';
import { useMemberChoices } from './use-member-choices.ts';

interface FilterFormProps extends Arranging {
  /** The condition that is being changed; `null` = a further one. */
  readonly edited: Condition | null;
  readonly onApply: (condition: Condition) => void;
}

/** A condition longer than this does not fit into an address that every server takes. */
const longest = 4_000;

/** A further condition, or another form of one: by members, by the numbers of a column, or by name. */
export function FilterForm(props: FilterFormProps) {
  const { edited, arrangement } = props;
  const t = useT();
  const [kind, setKind] = useState<Condition['kind']>(
    edited?.kind ?? (arrangement.rows.length > 0 ? 'members' : 'number'),
  );
  return (
    <div className="targets-form">
      <SegmentedControl
        label={t('targets.order.kind')}
        value={kind}
        onChange={setKind}
        segments={(['members', 'number', 'name'] as const).map((value) => ({
          value,
          label: t(`targets.order.kind.${value}`),
        }))}
      />
      {kind === 'members' && <ByMembers {...props} edited={edited?.kind === kind ? edited : null} />}
      {kind === 'number' && <ByNumber {...props} edited={edited?.kind === kind ? edited : null} />}
      {kind === 'name' && <ByName {...props} edited={edited?.kind === kind ? edited.text : ''} />}
    </div>
  );
}

interface PartProps<Edited> extends Omit<FilterFormProps, 'edited'> {
  readonly edited: Edited;
}

function ByMembers({ edited, onApply, ...arranging }: PartProps<MemberCondition | null>) {
  const t = useT();
  const { axisName } = arranging;
  const axes = arranging.arrangement.rows;
  const [axis, setAxis] = useState<Axis>(edited?.axis ?? axes[0] ?? 0);
  const [keep, setKeep] = useState(edited?.keep ?? true);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(edited?.ids));
  const choices = useMemberChoices(arranging)(axis);
  const condition: Condition = { kind: 'members', axis, keep, ids: [...chosen] };
  const tooMany = conditionText(condition).length > longest;
  return (
    <>
      {axes.length > 1 && (
        <Select
          label={t('targets.order.axis')}
          value={String(axis)}
          choices={axes.map((one) => ({ value: String(one), label: axisName(one) }))}
          onChange={(value) => {
            setAxis(value === 'time' ? value : Number(value));
            setChosen(new Set());
          }}
        />
      )}
      <SegmentedControl
        label={t('targets.order.keep')}
        value={keep ? 'only' : 'without'}
        onChange={(way) => setKeep(way === 'only')}
        segments={[
          { value: 'only', label: t('targets.order.only') },
          { value: 'without', label: t('targets.order.without') },
        ]}
      />
      <MemberList label={axisName(axis)} {...{ choices, chosen }} onChoose={setChosen} />
      {tooMany && (
        <p role="alert" className="targets-hint targets-hint--bad">
          {t('targets.order.tooMany')}
        </p>
      )}
      <Apply
        disabled={chosen.size === 0 || tooMany}
        edited={edited !== null}
        onApply={() => onApply(condition)}
      />
    </>
  );
}

function ByNumber({ edited, onApply, ...arranging }: PartProps<NumberCondition | null>) {
  const t = useT();
  const { format } = arranging;
  const columns = numberColumns(arranging);
  const [column, setColumn] = useState(edited?.column ?? columns[0]?.value ?? '');
  const [comparison, setComparison] = useState<Comparison>(edited?.comparison ?? 'atLeast');
  const [text, setText] = useState(edited ? typedNumber(edited, format) : '');
  const than = needsNumber(comparison) ? readNumber(text, format) : 0;
  const apply = (): void => {
    if (than !== null) onApply({ kind: 'number', column, comparison, than });
  };
  return (
    <>
      <Combobox
        label={t('targets.order.column')}
        value={column}
        choices={columns}
        emptyText={t('targets.grid.noChoice')}
        openLabel={t('targets.open')}
        clearLabel={t('targets.order.none')}
        onChange={(next) => setColumn(next ?? columns[0]?.value ?? '')}
      />
      <Select
        label={t('targets.order.comparison')}
        value={comparison}
        choices={comparisons.map((one) => ({ value: one, label: t(`targets.order.${one}`) }))}
        onChange={setComparison}
      />
      {needsNumber(comparison) && (
        <Field
          label={inUnit(t, t('targets.order.number'), format.unitLabel)}
          error={text !== '' && than === null ? t('targets.order.unreadable') : undefined}
        >
          <TextInput value={text} onChange={setText} onEnter={apply} />
        </Field>
      )}
      <Apply disabled={than === null} edited={edited !== null} onApply={apply} />
    </>
  );
}

function ByName({ edited, onApply }: PartProps<string>) {
  const t = useT();
  const [text, setText] = useState(edited);
  const wanted = text.trim();
  const apply = (): void => {
    if (wanted !== '') onApply({ kind: 'name', text: wanted });
  };
  return (
    <>
      <Field label={t('targets.order.nameHolds')}>
        <TextInput value={text} onChange={setText} onEnter={apply} maxLength={80} />
      </Field>
      <Apply disabled={wanted === ''} edited={edited !== ''} onApply={apply} />
    </>
  );
}

interface ApplyProps {
  readonly disabled: boolean;
  readonly edited: boolean;
  readonly onApply: () => void;
}

function Apply({ disabled, edited, onApply }: ApplyProps) {
  const t = useT();
  return (
    <Button size="small" kind="primary" disabled={disabled} onClick={onApply}>
      {t(edited ? 'targets.order.change' : 'targets.order.apply')}
    </Button>
  );
}

function readNumber(text: string, format: MetricFormat): number | null {
  if (text.trim() === '') return null;
  if (format.twoPart) {
    const rate = readRate(text, null, format.percent);
    return typeof rate === 'number' ? rate : null;
  }
  const typed = readAmount(text, null, format);
  return typed.ok ? typed.value.amount : null;
}
