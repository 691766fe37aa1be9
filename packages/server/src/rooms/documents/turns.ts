/** Work that is done at most `places` at a time; who comes later waits, in order. */
export interface Turns {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(places: number): Turns {
  let free = places;
  const waiting: (() => void)[] = [];

  async function take(): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  }

  /** The place goes straight to whoever waits longest, so that nobody overtakes. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async run(work) {
      await take();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
