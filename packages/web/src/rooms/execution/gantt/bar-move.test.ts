import { describe, expect, it } from 'vitest';
import { movedRange } from './bar-move.ts';

const july = { from: '2026-07-01', to: '2026-07-31' };

describe('moving a bar of the timeline', () => {
  it('takes both ends along, over the end of a month', () => {
    expect(movedRange(july, 'whole', 3)).toEqual({ from: '2026-07-04', to: '2026-08-03' });
    expect(movedRange(july, 'whole', -1)).toEqual({ from: '2026-06-30', to: '2026-07-30' });
  });

  it('moves one end alone', () => {
    expect(movedRange(july, 'start', -1)).toEqual({ from: '2026-06-30', to: '2026-07-31' });
    expect(movedRange(july, 'end', 1)).toEqual({ from: '2026-07-01', to: '2026-08-01' });
  });

  it('never turns a task around: an end stops at the other', () => {
    expect(movedRange(july, 'start', 90)).toEqual({ from: '2026-07-31', to: '2026-07-31' });
    expect(movedRange(july, 'end', -90)).toEqual({ from: '2026-07-01', to: '2026-07-01' });
  });
});
