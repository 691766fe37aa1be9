/**
 * `npm run bench [-- --json] [-- name …]`: every benchmark of every package, one line each. A figure means little
 * by itself on a shared machine, so each is measured beside a peer in the same run; read the ratio.
 */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * One figure: `value` of ours and `peerValue` of `peer`, both in `unit`; `ratio` = ours ÷ peer's. Without the peer on
 * this machine both are `null`, and `peer` says how to get it.
 */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly peer: string;
  readonly peerValue: number | null;
  readonly ratio: number | null;
}

interface Benchmark {
  readonly run: (report: (figure: Figure) => void) => Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Of every package, and of the folder that has the loops by hand and the other programs to compare with. */
function benchmarks(): readonly string[] {
  const floors = readdirSync(join(root, 'packages')).map((floor) => join(root, 'packages', floor, 'bench'));
  return [join(root, 'bench'), ...floors].flatMap((folder) => {
    try {
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
  const inside = relative(root, path);
  if (wanted.length > 0 && !wanted.some((name) => inside.includes(name))) continue;
  const { run } = (await import(pathToFileURL(path).href)) as Benchmark;
  await run((figure) => console.log(json ? JSON.stringify(figure) : lineOf(figure)));
}

function lineOf({ name, unit, value, peer, peerValue, ratio }: Figure): string {
  const round = (n: number): string => (n >= 100 ? n.toFixed(0) : n.toPrecision(3));
  const beside =
    ratio === null || peerValue === null
      ? peer
      : `${round(ratio).padStart(7)} × ${peer} (${round(peerValue)})`;
  return `${name.padEnd(60)} ${round(value).padStart(9)} ${unit.padEnd(5)} ${beside}`;
}
