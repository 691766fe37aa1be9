import { type CommandRequest, refusal } from '@shapan/contract';
import { kinds, RELEASE } from '@shapan/engine';
import { Waves } from 'lucide-react';
import { useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Callout, Checkbox, Dialog, Field, Select } from '../../../design/index.ts';
import { useReleasedPart, useTerritory } from '../breakdown/use-territory.ts';
import { dimensionName, memberName } from '../names.ts';
import { type ReleaseLine, releaseLines } from './release-lines.ts';

interface WaterfallProps {
  readonly table: TargetTable;
}

const openAt = 'none';
const linesAtOnce = 200;

const waterfallOfTable = ({ layout }: TargetTable): string | null => {
  const dimension = layout.target.fields['waterfall'];
  return typeof dimension === 'string' ? dimension : null;
};

const handDown = ({ layout }: TargetTable, waterfall: string | null): CommandRequest => ({
  type: 'record.update',
  kind: 'target',
  id: layout.target.id,
  set: { waterfall },
  expect: { waterfall: layout.target.fields['waterfall'] ?? null },
});

const releaseTo = (target: string, dimension: string, member: string): CommandRequest => ({
  type: 'record.add',
  kind: RELEASE,
  id: uuidv7(),
  fields: { target, coordinate: { [dimension]: member } },
});

/** Whether the reader's rights allow a command. */
function useMayDo(): (command: CommandRequest) => boolean {
  const { state, master } = usePlan();
  const { me, timeZone } = useWorkspace().workspace;
  const territory = useTerritory();
  const actor = { member: me.id, role: me.role, scope: me.scope };
  const today = serverDay(timeZone);
  return (command) =>
    refusal(actor, command, { state, master, territory, kinds, book: 'plan', today }) === null;
}

/** 逐级下达: along which dimension a target is handed down, and to whom its numbers were released (SPR-T93). */
export function WaterfallButton({ table }: WaterfallProps) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const mayDo = useMayDo();
  const dimension = waterfallOfTable(table);
  const { layout } = table;
  if (layout.formula || layout.cube.dimensions.length === 0) return null;
  if (dimension === null && !mayDo(handDown(table, layout.cube.dimensions[0] ?? ''))) return null;
  return (
    <>
      <Button size="small" icon={<Waves aria-hidden="true" />} onClick={() => setAsked(true)}>
        {t(dimension === null ? 'targets.waterfall.open' : 'targets.waterfall.releases')}
      </Button>
      {asked && <WaterfallDialog table={table} onClose={() => setAsked(false)} />}
    </>
  );
}

/** Says to whoever works below that numbers are still to come, instead of an empty table. */
export function NotReleased({ table }: WaterfallProps) {
  const t = useT();
  const territory = useTerritory();
  const part = useReleasedPart(table.layout.target.id);
  const missing = [...territory].some(
    ([dimension, members]) => (part.get(dimension)?.size ?? 0) < members.size,
  );
  if (!missing) return null;
  const none = [...part.values()].some(({ size }) => size === 0);
  return <Callout tone="neutral">{t(none ? 'targets.waterfall.none' : 'targets.waterfall.some')}</Callout>;
}

function WaterfallDialog({ table, onClose }: WaterfallProps & { readonly onClose: () => void }) {
  const t = useT();
  const { store, content, master } = usePlan();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const territory = useTerritory();
  const mayDo = useMayDo();
  const before = waterfallOfTable(table);
  const [dimension, setDimension] = useState(before);
  const [draft, setDraft] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { layout } = table;
  const target = layout.target.id;
  const lines = useMemo(
    () =>
      dimension === null ? [] : releaseLines({ layout, state: content.state, master }, dimension, territory),
    [layout, content, master, dimension, territory],
  );
  const changed = lines.filter(
    ({ member, release }) => draft.has(member) && draft.get(member) !== (release !== undefined),
  );
  const commands = [
    ...(dimension === before ? [] : [handDown(table, dimension)]),
    ...changed.map(({ member, release }) => toggled(target, dimension ?? '', member, release)),
  ];
  const confirm = async (): Promise<void> => {
    const result = await store.submit(commands);
    if (!explain(result)) return;
    tell({ title: t('targets.waterfall.done') }, result);
    onClose();
  };
  const choices = [
    { value: openAt, label: t('targets.waterfall.atOnce') },
    ...layout.cube.dimensions.map((id) => ({ value: id, label: dimensionName(master, id) })),
  ];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.waterfall.title')}
      closeLabel={t('app.close')}
      description={t('targets.waterfall.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" disabled={commands.length === 0} onClick={() => void confirm()}>
            {t('targets.waterfall.confirm')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <Field label={t('targets.waterfall.along')}>
          <Select
            label={t('targets.waterfall.along')}
            value={dimension ?? openAt}
            choices={choices}
            disabled={!mayDo(handDown(table, dimension))}
            onChange={(value) => setDimension(value === openAt ? null : value)}
          />
        </Field>
        {dimension !== null && (
          <ReleaseList
            lines={lines}
            isReleased={({ member, release }) => draft.get(member) ?? release !== undefined}
            mayChange={({ member, release }) =>
              // A dimension that is only being chosen is judged as if it were.
              dimension !== before || mayDo(toggled(target, dimension, member, release))
            }
            onChange={(members, on) =>
              setDraft(new Map([...draft, ...members.map((member) => [member, on] as const)]))
            }
          />
        )}
      </div>
    </Dialog>
  );
}

const toggled = (
  target: string,
  dimension: string,
  member: string,
  release: ReleaseLine['release'],
): CommandRequest =>
  release ? { type: 'record.remove', kind: RELEASE, id: release.id } : releaseTo(target, dimension, member);

interface ReleaseListProps {
  readonly lines: readonly ReleaseLine[];
  readonly isReleased: (line: ReleaseLine) => boolean;
  readonly mayChange: (line: ReleaseLine) => boolean;
  readonly onChange: (members: readonly string[], on: boolean) => void;
}

/** Members one below the other; each level can be released at once. */
function ReleaseList({ lines, isReleased, mayChange, onChange }: ReleaseListProps) {
  const t = useT();
  const { master } = usePlan();
  const [shown, setShown] = useState(linesAtOnce);
  const levels = [...new Set(lines.map(({ depth }) => depth))].sort((a, b) => a - b);
  return (
    <fieldset className="targets-releases">
      <legend>{t('targets.waterfall.to')}</legend>
      {levels.length > 1 && (
        <div className="targets-releases__levels">
          {levels.map((level) => {
            const own = lines.filter((line) => line.depth === level && mayChange(line));
            const on = own.filter(isReleased).length;
            return (
              <Checkbox
                key={level}
                label={t('targets.waterfall.level', { level: level + 1 })}
                checked={own.length > 0 && on === own.length}
                mixed={on > 0 && on < own.length}
                disabled={own.length === 0}
                onChange={(next) =>
                  onChange(
                    own.map(({ member }) => member),
                    next,
                  )
                }
              />
            );
          })}
        </div>
      )}
      <ul>
        {lines.slice(0, shown).map((line) => (
          <li key={line.member} style={{ paddingInlineStart: `${line.depth * 20}px` }}>
            <Checkbox
              label={memberName(master, line.member)}
              checked={isReleased(line)}
              disabled={!mayChange(line)}
              onChange={(next) => onChange([line.member], next)}
            />
          </li>
        ))}
      </ul>
      {lines.length > shown && (
        <Button kind="quiet" size="small" onClick={() => setShown(shown + linesAtOnce)}>
          {t('records.more', { count: lines.length - shown })}
        </Button>
      )}
    </fieldset>
  );
}
