import type { HistoryEntry } from '@shapan/contract';
import { type Fields, findRecord, kinds } from '@shapan/engine';
import { formatPeriod } from '@shapan/i18n';
import { usePlan } from '../../app/open-plan.tsx';
import { type AboutWords, aboutText } from '../plan/about-text.ts';
import { cellText } from './cell-text.ts';
import { memberName } from './names.ts';
import { ruleText } from './rules/rule-words.ts';
import { useRuleWords } from './rules/use-rules.ts';
import { useAskedText } from './use-asked-text.ts';

/** What an entry of the log did to what: the number that was typed, or the record it was about. */
export function useEntrySaid(): (entry: HistoryEntry) => string | null {
  const asked = useAskedText();
  const words = useAboutWords();
  return (entry) => (entry.label === 'target.enter' ? asked(entry) : null) ?? aboutText(words, entry);
}

function useAboutWords(): AboutWords {
  const { store, state, master } = usePlan();
  const ruleWords = useRuleWords();
  const { t, targetName } = ruleWords;
  return {
    t,
    now: (kind, id) => findRecord(state, kind, id)?.fields as ReturnType<AboutWords['now']>,
    place: ({ target, members, coordinate, time }) => {
      const layout = store.tables.of(String(target))?.layout;
      const period = typeof time === 'string' ? time : undefined;
      const at = Array.isArray(members) ? members.map(String) : undefined;
      const named = Object.values(coordinate ?? {}).map((id) => memberName(master, String(id)));
      const cell =
        layout && at && period !== undefined
          ? cellText(t, master, layout, { members: at, time: period })
          : [
              ...(at ?? []).flatMap((id) => (id === '*' ? [] : [memberName(master, id)])),
              ...named,
              ...(period === undefined ? [] : [formatPeriod(period, t.locale)]),
            ].join(' · ');
      return [targetName(String(target)), cell].filter(Boolean).join(t('plan.about.comma'));
    },
    rule: (id, fields) => ruleText(ruleWords, { kind: 'breakdownRule', id, fields: fields as Fields }),
    title: (kind, fields) => {
      const title = kinds.get(kind)?.title;
      return title ? String(fields[title] ?? '') : '';
    },
  };
}
