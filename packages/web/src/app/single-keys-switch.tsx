import { useState } from 'react';
import { useT } from '../data/hooks.tsx';
import { Switch } from '../design/index.ts';
import { setSingleKeys, singleKeysOn } from './use-shell-keys.ts';

/** Shortcuts of a single key, on or off on this device. */
export function SingleKeysSwitch() {
  const t = useT();
  const [single, setSingle] = useState(singleKeysOn);
  const change = (on: boolean): void => {
    setSingleKeys(on);
    setSingle(on);
  };
  return <Switch label={t('app.keys.single')} checked={single} onChange={change} />;
}
