import type { Locale } from '@shapan/contract';
import type { PlanRecord } from '@shapan/engine';
import { Download, ExternalLink } from 'lucide-react';
import { useWorkspace } from '../../data/hooks.tsx';
import type { Records } from '../core/context.ts';

/** What is known of a file: told by its link, typed by nobody. */
export const fileFields: ReadonlySet<string> = new Set(['fileName', 'fileSize', 'fileDigest']);

interface EvidenceSourceProps {
  readonly records: Records;
  readonly record: PlanRecord;
}

/** The way to what evidence is: its page, opened apart from this one, or its file, to be saved. */
export function EvidenceSource({ records: { context, store }, record }: EvidenceSourceProps) {
  const { t } = context;
  const { workspace } = useWorkspace();
  if (record.kind !== 'evidence') return null;
  const { link, fileName, fileSize } = record.fields;
  return (
    <span className="evidence__source">
      {typeof link === 'string' && /^https?:/i.test(link) && (
        <a href={link} target="_blank" rel="noopener noreferrer nofollow" className="evidence__link">
          <ExternalLink aria-hidden="true" size={14} />
          {hostOf(link)}
        </a>
      )}
      {typeof fileName === 'string' && (
        <a
          className="evidence__link"
          href={`/api/v1/workspaces/${workspace.id}/books/${store.bookId}/evidence/${record.id}/file`}
          download={fileName}
        >
          <Download aria-hidden="true" size={14} />
          {t('records.evidence.download', { name: fileName, size: sizeText(t.locale, Number(fileSize)) })}
        </a>
      )}
    </span>
  );
}

/** People know a page by where it is, not by its whole address. */
function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link;
}

/** Bytes as people read them: 12 kB, 3.4 MB. */
export function sizeText(locale: Locale, bytes: number): string {
  const [unit, size] =
    bytes < 1024 * 1024
      ? (['kilobyte', bytes / 1024] as const)
      : (['megabyte', bytes / 1024 / 1024] as const);
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(Math.max(size, 0.1));
}
