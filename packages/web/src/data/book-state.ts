import { packedBookType, unpackBook } from '@shapan/contract';
import type { BookState } from '@shapan/engine';
import { ApiError, askForBytes } from './api.ts';

/** A book as the server lets this user see it; `path` names it, perhaps at a position. @throws ApiError */
export async function readBook(path: string): Promise<BookState> {
  const state = unpackBook(await askForBytes(path, packedBookType));
  // Only a server of another version answers in another form.
  if (!state) throw new ApiError('INTERNAL', 0);
  return state;
}
