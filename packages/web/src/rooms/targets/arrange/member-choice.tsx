import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Checkbox, TextInput } from '../../../design/index.ts';
import { searchRank } from '../../../design/search.ts';
import type { MemberChoice } from './use-member-choices.ts';

interface MemberListProps {
  readonly label: string;
  readonly choices: readonly MemberChoice[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** So many lines are drawn; what is beyond is counted, and found by typing. */
const mostLines = 200;

/** Members to tick, found by name or pinyin initials. */
export function MemberList({ label, choices, chosen, onChoose }: MemberListProps) {
  const t = useT();
  const [query, setQuery] = useState('');
  const found = query.trim() === '' ? choices : choices.filter((one) => searchRank(one, query) !== undefined);
  const shown = found.slice(0, mostLines);
  const tick = (id: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  return (
    <div className="targets-members">
      <TextInput
        type="search"
        aria-label={t('targets.order.search')}
        placeholder={t('targets.order.search')}
        value={query}
        onChange={setQuery}
      />
      <div role="group" aria-label={label} className="targets-members__list">
        {shown.map(({ id, label: name, depth }) => (
          <div key={id} style={{ paddingInlineStart: query.trim() === '' ? depth * 16 : 0 }}>
            <Checkbox label={name} checked={chosen.has(id)} onChange={(on) => tick(id, on)} />
          </div>
        ))}
        {found.length === 0 && <p className="targets-hint">{t('targets.grid.noChoice')}</p>}
        {found.length > shown.length && (
          <p className="targets-hint">{t('targets.order.more', { count: found.length - shown.length })}</p>
        )}
      </div>
      <div className="targets-actions">
        <Button
          kind="quiet"
          size="small"
          disabled={found.length === 0}
          onClick={() => onChoose(new Set([...chosen, ...found.map(({ id }) => id)]))}
        >
          {t('targets.order.all')}
        </Button>
        <Button kind="quiet" size="small" disabled={chosen.size === 0} onClick={() => onChoose(new Set())}>
          {t('targets.order.none')}
        </Button>
        <span className="targets-hint" role="status">
          {t('targets.order.chosen', { count: chosen.size })}
        </span>
      </div>
    </div>
  );
}
