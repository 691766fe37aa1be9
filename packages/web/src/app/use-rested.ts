import { useEffect, useState } from 'react';

/** How long a form must rest before the server is asked. */
const REST_MS = 250;

/** A text as it was when it last rested. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
