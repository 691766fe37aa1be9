import { kinds, type PlanRecord, recordsOf } from '@shapan/engine';
import { formatDate } from '@shapan/i18n';
import { StatusTag } from '../../design/index.ts';
import { memberNameOf, nameOf, optionWord, type RecordPicture, showValue } from '../../records/index.ts';
import './means.css';

/** Team, product, customers, channels, budget, material: the categories in which own means are counted. */
const categories = kinds.get('resource')?.fields['category'];

/** Our own means category by category, and how much of each the plan needs. */
export function Means({ records, onOpen }: Pick<RecordPicture, 'records' | 'onOpen'>) {
  const { context } = records;
  const { t, state } = context;
  const all = recordsOf(state, 'resource');
  if (all.length === 0) return null;
  const options = categories?.type === 'choice' ? categories.options : [];
  return (
    <div className="means" role="group" aria-label={t('research.means')}>
      {options.map((category) => {
        const here = all.filter(({ fields }) => fields['category'] === category);
        return (
          <section key={category} className="means__category">
            <h3>{optionWord(t, 'category', category)}</h3>
            {here.length === 0 && <p className="quiet">{t('research.means.none')}</p>}
            <ul>
              {here.map((resource) => (
                <li key={resource.id}>
                  <Resource {...{ records, resource }} onOpen={() => onOpen(resource.id)} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

interface ResourceProps extends Pick<RecordPicture, 'records'> {
  readonly resource: PlanRecord;
  readonly onOpen: () => void;
}

function Resource({ records: { context }, resource, onOpen }: ResourceProps) {
  const { t } = context;
  const { quantity, unit, from, to, accountable } = resource.fields;
  const field = kinds.get('resource')?.fields['quantity'];
  const shown = (value: number): string =>
    [field ? showValue(context, 'quantity', field, value) : '', unit].filter(Boolean).join(' ');
  const needed = neededOf(context.state, resource);
  const window = [from, to].flatMap((day) => (typeof day === 'string' ? formatDate(day, t.locale) : []));
  const facts = [
    typeof quantity === 'number' ? shown(quantity) : '',
    window.join(' – '),
    memberNameOf(context, accountable),
  ].filter(Boolean);
  return (
    <button type="button" className="means__one" onClick={onOpen}>
      <span className="means__name">{nameOf(context, resource)}</span>
      <span className="quiet num">{facts.join(' · ')}</span>
      {needed !== null && typeof quantity === 'number' && (
        <StatusTag tone={needed > quantity ? 'bad' : 'neutral'} plain>
          {t(needed > quantity ? 'research.means.over' : 'research.means.needed', {
            needed: shown(needed),
            quantity: shown(quantity),
          })}
        </StatusTag>
      )}
    </button>
  );
}

/** How much of a resource the plan asks for, where it asks in the same unit; `null` where nothing asks for it. */
function neededOf(state: Parameters<typeof recordsOf>[0], { id, fields }: PlanRecord): number | null {
  const needs = recordsOf(state, 'resourceNeed').filter(
    (need) => need.fields['resource'] === id && (need.fields['unit'] ?? '') === (fields['unit'] ?? ''),
  );
  if (needs.length === 0) return null;
  return needs.reduce((sum, need) => sum + Number(need.fields['quantity'] ?? 0), 0);
}
