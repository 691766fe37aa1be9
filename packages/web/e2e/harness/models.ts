import type { GridCell, GridChoice, GridColumn, GridModel, GridRow } from '../../src/grid/index.ts';

type Texts = ReadonlyMap<string, string>;

const members = [
  { id: 'all', label: '合计', depth: 0, kind: 'total' },
  { id: 'east', label: '华东大区', depth: 1, kind: 'group' },
  { id: 'shanghai', label: '上海', depth: 2, kind: 'leaf' },
  { id: 'jiangsu', label: '江苏', depth: 2, kind: 'leaf' },
  {
    id: 'zhejiang',
    label: '浙江(含宁波、温州、台州及杭州湾新区的全部重点客户与渠道伙伴)',
    depth: 2,
    kind: 'leaf',
  },
  { id: 'south', label: '华南大区', depth: 1, kind: 'group' },
  { id: 'guangdong', label: '广东', depth: 2, kind: 'leaf' },
  { id: 'fujian', label: '福建', depth: 2, kind: 'leaf' },
] as const;

const parents: Readonly<Record<string, string>> = {
  east: 'all',
  shanghai: 'east',
  jiangsu: 'east',
  zhejiang: 'east',
  south: 'all',
  guangdong: 'south',
  fujian: 'south',
};

const amountOf = (text: string | undefined): number | null => {
  const amount = /^-?\d+(?:\.\d+)?$/.test(text ?? '') ? Number(text) : null;
  return amount;
};

/** Members of a region by months of a year; totals are sums, and one cell is held. */
export function targetModel(texts: Texts, closed: ReadonlySet<string>): GridModel {
  const rows = members.filter((member) => !ancestors(member.id).some((id) => closed.has(id)));
  const columns = [nameColumn, ...periods(closed)];
  const leaf = (row: string, month: number): number | null => {
    const text = texts.get(`${row} m${month}`);
    if (text !== undefined) return amountOf(text);
    return month === 12 && row === 'fujian' ? null : seed(row, month);
  };
  const value = (row: string, column: string): number | null => {
    const children = Object.keys(parents).filter((id) => parents[id] === row);
    const parts =
      children.length > 0
        ? children.map((child) => value(child, column))
        : monthsOf(column).map((month) => leaf(row, month));
    const known = parts.filter((part) => part !== null);
    return known.length === 0 ? null : known.reduce((sum, part) => sum + part, 0);
  };
  return {
    rowCount: rows.length,
    columnCount: columns.length,
    pinTop: 1,
    row: (index): GridRow => {
      const member = rows[index];
      if (!member) throw new RangeError(`no row ${index}`);
      const expandable = Object.values(parents).includes(member.id);
      return { ...member, expandable, expanded: !closed.has(member.id) };
    },
    column: (index) => at(columns, index),
    cell: (index, place): GridCell => {
      const row = at(rows, index);
      const column = at(columns, place);
      if (place === 0) return { text: row.label, edit: row.label, state: { editable: false } };
      const typed = texts.get(`${row.id} ${column.id}`);
      const amount = value(row.id, column.id);
      const computed = row.kind !== 'leaf' || monthsOf(column.id).length > 1;
      const bad = typed !== undefined && typed !== '' && amountOf(typed) === null && !computed;
      return {
        text: bad ? typed : amount === null ? '' : amount.toLocaleString('en'),
        edit: bad ? typed : amount === null ? '' : String(amount),
        state: {
          computed,
          editable: !computed && !(row.id === 'jiangsu' && column.id === 'm2'),
          held: row.id === 'jiangsu' && column.id === 'm2',
          changed: typed !== undefined,
          ...(bad ? { invalid: '不是数字' } : {}),
          numeric: amount,
        },
      };
    },
  };
}

const nameColumn: GridColumn = {
  id: 'name',
  header: '成员(万元)',
  width: 220,
  align: 'start',
  sticky: true,
  editor: 'none',
};

function periods(closed: ReadonlySet<string>): GridColumn[] {
  const amount = { width: 88, align: 'end', editor: 'amount' } as const;
  const year: GridColumn = { ...amount, id: 'year', header: '全年', kind: 'total', width: 104 };
  const quarters = [1, 2, 3, 4].flatMap((quarter): GridColumn[] => {
    const id = `q${quarter}`;
    const expanded = !closed.has(id);
    const group = `第 ${quarter} 季度`;
    const total = {
      ...amount,
      id,
      header: `Q${quarter} 合计`,
      group,
      kind: 'total',
      expandable: true,
      expanded,
    };
    const months = [1, 2, 3].map((month): GridColumn => {
      const number = (quarter - 1) * 3 + month;
      return { ...amount, id: `m${number}`, header: `${number}月`, group, depth: 1 };
    });
    return expanded ? [total, ...months] : [total];
  });
  return [year, ...quarters];
}

function monthsOf(column: string): number[] {
  const number = Number(column.slice(1));
  if (column === 'year') return Array.from({ length: 12 }, (_, index) => index + 1);
  return column.startsWith('q') ? [number * 3 - 2, number * 3 - 1, number * 3] : [number];
}

function ancestors(id: string): string[] {
  const parent = parents[id];
  return parent === undefined ? [] : [parent, ...ancestors(parent)];
}

const seed = (row: string, month: number): number => ((row.length * 37 + month * 113) % 900) + 100;

const priorities: readonly GridChoice[] = [
  { value: 'high', label: '高', search: 'gao g' },
  { value: 'middle', label: '中', search: 'zhong z' },
  { value: 'low', label: '低', search: 'di d' },
];

const records = [
  {
    id: 'r1',
    title: '签约三家核心代理商',
    owner: '李明',
    due: '2026-03-31',
    priority: 'high',
    budget: '120000',
  },
  {
    id: 'r2',
    title: '老客户回访与续约\n先访到期在 60 天以内的',
    owner: '王芳',
    due: '2026-04-15',
    priority: 'middle',
    budget: '30000',
  },
  { id: 'r3', title: '新品直播首发', owner: '', due: '', priority: 'low', budget: '' },
] as const;

const recordColumns: readonly GridColumn[] = [
  { id: 'title', header: '举措', width: 260, align: 'start', sticky: true, editor: 'text' },
  { id: 'owner', header: '负责人', width: 96, align: 'start', editor: 'text' },
  { id: 'due', header: '截止日期', width: 120, align: 'start', editor: 'date' },
  { id: 'priority', header: '优先级', width: 88, align: 'start', editor: 'choice' },
  { id: 'budget', header: '预算(元)', width: 110, align: 'end', editor: 'amount' },
];

/** Three rows of a record table, one of each kind of editor, that grows with a paste. */
export function recordModel(texts: Texts): GridModel {
  return {
    rowCount: records.length,
    columnCount: recordColumns.length,
    growable: true,
    row: (index) => {
      const lines = index === 1 ? 2 : 1;
      return { id: at(records, index).id, depth: 0, expandable: false, expanded: false, kind: 'leaf', lines };
    },
    column: (index) => at(recordColumns, index),
    choices: () => priorities,
    cell: (index, place): GridCell => {
      const record = at(records, index);
      const { id, editor } = at(recordColumns, place);
      const edit = texts.get(`${record.id} ${id}`) ?? record[id as keyof typeof record];
      const label = priorities.find((choice) => choice.value === edit)?.label;
      const amount = editor === 'amount' ? amountOf(edit) : null;
      const text = amount === null ? (label ?? edit) : amount.toLocaleString('en');
      return { text, edit, state: { editable: true, numeric: amount } };
    },
  };
}

/** A plain sheet of numbers with a total at the bottom. */
export function sheetModel(texts: Texts, rows: number, columns: number): GridModel {
  return {
    rowCount: rows,
    columnCount: columns,
    pinBottom: 1,
    row: (index) => {
      const kind = index === rows - 1 ? 'total' : 'leaf';
      return { id: `r${index}`, depth: 0, expandable: false, expanded: false, kind };
    },
    column: (index) => {
      const name: GridColumn = {
        id: 'name',
        header: '客户',
        width: 140,
        align: 'start',
        sticky: true,
        editor: 'text',
      };
      if (index === 0) return name;
      return { id: `c${index}`, header: `第 ${index} 周`, width: 80, align: 'end', editor: 'amount' };
    },
    cell: (row, column): GridCell => {
      const total = row === rows - 1;
      const seeded = column === 0 ? `客户 ${row + 1}` : String((row * 31 + column * 17) % 1000);
      const edit = texts.get(`r${row} ${column === 0 ? 'name' : `c${column}`}`) ?? seeded;
      const text = total && column === 0 ? '合计' : edit;
      return {
        text,
        edit,
        state: { editable: !total, computed: total, numeric: column === 0 ? null : amountOf(edit) },
      };
    },
  };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`nothing at ${index}`);
  return item;
}
