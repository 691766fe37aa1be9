import { useState } from 'react';
import { SingleKeysSwitch } from '../../app/single-keys-switch.tsx';
import { currentTheme, setTheme, type Theme, themes } from '../../app/theme.ts';
import { useSetLocale, useT } from '../../data/hooks.tsx';
import { Panel, SegmentedControl } from '../../design/index.ts';

/** How it looks on this device. */
export function Display() {
  const t = useT();
  const setLocale = useSetLocale();
  const [theme, setShown] = useState<Theme>(currentTheme);
  return (
    <Panel title={t('people.settings.display')} note={t('people.settings.display.note')}>
      <div className="form">
        <div className="setting">
          <span>{t('app.theme')}</span>
          <SegmentedControl
            label={t('app.theme')}
            value={theme}
            onChange={(next) => {
              setTheme(next);
              setShown(next);
            }}
            segments={themes.map((value) => ({ value, label: t(`app.theme.${value}`) }))}
          />
        </div>
        <div className="setting">
          <span>{t('app.language')}</span>
          <SegmentedControl
            label={t('app.language')}
            value={t.locale}
            onChange={setLocale}
            segments={(['zh-CN', 'en'] as const).map((value) => ({
              value,
              label: t(`app.language.${value}`),
            }))}
          />
        </div>
        <SingleKeysSwitch />
      </div>
    </Panel>
  );
}
