import { data } from './data.ts';
import { records } from './records.ts';
import { rooms } from './rooms.ts';

export const tracking = { ...records, ...rooms, ...data } as const;
