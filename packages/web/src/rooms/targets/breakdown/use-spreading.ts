import { useState } from 'react';
import { onDevice } from '../../../data/storage.ts';
import { type Spreading, spreadWays } from './entries.ts';

const key = (target: string): string => `shapan.spread.${target}`;

/** How totals of a target are spread: chosen once, remembered on this device. */
export function useSpreading(target: string): readonly [Spreading, (spreading: Spreading) => void] {
  const [chosen, setChosen] = useState<{ readonly target: string; readonly spreading: Spreading } | null>(
    null,
  );
  const spreading = chosen?.target === target ? chosen.spreading : remembered(target);
  return [
    spreading,
    (next) => {
      onDevice.set(key(target), JSON.stringify(next));
      setChosen({ target, spreading: next });
    },
  ];
}

function remembered(target: string): Spreading {
  try {
    const stored: unknown = JSON.parse(onDevice.get(key(target)) ?? 'null');
    const { way, reference, driver, keepManual } = (stored ?? {}) as Partial<Spreading>;
    const known = spreadWays.find((one) => one === way);
    const chosen = {
      ...(typeof reference === 'string' && { reference }),
      ...(typeof driver === 'string' && { driver }),
      ...(keepManual === true && { keepManual }),
    };
    if (known) return { way: known, ...chosen };
  } catch {
    // What cannot be read was never chosen.
  }
  return { way: 'proportional' };
}
