import './sparkline.css';

export interface SparklineProps {
  /** In order of time; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** The line in words: 近 8 周：由 42 万升至 61 万. */
  readonly label: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** A line the size of a word. Its dot is the last known value. */
export function Sparkline({ values, label, width = 72, height = 20 }: SparklineProps) {
  const { runs, last } = sparkline(values, width, height);
  return (
    <svg role="img" aria-label={label} className="sp-spark" width={width} height={height}>
      {runs.map((points) => (
        <polyline key={points} points={points} />
      ))}
      {last !== undefined && <circle cx={last.x} cy={last.y} r={2} />}
    </svg>
  );
}

interface SparkPath {
  /** The points of each unbroken run, as SVG writes them. */
  readonly runs: readonly string[];
  readonly last: { readonly x: number; readonly y: number } | undefined;
}

/** Fits values into a box with 3 pixels to spare; a flat line runs through its middle. */
export function sparkline(values: readonly (number | null)[], width: number, height: number): SparkPath {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const step = values.length > 1 ? (width - 6) / (values.length - 1) : 0;
  const tall = height - 6;
  const point = (value: number, index: number) => ({
    x: round(3 + index * step),
    y: round(high === low ? height / 2 : 3 + tall - ((value - low) / (high - low)) * tall),
  });
  const runs: string[][] = [[]];
  let last: SparkPath['last'];
  for (const [index, value] of values.entries()) {
    if (value === null) {
      runs.push([]);
      continue;
    }
    last = point(value, index);
    runs.at(-1)?.push(`${last.x},${last.y}`);
  }
  return { runs: runs.filter((run) => run.length > 1).map((run) => run.join(' ')), last };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
