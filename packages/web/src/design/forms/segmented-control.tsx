import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import './segmented-control.css';

export interface Segment<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
}

export interface SegmentedControlProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly segments: readonly Segment<Value>[];
}

/** One of two to five short words that change how the same thing is shown: 元 / 万 / 亿, 月 / 旬 / 周. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, value, onChange, segments } = props;
  return (
    <RadioGroup
      className="sp-segments"
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next)}
    >
      {segments.map((segment) => (
        <Radio.Root key={segment.value} value={segment.value} className="sp-segment">
          {segment.icon}
          {segment.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
