import './skeleton.css';

export interface SkeletonProps {
  /** Said once to those who listen: 正在载入计划. */
  readonly label: string;
  /** How many lines of text it stands for. */
  readonly lines?: number | undefined;
  /** One block of this height in pixels instead, where a chart or a table will be. */
  readonly height?: number | undefined;
}

/** Holds the place of what is coming, so that nothing jumps when it arrives. */
export function Skeleton({ label, lines = 3, height }: SkeletonProps) {
  const keys = Array.from({ length: height === undefined ? lines : 1 }, (_, index) => index);
  return (
    <div role="status" className="sp-skeleton">
      <span className="visually-hidden">{label}</span>
      {keys.map((key) => (
        <div key={key} className="sp-skeleton__line" style={height === undefined ? undefined : { height }} />
      ))}
    </div>
  );
}
