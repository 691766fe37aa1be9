import { useT } from '../../../data/hooks.tsx';
import { Dialog } from '../../../design/index.ts';
import { codeList } from './code-list.ts';

/** What may be written into a cell besides a number, and what it does. */
export function CodesDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.code.title')}
      closeLabel={t('app.close')}
      description={t('targets.code.text')}
    >
      <dl className="targets-codes">
        {codeList.map(([name, example]) => (
          <div key={name}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{t(`targets.code.does.${name}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <code>+</code> <code>~</code>
          </dt>
          <dd>{t('targets.code.actions')}</dd>
        </div>
        <div>
          <dt>
            <code>&gt;</code> <code>&lt;</code> <code>^</code> <code>|</code>
          </dt>
          <dd>{t('targets.code.directions')}</dd>
        </div>
      </dl>
    </Dialog>
  );
}
