import type { PeopleEvent } from '@shapan/contract';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { peopleEventText } from './people-event-text.ts';

const event = (more: Partial<PeopleEvent>): PeopleEvent => ({
  id: 'e',
  at: '2026-07-01T00:00:00.000Z',
  kind: 'member.changed',
  by: 'owner',
  about: 'rep',
  before: null,
  after: null,
  ...more,
});
const names = {
  member: () => '李明',
  scope: (scope: readonly object[]) => (scope.length ? 'A区' : '整个工作区'),
};
const scope = [{ dimension: 'region', member: 'a' }];

describe('what happened to a member', () => {
  it('says every value before and after', () => {
    const changed = event({
      before: { role: 'rep', scope: [], active: true },
      after: { role: 'manager', scope, active: false },
    });
    expect(peopleEventText(createTranslate('zh-CN'), changed, names)).toBe(
      '李明：角色：销售代表 → 销售经理；负责范围：整个工作区 → A区；停用成员',
    );
    expect(peopleEventText(createTranslate('en'), changed, names)).toBe(
      '李明: Role: Sales rep → Sales manager; Scope: 整个工作区 → A区; End membership',
    );
  });

  it('calls the invited by the name of then, and a key by its beginning', () => {
    const t = createTranslate('zh-CN');
    const invited = event({
      kind: 'member.invited',
      after: { name: '小李', role: 'rep', scope, active: true },
    });
    expect(peopleEventText(t, invited, names)).toBe('邀请 小李，销售代表，范围：A区');
    const revoked = event({ kind: 'key.revoked', before: { name: 'ERP', prefix: 'shapan_abc' } });
    expect(peopleEventText(t, revoked, names)).toBe('吊销密钥“ERP”（shapan_abc…）');
  });
});
