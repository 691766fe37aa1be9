import { app } from './app.ts';
import { documents } from './documents.ts';
import { kinds } from './kinds.ts';
import { people } from './people.ts';
import { plan } from './plan.ts';
import { problems } from './problems.ts';
import { targets } from './targets.ts';
import { tracking } from './tracking.ts';

/** zh-CN is the source: every other language must have exactly these keys. */
export const zhCN = {
  ...app,
  ...kinds,
  ...people,
  ...plan,
  ...problems,
  ...targets,
  ...tracking,
  ...documents,
} as const;

export type MessageKey = keyof typeof zhCN;
