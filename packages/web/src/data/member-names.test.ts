import { expect, it, vi } from 'vitest';
import { createMemberNames } from './member-names.ts';

const me = { id: 'a', displayName: '张三' };
const colleague = { id: 'b', displayName: '李四' };

it('asks for the list anew, once, when a member turns up who joined after it was read, and reads well until then', async () => {
  const missed = vi.fn();
  const names = createMemberNames(missed);
  expect(names.nameOf([me], 'a', '一位同事')).toBe('张三');
  expect(names.nameOf([me], 'b', '一位同事')).toBe('一位同事');
  expect(names.nameOf([me], 'b', '一位同事')).toBe('一位同事');
  expect(missed).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(missed).toHaveBeenCalledTimes(1);
  expect(names.nameOf([me, colleague], 'b', '一位同事')).toBe('李四');
});

it('says nothing where there is nobody to name', async () => {
  const missed = vi.fn();
  const names = createMemberNames(missed);
  for (const nobody of [undefined, null, '']) expect(names.nameOf([me], nobody, '一位同事')).toBe('');
  await Promise.resolve();
  expect(missed).not.toHaveBeenCalled();
});
