import { Download } from 'lucide-react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import { saveAs } from '../../../data/save-as.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Menu } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { targetName } from '../names.ts';
import { leafTable } from './leaf-table.ts';
import { csvFile, xlsxBytes } from './write-file.ts';

interface DownloadMenuProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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
  const leaves = () => leafTable(t, master, table, format);
  const asXlsx = async (): Promise<void> => {
    const bytes = await xlsxBytes(leaves(), name);
    saveAs(new Blob([bytes as BlobPart], { type: xlsxType }), file('xlsx'));
  };
  return (
    <Menu
      groups={[
        {
          id: 'download',
          label: t(textOf(format), { unit: format.ownUnit }),
          actions: [
            { id: 'xlsx', label: t('targets.download.xlsx'), onSelect: () => void asXlsx() },
            {
              id: 'csv',
              label: t('targets.download.csv'),
              onSelect: () =>
                saveAs(new Blob([csvFile(leaves())], { type: 'text/csv;charset=utf-8' }), file('csv')),
            },
          ],
        },
      ]}
      trigger={
        <Button size="small" icon={<Download aria-hidden="true" />}>
          {t('targets.download')}
        </Button>
      }
    />
  );
}
