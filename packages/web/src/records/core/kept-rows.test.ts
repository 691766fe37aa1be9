import { describe, expect, it } from 'vitest';
import { takenUp, textsToKeep } from './kept-rows.ts';

const unsaved = 'not saved';

describe('what was typed into a table and is not saved', () => {
  it('comes back where it was typed: new rows as drafts, records as texts that wait', () => {
    const drafts = new Map([['new:华 东', { name: '任务', owner: '' }]]);
    const wrong = [{ row: 'r1', column: 'due', text: 'soon', message: 'no date' }];
    const kept = textsToKeep(drafts, wrong, { rowId: 'r2', columnId: 'name', text: '半句' });
    expect(takenUp(kept, unsaved)).toEqual({
      drafts: new Map([['new:华 东', { name: '任务' }]]),
      wrong: [
        { row: 'r1', column: 'due', text: 'soon', message: unsaved },
        { row: 'r2', column: 'name', text: '半句', message: unsaved },
      ],
    });
  });

  it('is nothing when nothing waits', () => {
    expect(textsToKeep(new Map([['new:', {}]]), [], null)).toEqual({});
    expect(takenUp({}, unsaved)).toEqual({ drafts: new Map(), wrong: [] });
  });

  it('keeps what is being typed over what waits in the same cell', () => {
    const wrong = [{ row: 'r1', column: 'due', text: 'soon', message: 'no date' }];
    const typing = { rowId: 'r1', columnId: 'due', text: '2026-09' };
    expect(textsToKeep(new Map(), wrong, typing)).toEqual({ 'r1 due': '2026-09' });
  });
});
