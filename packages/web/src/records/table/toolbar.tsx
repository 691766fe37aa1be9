import type { PlanRecord } from '@shapan/engine';
import { ArrowDownUp, Filter, Group, PanelRight, Pencil, Plus, Search, Trash2, X } from 'lucide-react';
import { Button, Field, IconButton, Menu, Popover, Select, TextInput } from '../../design/index.ts';
import { type Arrangement, isFiltered } from '../core/arrange.ts';
import type { RecordContext } from '../core/context.ts';
import type { Block } from '../core/paste.ts';
import { namedMembers, namedRecords } from '../core/read.ts';
import { kindOf, type RecordView, type TableColumn } from '../core/view.ts';
import { fieldWord, optionWord } from '../core/words.ts';
import { SheetMenu } from '../sheet/sheet-menu.tsx';

interface ToolbarProps {
  readonly context: RecordContext;
  readonly view: RecordView;
  readonly columns: readonly TableColumn[];
  readonly arrangement: Arrangement;
  readonly change: (change: Partial<Arrangement>) => void;
  readonly total: number;
  readonly shown: number;
  readonly mayAdd: boolean;
  readonly mayChange: (record: PlanRecord) => boolean;
  readonly narrow: boolean;
  readonly chosen: readonly PlanRecord[];
  readonly newLabel: string;
  readonly addRow: () => void;
  /** The name of the table. */
  readonly label: string;
  /** What is seen, in its order. */
  readonly records: readonly PlanRecord[];
  readonly onRead: (block: Block) => void;
  readonly onOpen: () => void;
  readonly onBulk: () => void;
  readonly onRemove: () => void;
}

/** What can be done with the table as a whole, and with the rows selected in it. */
export function Toolbar(props: ToolbarProps) {
  const { context, arrangement, change, total, shown, mayAdd, mayChange, chosen } = props;
  const { t } = context;
  const filtered = isFiltered(arrangement);
  return (
    <div className="records__bar screen-only">
      {mayAdd && (
        <Button size="small" icon={<Plus aria-hidden="true" />} onClick={props.addRow}>
          {props.newLabel}
        </Button>
      )}
      {!props.narrow && total > 0 && <Chosen {...props} />}
      <div className="records__view">
        {total > 0 && (
          <>
            <div className="records__search">
              <Search aria-hidden="true" size={14} />
              <TextInput
                type="search"
                aria-label={t('records.search')}
                placeholder={t('records.search')}
                value={arrangement.search}
                onChange={(search) => change({ search })}
              />
            </div>
            <FilterButton {...props} />
            <SortButton {...props} />
            <GroupButton {...props} />
          </>
        )}
        {(props.records.length > 0 || mayAdd) && <SheetMenu {...props} />}
        <span className="records__count num" role="status">
          {filtered && t('records.filtered', { shown, total })}
          {!filtered && total > 0 && t('records.count', { count: total })}
        </span>
        {filtered && (
          <IconButton
            size="small"
            label={t('records.filter.clear')}
            icon={<X aria-hidden="true" />}
            onClick={() => change({ search: '', where: {} })}
          />
        )}
      </div>
      {chosen.length > 1 && chosen.every(mayChange) && (
        <span className="visually-hidden" role="status">
          {t('records.chosen', { count: chosen.length })}
        </span>
      )}
    </div>
  );
}

function Chosen({ context, chosen, mayAdd, mayChange, onOpen, onBulk, onRemove }: ToolbarProps) {
  const { t } = context;
  const none = chosen.length === 0;
  const mayAll = none ? mayAdd : chosen.every(mayChange);
  return (
    <>
      <Button
        kind="quiet"
        size="small"
        icon={<PanelRight aria-hidden="true" />}
        disabled={none}
        onClick={onOpen}
      >
        {t('records.open')}
      </Button>
      {mayAll && (
        <>
          <Button
            kind="quiet"
            size="small"
            icon={<Pencil aria-hidden="true" />}
            disabled={chosen.length < 2}
            onClick={onBulk}
          >
            {chosen.length < 2 ? t('records.bulk') : t('records.bulk.count', { count: chosen.length })}
          </Button>
          <Button
            kind="quiet"
            size="small"
            icon={<Trash2 aria-hidden="true" />}
            disabled={none}
            onClick={onRemove}
          >
            {chosen.length < 2 ? t('records.remove') : t('records.remove.count', { count: chosen.length })}
          </Button>
        </>
      )}
    </>
  );
}

const ANY = '*';

/** Fields with few enough values to choose one from a list. */
function filterable(view: RecordView): readonly string[] {
  const shown = view.columns.filter((column): column is string => typeof column === 'string');
  return shown.filter((name) => {
    const type = kindOf(view).fields[name]?.type;
    return type === 'choice' || type === 'person' || type === 'reference';
  });
}

function valuesOf(context: RecordContext, view: RecordView, name: string) {
  const field = kindOf(view).fields[name];
  if (field?.type === 'choice') {
    return field.options.map((value) => ({ value, label: optionWord(context.t, name, value) }));
  }
  if (field?.type === 'person')
    return namedMembers(context).map(({ id, name: label }) => ({ value: id, label }));
  if (field?.type !== 'reference') return [];
  return namedRecords(context, field.kinds).map(({ id, name: label }) => ({ value: id, label }));
}

function FilterButton({ context, view, arrangement, change }: ToolbarProps) {
  const { t } = context;
  const { where } = arrangement;
  const count = Object.keys(where).length;
  const set = (name: string, value: string): void => {
    const { [name]: _, ...rest } = where;
    change({ where: value === ANY ? rest : { ...rest, [name]: value } });
  };
  const trigger = (
    <Button kind="quiet" size="small" icon={<Filter aria-hidden="true" />}>
      {count > 0 ? t('records.filter.count', { count }) : t('records.filter')}
    </Button>
  );
  return (
    <Popover trigger={trigger} title={t('records.filter')} align="end">
      <div className="records__form records__filter">
        {filterable(view).map((name) => (
          <Field key={name} label={fieldWord(t, view.kind, name, view.template)}>
            <Select
              value={where[name] ?? ANY}
              onChange={(value) => set(name, value)}
              choices={[
                { value: ANY, label: t('records.filter.any') },
                ...valuesOf(context, view, name),
                { value: '', label: t('records.empty') },
              ]}
            />
          </Field>
        ))}
      </div>
    </Popover>
  );
}

function SortButton({ context, columns, arrangement, change }: ToolbarProps) {
  const { t } = context;
  const { sort } = arrangement;
  /** Off, upwards, downwards, off: a column pressed anew goes on to its next state. */
  const press = (column: string): void => {
    const found = sort.find((one) => one.column === column);
    if (!found) return change({ sort: [...sort, { column, descending: false }] });
    if (!found.descending) {
      return change({ sort: sort.map((one) => (one === found ? { column, descending: true } : one)) });
    }
    change({ sort: sort.filter((one) => one !== found) });
  };
  const actions = columns.map(({ id, header }) => {
    const found = sort.find((one) => one.column === id);
    const arrow = found ? (found.descending ? ' ↓' : ' ↑') : '';
    const rank = found && sort.length > 1 ? ` ${sort.indexOf(found) + 1}` : '';
    return { id, label: `${header}${arrow}${rank}`, checked: found !== undefined, onSelect: () => press(id) };
  });
  const trigger = (
    <Button kind="quiet" size="small" icon={<ArrowDownUp aria-hidden="true" />}>
      {sort.length > 0 ? t('records.sort.count', { count: sort.length }) : t('records.sort')}
    </Button>
  );
  const clear = {
    id: 'clear',
    label: t('records.sort.clear'),
    disabled: sort.length === 0,
    onSelect: () => change({ sort: [] }),
  };
  return (
    <Menu
      trigger={trigger}
      align="end"
      groups={[
        { id: 'columns', actions },
        { id: 'clear', actions: [clear] },
      ]}
    />
  );
}

function GroupButton({ context, view, arrangement, change }: ToolbarProps) {
  const { t } = context;
  const { group } = arrangement;
  const fields = filterable(view).filter((name) => {
    const field = kindOf(view).fields[name];
    return !(field && 'many' in field && field.many);
  });
  if (fields.length === 0) return null;
  const word = (name: string): string => fieldWord(t, view.kind, name, view.template);
  const actions = ['', ...fields].map((name) => ({
    id: name === '' ? 'none' : name,
    label: name === '' ? t('records.group.off') : word(name),
    checked: group === name,
    onSelect: () => change({ group: name }),
  }));
  const trigger = (
    <Button kind="quiet" size="small" icon={<Group aria-hidden="true" />}>
      {group === '' ? t('records.group') : t('records.group.by', { field: word(group) })}
    </Button>
  );
  return <Menu trigger={trigger} align="end" groups={[{ id: 'fields', actions }]} />;
}
