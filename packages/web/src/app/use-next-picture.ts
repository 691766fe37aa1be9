import { startTransition, useEffect, useRef, useState } from 'react';

/** What a value was when the picture on screen was painted: the next one is shown after that, when there is time. */
export function useNextPicture<Value>(value: Value): Value {
  const [shown, show] = useState(() => value);
  const newest = useRef(value);
  const waiting = useRef(false);
  useEffect(() => {
    newest.current = value;
    if (waiting.current || value === shown) return;
    waiting.current = true;
    // A task that a frame leaves behind runs when its picture has been handed over.
    requestAnimationFrame(() =>
      setTimeout(() => {
        waiting.current = false;
        startTransition(() => show(() => newest.current));
      }),
    );
  }, [value, shown]);
  return shown;
}
