import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { type AboutWords, aboutReason, aboutText } from './about-text.ts';

const words: AboutWords = {
  t: createTranslate('zh-CN'),
  now: (kind) => (kind === 'proposal' ? { reason: '客户要得多', place: '上海' } : undefined),
  place: ({ place }) => String(place),
  rule: () => '按区域拆解：平均',
  title: (_, { name }) => String(name ?? ''),
};

const about = (kind: string, did: 'added' | 'changed' | 'removed', fields = {}, count = 1) => ({
  about: { did, kind, id: '1', fields, count },
});

describe('an entry about a record', () => {
  it.each([
    ['record.add', 0, about('hold', 'added', { place: '上海' }), '锁定 上海'],
    ['record.add', 0, about('hold', 'added', { place: '上海' }, 3), '锁定 上海 等 3 项'],
    ['record.remove', 0, about('hold', 'removed', { place: '上海' }), '解除锁定 上海'],
    ['record.add', 0, about('release', 'added', { place: '上海' }), '下达到 上海'],
    [
      'record.add,target.runRule',
      18,
      about('breakdownRule', 'added'),
      '运行拆解规则 按区域拆解：平均，变动 18 个数字',
    ],
    ['record.add', 0, about('breakdownRule', 'added'), '新增拆解规则 按区域拆解：平均'],
    ['target.propose', 0, about('proposal', 'added', { place: '上海' }), '上报 上海'],
    [
      'target.answer',
      6,
      about('proposal', 'changed', { answer: 'accepted' }),
      '接受上报 上海，变动 6 个数字',
    ],
    ['record.add', 0, about('risk', 'added', { name: '缺货' }), '新增风险：缺货'],
    ['record.update', 0, about('risk', 'changed'), '修改风险'],
    ['record.update', 0, { about: null }, null],
  ])('says what was done: %s, %i numbers', (label, cells, entry, said) => {
    expect(aboutText(words, { ...entry, label, cells })).toBe(said);
  });

  it('gives the reason of the record where none was given with the entry', () => {
    const held = about('hold', 'added', { reason: '合同已签' });
    expect(aboutReason({ ...held, reason: null })).toBe('合同已签');
    expect(aboutReason({ ...held, reason: '董事会' })).toBe('董事会');
    expect(aboutReason({ ...about('proposal', 'changed', { answerReason: '够了' }), reason: null })).toBe(
      '够了',
    );
    // Why something was held is not why it was released.
    expect(aboutReason({ ...about('hold', 'removed', { reason: '合同已签' }), reason: null })).toBe('');
    expect(aboutReason({ about: null, reason: null })).toBe('');
  });
});
