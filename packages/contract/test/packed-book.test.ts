import { addRows, type BookState, cellAddress, createCube, createState, setCells } from '@shapan/engine';
import { expect, test } from 'vitest';
import { packBook, unpackBook } from '../src/index.ts';

const shape = { dimensions: ['region'], parts: 1, firstSlot: 0, slotCount: 2 } as const;

function sample(): BookState {
  const state = createState(7);
  const record = { kind: 'brief', id: 'brief', fields: { name: '沙盘 𠮷' } };
  state.records.set('brief', { owner: state, byId: new Map([['brief', record]]) });
  for (const [target, amount] of [
    ['shown', 5],
    ['removed', 9e15],
  ] as const) {
    const cube = createCube(shape);
    addRows(cube, [['north'], ['south']]);
    setCells(cube, 0, [0, 1, cellAddress(1, 0), cellAddress(1, 1)], [amount, 1, 2, 3]);
    state.cubes.set(target, { shape: target === 'shown' ? shape : null, cube });
  }
  return state;
}

const whole = (state: BookState) => ({
  records: [...state.records.values()].flatMap(({ byId }) => [...byId.values()]),
  withRemoved: true,
  told: () => true,
});

/** The same content packs into the same bytes. */
const again = (state: BookState) => packBook(state, whole(state));

test('a book comes back from its bytes, removed targets included', () => {
  const state = sample();
  const packed = again(state);
  const back = unpackBook(packed);
  expect(back?.position).toBe(7);
  expect(back?.cubes.get('removed')?.shape).toBeNull();
  expect(back && again(back)).toEqual(packed);
});

test('wherever the bytes lie in memory', () => {
  const packed = again(sample());
  const shifted = new Uint8Array(packed.length + 3);
  shifted.set(packed, 3);
  const back = unpackBook(shifted.subarray(3));
  expect(back && again(back)).toEqual(packed);
  const buffer = Buffer.from(shifted.buffer, 3, packed.length);
  expect(unpackBook(buffer)?.position).toBe(7);
});

test('bytes of another form are nothing', () => {
  const packed = again(sample());
  packed[3] = 2;
  expect(unpackBook(packed)).toBeUndefined();
  expect(unpackBook(new Uint8Array([1, 2, 3]))).toBeUndefined();
});

test('a view holds what may be told and nothing else', () => {
  const state = sample();
  const packed = packBook(state, { records: [], withRemoved: false, told: (_, row) => row === 1 });
  const text = new TextDecoder().decode(packed);
  expect(text).toContain('south');
  expect(text).not.toMatch(/north|沙盘|removed/);
  expect([...(unpackBook(packed)?.cubes.keys() ?? [])]).toEqual(['shown']);
});
