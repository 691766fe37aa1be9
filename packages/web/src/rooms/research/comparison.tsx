import { comparePains, type PainRow } from '@shapan/engine';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button, EmptyState, Panel } from '../../design/index.ts';
import { NewDialog, type RecordPicture } from '../../records/index.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { type Making, painView } from './view.ts';
import './comparison.css';

/** Our offer and the competitors' against each pain point of our customers: who answers it best, and where the gap is. */
export function Comparison(picture: RecordPicture) {
  const { records, submit, onOpen } = picture;
  const { context, mayAdd } = records;
  const { t } = context;
  // The state goes on in place; it is the context that is new.
  const compared = useMemo(() => comparePains(context.state), [context]);
  const [making, setMaking] = useState<Making | null>(null);
  const { rows, competitors } = compared;
  const add = mayAdd('painPoint') && (
    <Button
      size="small"
      icon={<Plus aria-hidden="true" />}
      onClick={() => setMaking({ view: painView, given: {} })}
    >
      {t('research.pains.add')}
    </Button>
  );
  const count = (standing: PainRow['standing']): number =>
    rows.filter((row) => row.standing === standing).length;
  return (
    <Panel
      title={t('research.comparison')}
      note={
        rows.length > 0 &&
        t('research.comparison.note', {
          leads: count('leads'),
          behind: count('behind'),
          unjudged: count('unjudged'),
        })
      }
      actions={rows.length > 0 ? add : undefined}
    >
      {rows.length === 0 ? (
        <EmptyState text={t('research.comparison.empty')} action={add} />
      ) : (
        <>
          {competitors.length === 0 && <p className="quiet">{t('research.comparison.alone')}</p>}
          <ComparisonTable {...picture} compared={compared} onMake={setMaking} />
          {mayAdd('painAnswer') && (
            <p className="quiet screen-only comparison__hint">{t('research.comparison.hint')}</p>
          )}
        </>
      )}
      {making && (
        <NewDialog
          context={context}
          {...making}
          submit={submit}
          onMade={onOpen}
          onClose={() => setMaking(null)}
        />
      )}
    </Panel>
  );
}
