import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { type ReactNode, useId } from 'react';
import './radio-cards.css';
import './toggles.css';

export interface RadioCard<Value extends string = string> {
  readonly value: Value;
  readonly title: string;
  readonly text?: ReactNode;
  readonly icon?: ReactNode;
  /** Facts in one line, for example 周期 · 例会节奏. */
  readonly meta?: ReactNode;
  readonly disabled?: boolean | undefined;
}

export interface RadioCardsProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly cards: readonly RadioCard<Value>[];
}

/** A choice that deserves to be read: what it is for and what one gets. */
export function RadioCards<Value extends string>({ label, value, onChange, cards }: RadioCardsProps<Value>) {
  return (
    <RadioGroup
      className="sp-cards"
      aria-label={label}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      {cards.map((card) => (
        <Card key={card.value} card={card} />
      ))}
    </RadioGroup>
  );
}

function Card({ card }: { readonly card: RadioCard }) {
  const id = useId();
  return (
    <label className="sp-card">
      <span className="sp-card__icon" aria-hidden="true">
        {card.icon}
      </span>
      <span className="sp-card__body">
        <span className="sp-card__title" id={`${id}-title`}>
          {card.title}
        </span>
        <span className="sp-card__about" id={`${id}-about`}>
          {card.text !== undefined && <span className="sp-card__text">{card.text}</span>}
          {card.meta !== undefined && <span className="sp-card__meta">{card.meta}</span>}
        </span>
      </span>
      <Radio.Root
        className="sp-radio"
        value={card.value}
        disabled={card.disabled ?? false}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-about`}
      />
    </label>
  );
}
