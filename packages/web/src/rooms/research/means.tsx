import {
  type FieldValue,
  kinds,
  matchNeeds,
  type PlanRecord,
  type ResourceUse,
  recordsOf,
  THOUSANDTHS,
} from '@shapan/engine';
import { formatDate } from '@shapan/i18n';
import { StatusTag } from '../../design/index.ts';
import {
  memberNameOf,
  nameOf,
  optionWord,
  type RecordContext,
  type RecordPicture,
  showMoney,
  showValue,
} from '../../records/index.ts';
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
  const uses = new Map(matchNeeds(context).inventory.map((use) => [use.resource.id, use]));
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
                  <Resource
                    {...{ records, resource }}
                    use={uses.get(resource.id)}
                    onOpen={() => onOpen(resource.id)}
                  />
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
  /** What the plan takes of it; nothing where no need names it. */
  readonly use: ResourceUse | undefined;
  readonly onOpen: () => void;
}

function Resource({ records: { context }, resource, use, onOpen }: ResourceProps) {
  const { t } = context;
  const { from, to, accountable } = resource.fields;
  const window = [from, to].flatMap((day) => (typeof day === 'string' ? formatDate(day, t.locale) : []));
  const facts = [ownText(context, resource), window.join(' – '), memberNameOf(context, accountable)].filter(
    Boolean,
  );
  return (
    <button type="button" className="means__one" onClick={onOpen}>
      <span className="means__name">{nameOf(context, resource)}</span>
      <span className="quiet num">{facts.join(' · ')}</span>
      {use && use.has !== null && (
        <StatusTag tone={use.short > 0 ? 'bad' : 'neutral'} plain>
          {t(use.short > 0 ? 'research.means.over' : 'research.means.needed', {
            needed: amountText(context, use, use.taken),
            quantity: amountText(context, use, use.has),
          })}
        </StatusTag>
      )}
    </button>
  );
}

/** How much of it there is: money in the plan's currency, all else in its unit. */
function ownText(context: RecordContext, { fields }: PlanRecord): string {
  const { amount, quantity, unit } = fields;
  if (typeof amount === 'number') return showMoney(context.t, context.state, amount);
  return typeof quantity === 'number' ? unitText(context, quantity, unit) : '';
}

function amountText(context: RecordContext, { of, resource }: ResourceUse, amount: number): string {
  return of === 'money'
    ? showMoney(context.t, context.state, amount)
    : unitText(context, amount / THOUSANDTHS, resource.fields['unit']);
}

function unitText(context: RecordContext, quantity: number, unit: FieldValue | undefined): string {
  const field = kinds.get('resource')?.fields['quantity'];
  return [field ? showValue(context, 'quantity', field, quantity) : '', unit].filter(Boolean).join(' ');
}
