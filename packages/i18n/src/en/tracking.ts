import type { tracking as source } from '../zh-CN/tracking.ts';
import { data } from './data.ts';
import { records } from './records.ts';
import { rooms } from './rooms.ts';

export const tracking: Readonly<Record<keyof typeof source, string>> = { ...records, ...rooms, ...data };
