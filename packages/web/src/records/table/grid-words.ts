import type { Translate } from '@shapan/i18n';
import { replaceWords } from '../../app/replace-words.ts';
import type { GridWords } from '../../grid/index.ts';

/** What the grid itself says over a table of records. */
export const gridWords = (t: Translate): GridWords => ({
  hint: t('records.grid.hint'),
  field: (row, column) => t('records.grid.field', { row, column }),
  edited: (row, column, text) =>
    t('records.grid.edited', { row, column, text: text === '' ? t('records.empty') : text }),
  editedMany: (cells) => t('records.grid.editedMany', { cells }),
  refused: (cells) => t('records.grid.refused', { cells }),
  expanded: (label) => t('records.grid.expanded', { label }),
  collapsed: (label) => t('records.grid.collapsed', { label }),
  held: t('records.grid.held'),
  filtered: t('targets.grid.filtered'),
  stale: t('records.grid.stale'),
  invalid: (message) => t('records.grid.invalid', { message }),
  choices: t('records.grid.choices'),
  noChoice: t('records.grid.noChoice'),
  find: t('app.find'),
  findNext: t('app.find.next'),
  findPrevious: t('app.find.previous'),
  findClose: t('app.find.close'),
  found: (row, column, text) => t('app.find.found', { row, column, text }),
  findNothing: (text) => t('app.find.nothing', { text }),
  ...replaceWords(t),
});
