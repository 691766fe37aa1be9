import './key-hint.css';

export interface KeyHintProps {
  /** The keys in the order they are held, for example `['Ctrl', 'K']`. */
  readonly keys: readonly string[];
}

export function KeyHint({ keys }: KeyHintProps) {
  return (
    <span className="sp-keys">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
