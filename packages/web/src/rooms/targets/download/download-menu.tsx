import { Download } from 'lucide-react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import { saveAs } from '../../../data/save-as.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { csvFile, type OutTable, xlsxBytes, xlsxType } from '../../../data/write-file.ts';
import { Button, Menu, type MenuGroup } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { targetName } from '../names.ts';
import { leafTable } from './leaf-table.ts';

interface DownloadMenuProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
}

/** What the import takes back of such a target. */
const textOf = ({ twoPart, computed }: MetricFormat) =>
  computed
    ? 'targets.download.text.computed'
    : twoPart
      ? 'targets.download.text.rate'
      : 'targets.download.text';

/** The numbers that one may see, as a file for Excel, WPS or LibreOffice that the import takes back. */
export function DownloadMenu({ table, format }: DownloadMenuProps) {
  const t = useT();
  const { master } = usePlan();
  const name = targetName(master, table.layout.target);
  const file = (ending: string): string => `${name.replaceAll(/[\\/:*?"<>|]/g, ' ')}.${ending}`;
  const asXlsx = async (out: OutTable): Promise<void> => {
    const bytes = await xlsxBytes(out, name);
    saveAs(new Blob([bytes as BlobPart], { type: xlsxType }), file('xlsx'));
  };
  const asCsv = (out: OutTable): void =>
    saveAs(new Blob([csvFile(out)], { type: 'text/csv;charset=utf-8' }), file('csv'));
  const group = (id: 'none' | 'all', label: string): MenuGroup => ({
    id,
    label,
    actions: [
      {
        id: `xlsx ${id}`,
        label: t(id === 'all' ? 'targets.download.xlsx.totals' : 'targets.download.xlsx'),
        onSelect: () => void asXlsx(leafTable(t, master, table, format, id)),
      },
      {
        id: `csv ${id}`,
        label: t(id === 'all' ? 'targets.download.csv.totals' : 'targets.download.csv'),
        onSelect: () => asCsv(leafTable(t, master, table, format, id)),
      },
    ],
  });
  return (
    <Menu
      groups={[
        group('none', t(textOf(format), { unit: format.ownUnit })),
        group('all', t('targets.download.totals')),
      ]}
      trigger={
        <Button size="small" icon={<Download aria-hidden="true" />}>
          {t('targets.download')}
        </Button>
      }
    />
  );
}
