import type { Member } from '@shapan/contract';
import {
  type BookState,
  findRecord,
  kinds,
  memberOf,
  type PlanRecord,
  recordsOf,
  titleOf,
} from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { useMemo } from 'react';
import { todayHere } from '../../app/dates.ts';
import { type OpenPlan, useMaybePlan } from '../../app/open-plan.tsx';
import type { BookContent } from '../../data/book-copy.ts';
import type { BookStore } from '../../data/book-store.ts';
import { type OpenWorkspace, useContent, useT, useWorkspace } from '../../data/hooks.tsx';
import { serverDay } from '../../data/server-day.ts';
import { type RecordRights, rightsIn } from './rights.ts';

/** All that is needed to show records to people and to read what people wrote about them. */
export interface RecordContext {
  readonly t: Translate;
  readonly book: 'plan' | 'master';
  readonly state: BookState;
  /** The same as `state` when the book is the master data. */
  readonly master: BookState;
  readonly members: readonly (Pick<Member, 'id' | 'displayName' | 'active'> &
    Partial<Pick<Member, 'email'>>)[];
  readonly me: string;
  readonly today: string;
  /** A day and month without a year lie in this one: that in which the plan begins. */
  readonly year: number;
}

export interface Records extends RecordRights {
  readonly context: RecordContext;
  readonly store: BookStore;
  /** Whether the reader edits anything here at all. */
  readonly mayEdit: boolean;
}

/** What records are made of: new whenever anything changed. */
interface RecordSource {
  readonly t: Translate;
  readonly workspace: OpenWorkspace;
  readonly plan: OpenPlan | null;
  readonly master: BookContent;
}

/**
 * The records of the open plan, or of the master data where no plan is open. New whenever anything changed, and the same for
 * all who ask at one moment: what is derived from them – a schedule – is derived once.
 */
export function useRecords(): Records {
  const t = useT();
  const workspace = useWorkspace();
  const plan = useMaybePlan();
  const master = useContent(workspace.master);
  return useMemo(() => recordsFrom({ t, workspace, plan, master }), [t, workspace, plan, master]);
}

const known = new WeakMap<BookContent, { readonly source: RecordSource; readonly records: Records }>();

function recordsFrom(source: RecordSource): Records {
  const content = source.plan?.content ?? source.master;
  const found = known.get(content);
  if (found && isSame(found.source, source)) return found.records;
  const records = makeRecords(source, content);
  known.set(content, { source, records });
  return records;
}

const isSame = (one: RecordSource, other: RecordSource): boolean =>
  one.t === other.t &&
  one.workspace === other.workspace &&
  one.plan === other.plan &&
  one.master === other.master;

function makeRecords({ t, workspace, plan, master }: RecordSource, content: BookContent): Records {
  const today = todayHere();
  const from = plan?.brief?.fields['from'];
  const context: RecordContext = {
    t,
    book: plan ? 'plan' : 'master',
    state: content.state,
    master: master.state,
    members: workspace.members,
    me: workspace.workspace.me.id,
    today,
    year: Number(String(from ?? today).slice(0, 4)),
  };
  const mayEdit = plan
    ? workspace.may('record.edit') || workspace.may('record.editOwn')
    : workspace.may('master.edit');
  const { timeZone, me } = workspace.workspace;
  const { id: member, role, scope } = me;
  const rights = rightsIn({ member, role, scope }, { ...context, today: serverDay(timeZone) });
  return { context, store: plan?.store ?? workspace.master, mayEdit, ...rights };
}

/** A record by its id, wherever it is kept. */
export function findAnywhere(
  context: Pick<RecordContext, 'state' | 'master'>,
  of: readonly string[],
  id: string,
): PlanRecord | undefined {
  for (const kind of of) {
    const found = findRecord(context.state, kind, id) ?? findRecord(context.master, kind, id);
    if (found) return found;
  }
  return undefined;
}

/** Every record of some kinds that a reference may lead to. */
export function referable(
  context: Pick<RecordContext, 'state' | 'master'>,
  of: readonly string[],
): readonly PlanRecord[] {
  return of.flatMap((kind) =>
    recordsOf(kinds.get(kind)?.book === 'master' ? context.master : context.state, kind),
  );
}

/**
 * What people call a record. A target is called after its metric, a contribution after what adds to what, a link after its
 * two ends.
 */
export function nameOf(context: RecordContext, record: PlanRecord): string {
  const { t } = context;
  const { fields } = record;
  const named = (of: string, id: unknown): string => {
    const found = typeof id === 'string' ? findAnywhere(context, [of], id) : undefined;
    return found ? nameOf(context, found) : '–';
  };
  if (record.kind === 'target') return named('metric', fields['metric']);
  if (record.kind === 'contribution') {
    const to = named('target', fields['target']);
    return t('records.contribution.name', {
      initiative: named('initiative', fields['initiative']),
      target: to,
    });
  }
  if (record.kind === 'taskLink') {
    return t('records.link.name', { from: named('task', fields['from']), to: named('task', fields['to']) });
  }
  if (record.kind === 'painAnswer') {
    const offer = fields['competitor']
      ? named('competitorInsight', fields['competitor'])
      : t('records.painAnswer.own');
    return t('records.painAnswer.name', { offer, pain: named('painPoint', fields['painPoint']) });
  }
  if (record.kind === 'cellPath') {
    const places = Object.values((fields['coordinate'] ?? {}) as Readonly<Record<string, string>>);
    const at = places.map((member) => named('dimensionMember', memberOf(member))).join(' · ');
    return t('records.cellPath.name', { target: named('target', fields['target']), at });
  }
  if (record.kind === 'reassignment')
    return t('records.reassignment.name', {
      member: named('dimensionMember', fields['member']),
      from: String(fields['from']),
    });
  if (record.kind === 'comment' || record.kind === 'cellComment') return String(fields['text'] ?? '');
  return titleOf(kinds, record);
}

/**
 * What a member is called: nothing where there is nobody, and a colleague who is not on the list – who joined after it was
 * asked for – by that word.
 */
export function memberNameOf({ members, t }: Pick<RecordContext, 'members' | 't'>, id: unknown): string {
  if (typeof id !== 'string' || id === '') return '';
  return members.find((member) => member.id === id)?.displayName ?? t('app.colleague');
}
