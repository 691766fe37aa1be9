import type { MessageKey } from '../zh-CN/index.ts';
import { app } from './app.ts';
import { cascade } from './cascade.ts';
import { codes } from './codes.ts';
import { coverage } from './coverage.ts';
import { data } from './data.ts';
import { documents } from './documents.ts';
import { holds } from './holds.ts';
import { kinds } from './kinds.ts';
import { levelling } from './levelling.ts';
import { methodOptions } from './method-options.ts';
import { methods } from './methods.ts';
import { people } from './people.ts';
import { plan } from './plan.ts';
import { problems } from './problems.ts';
import { records } from './records.ts';
import { resources } from './resources.ts';
import { rooms } from './rooms.ts';
import { smart } from './smart.ts';
import { targets } from './targets.ts';
import { targetsNotices } from './targets-notices.ts';
import { targetsView } from './targets-view.ts';

export const en: Readonly<Record<MessageKey, string>> = {
  ...app,
  ...data,
  ...resources,
  ...rooms,
  ...records,
  ...kinds,
  ...levelling,
  ...people,
  ...plan,
  ...problems,
  ...targets,
  ...cascade,
  ...codes,
  ...coverage,
  ...holds,
  ...methods,
  ...methodOptions,
  ...targetsNotices,
  ...targetsView,
  ...smart,
  ...documents,
};
