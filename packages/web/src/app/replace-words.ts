import type { Translate } from '@shapan/i18n';
import type { GridWords } from '../grid/index.ts';

/** What every table says about replacing. */
export const replaceWords = (t: Translate) =>
  ({
    replace: t('app.replace'),
    replaceBy: t('app.replace.by'),
    replaceWhole: t('app.replace.whole'),
    replaceOne: t('app.replace.one'),
    replacePreview: t('app.replace.preview'),
    replaceAll: (cells) => t('app.replace.all', { cells }),
    replaceBack: t('app.cancel'),
    replaceMore: (cells) => t('app.replace.more', { cells }),
    replaceChange: (row, column) => t('app.replace.change', { row, column }),
  }) satisfies Partial<GridWords>;
