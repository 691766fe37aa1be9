import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Change,
  createState,
  type DecideContext,
  decideUndo,
  forkState,
  invert,
  kinds,
  squash,
  squashSoFar,
} from '../../src/index.ts';
import { changeOf, contentOf, emptyBook, type Step, steps } from './random-book.ts';

/** Walk a book through random steps and collect what happened. */
function walk(state: BookState, path: readonly Step[]): Change[] {
  const done: Change[] = [];
  for (const step of path) {
    const change = changeOf(state, step);
    if (!change) continue;
    applyChanges(state, [change]);
    done.push(change);
  }
  return done;
}

const planOf = (state: BookState): DecideContext => ({ book: 'plan', state, master: createState(), kinds });

interface Life {
  /** What the book held at some moment … */
  readonly was: unknown;
  /** … the book as it was then … */
  readonly earlier: BookState;
  /** … the same book later, and what happened in between. */
  readonly later: BookState;
  readonly done: readonly Change[];
}

function inEveryLife(check: (life: Life) => void): void {
  fc.assert(
    fc.property(steps, steps, (before, after) => {
      const later = emptyBook();
      walk(later, before);
      const was = contentOf(later);
      const earlier = forkState(later);
      check({ was, earlier, later, done: walk(later, after) });
    }),
  );
}

describe('changes are reversible facts', () => {
  test('[P1] undoing everything gives back what was there', () => {
    inEveryLife(({ was, later, done }) => {
      applyChanges(later, invert(done));
      expect(contentOf(later)).toEqual(was);
    });
  });

  test('[P2] squashing keeps the effect', () => {
    inEveryLife(({ earlier, later, done }) => {
      applyChanges(earlier, squash(done));
      expect(contentOf(earlier)).toEqual(contentOf(later));
    });
  });

  test('[P2] the net of a net and what follows keeps the effect, wherever it was cut, and undoes the whole', () => {
    inEveryLife(({ was, earlier, later, done }) => {
      for (const cut of [1, Math.floor(done.length / 2), done.length - 1]) {
        const net = squash([...squashSoFar(done.slice(0, cut)), ...done.slice(cut)]);
        const again = forkState(earlier);
        applyChanges(again, net);
        expect(contentOf(again)).toEqual(contentOf(later));
        applyChanges(again, invert(net));
        expect(contentOf(again)).toEqual(was);
      }
    });
  });

  test('[P2] a row that came and went keeps its number for the cells of what follows', () => {
    const earlier = emptyBook();
    walk(earlier, [
      [3, 0, 0, 0],
      [4, 0, 0, 0],
    ]);
    const later = forkState(earlier);
    const done = walk(later, [
      [4, 3, 0, 0],
      [4, 3, 0, 0],
      [4, 5, 0, 0],
      [5, 2, 0, 99_631],
    ]);
    applyChanges(earlier, squash([...squashSoFar(done.slice(0, 2)), ...done.slice(2)]));
    expect(contentOf(earlier)).toEqual(contentOf(later));
  });

  test('[P2] a change that names a cell twice, or one that stays, is squashed too', () => {
    const twice: Change = {
      type: 'cells.changed',
      target: 't',
      part: 0,
      cells: [1, 2, 1, 3, 2 ** 20],
      before: [5, 6, 7, 8, 9],
      after: [7, 6, 4, null, 0],
    };
    expect(squash([twice])).toEqual([
      { ...twice, cells: [1, 3, 2 ** 20], before: [5, 8, 9], after: [4, null, 0] },
    ]);
    const plain: Change = { ...twice, cells: [2 ** 20, 3], before: [1, null], after: [2, 0] };
    expect(squash([plain])).toEqual([plain]);
  });

  test('[P3] the inverse of the squashed changes undoes the whole', () => {
    inEveryLife(({ was, later, done }) => {
      applyChanges(later, invert(squash(done)));
      expect(contentOf(later)).toEqual(was);
    });
  });

  test('[P4] changes followed by their inverse squash to nothing', () => {
    inEveryLife(({ done }) => {
      expect(squash([...done, ...invert(done)])).toEqual([]);
    });
  });

  test('[P5] what happens in a fork stays in the fork, on both sides', () => {
    fc.assert(
      fc.property(steps, steps, steps, (common, here, there) => {
        const live = emptyBook();
        walk(live, common);
        const branch = forkState(live);
        const was = contentOf(live);
        walk(branch, there);
        expect(contentOf(live)).toEqual(was);
        const seen = contentOf(branch);
        walk(live, here);
        expect(contentOf(branch)).toEqual(seen);
      }),
    );
  });
});

describe('undo of an entry', () => {
  const added: Change = {
    type: 'record.added',
    record: { kind: 'risk', id: 'a', fields: { name: 'price cut' } },
  };
  const renamed: Change = {
    type: 'record.changed',
    kind: 'risk',
    id: 'a',
    before: { name: 'price cut' },
    after: { name: 'price war' },
  };

  test('[P6] answers the inverse while nothing touched it later', () => {
    const state = emptyBook();
    applyChanges(state, [added, renamed]);
    expect(decideUndo(planOf(state), [renamed])).toEqual({ ok: true, value: invert([renamed]) });
  });

  test('[P6] is refused, naming the place, when something did', () => {
    const state = emptyBook();
    applyChanges(state, [added, renamed]);
    expect(decideUndo(planOf(state), [added])).toEqual({
      ok: false,
      problems: [
        { code: 'UNDO_BLOCKED', path: 'position', params: { kind: 'risk', id: 'a', by: 'price war' } },
      ],
    });
  });

  test('[P6] agrees with the state for random histories', () => {
    inEveryLife(({ was, later, done }) => {
      const undone = decideUndo(planOf(later), squash(done));
      expect(undone.ok).toBe(true);
      if (undone.ok) applyChanges(later, undone.value);
      expect(contentOf(later)).toEqual(was);
    });
  });
});
