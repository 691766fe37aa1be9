import { useT } from '../data/hooks.tsx';
import { Dialog, KeyHint } from '../design/index.ts';
import { SingleKeysSwitch } from './single-keys-switch.tsx';

interface ShortcutsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The keys that work here, and the switch for those of a single key. */
export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  const t = useT();
  const keys = [
    { name: t('app.search'), keys: ['Ctrl', 'K'] },
    { name: t('app.find'), keys: ['Ctrl', 'F'] },
    { name: t('app.replace'), keys: ['Ctrl', 'H'] },
    { name: t('app.keys.series'), keys: ['Ctrl', 'Shift', 'F'] },
    { name: t('app.undo'), keys: ['Ctrl', 'Z'] },
    { name: t('app.redo'), keys: ['Ctrl', 'Y'] },
    { name: t('app.keys.move'), keys: ['↑', '↓', '←', '→'] },
    { name: t('app.keys.edit'), keys: ['F2'] },
    { name: t('app.keys.close'), keys: ['Esc'] },
    { name: t('app.keys.messages'), keys: ['F6'] },
    { name: t('app.keys.help'), keys: ['?'] },
  ];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('app.keys')}
      closeLabel={t('app.close')}
      footer={<SingleKeysSwitch />}
    >
      <dl className="key-list">
        {keys.map((line) => (
          <div key={line.name} className="key-list__line">
            <dt>{line.name}</dt>
            <dd>
              <KeyHint keys={line.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
