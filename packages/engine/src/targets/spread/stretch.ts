/**
 * Walks over all leaves of a scope go so many rows, or so many times a dozen leaves, at a time, in a function of their
 * own. One loop over millions of leaves is run once: it would be compiled while it runs, with its sums as objects, and
 * thrown away at its end. A function that is called for every stretch is compiled once and for good.
 */
export const stretch = 256;
