import { type FitRequest, fitSchedule } from '@shapan/engine';

/** What is to be levelled, and how many steps it is worth. */
export interface LevelAsked {
  readonly request: FitRequest;
  readonly steps: number;
}

/** The search for room, beside the page, so that the page stays alive however long it takes. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<LevelAsked>) => void;
  postMessage: (answer: LevelAnswer) => void;
};

/** Where tasks found room, or why they cannot be levelled. */
export type LevelAnswer = ReturnType<typeof fitSchedule>;

// A worker has one listener and no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
scope.onmessage = ({ data: { request, steps } }) => scope.postMessage(fitSchedule(request, { steps }));
