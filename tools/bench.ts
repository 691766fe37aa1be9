/**
 * `npm run bench [-- --json] [-- name …]`: every benchmark of every package, one line each. A figure means little
 * by itself on a shared machine, so each is measured beside a peer in the same run; read the ratio.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** One figure: `value` of ours and `peerValue` of `peer`, both in `unit`; `ratio` = ours ÷ peer's. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly peer: string;
  readonly peerValue: number;
  readonly ratio: number;
}

interface Benchmark {
  readonly run: (report: (figure: Figure) => void) => Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));

function benchmarks(): readonly string[] {
  return readdirSync(join(root, 'packages')).flatMap((floor) => {
    try {
      const folder = join(root, 'packages', floor, 'bench');
      return readdirSync(folder)
        .filter((name) => name.endsWith('.bench.ts'))
        .map((name) => join(folder, name));
    } catch {
      return []; // a floor without benchmarks
    }
  });
}

const json = process.argv.includes('--json');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));

for (const path of benchmarks()) {
  if (wanted.length > 0 && !wanted.some((name) => path.includes(name))) continue;
  const { run } = (await import(pathToFileURL(path).href)) as Benchmark;
  await run((figure) => console.log(json ? JSON.stringify(figure) : lineOf(figure)));
}

function lineOf({ name, unit, value, peer, peerValue, ratio }: Figure): string {
  const round = (n: number): string => (n >= 100 ? n.toFixed(0) : n.toPrecision(3));
  return `${name.padEnd(52)} ${round(value).padStart(9)} ${unit.padEnd(5)} ${round(ratio).padStart(7)} × ${peer} (${round(peerValue)})`;
}
