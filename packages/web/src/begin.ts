import { beginAt } from './app/begin.ts';

// A program of its own, so small that it asks before those that draw are there.
beginAt(location.pathname);
