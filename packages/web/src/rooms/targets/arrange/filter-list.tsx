import { X } from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import { Button, IconButton } from '../../../design/index.ts';
import type { Condition } from '../breakdown/conditions.ts';
import type { Arranging } from './arranging.ts';
import { useConditionWords } from './use-condition-words.ts';

interface FilterListProps extends Arranging {
  readonly conditions: readonly Condition[];
  readonly edited: number | null;
  readonly onEdit: (index: number | null) => void;
  readonly onRemove: (index: number) => void;
}

/** Every condition in words, to be changed or given up. */
export function FilterList({ conditions, edited, onEdit, onRemove, ...arranging }: FilterListProps) {
  const t = useT();
  const say = useConditionWords(arranging);
  if (conditions.length === 0) return null;
  return (
    <ul className="targets-arrange__list" aria-label={t('targets.order.conditions')}>
      {conditions.map((condition, index) => {
        const text = say(condition);
        return (
          <li key={text} className="targets-arrange__line">
            <Button
              kind="quiet"
              size="small"
              aria-pressed={edited === index}
              onClick={() => onEdit(edited === index ? null : index)}
            >
              {text}
            </Button>
            <IconButton
              size="small"
              label={t('targets.order.remove', { what: text })}
              icon={<X />}
              onClick={() => onRemove(index)}
            />
          </li>
        );
      })}
    </ul>
  );
}
