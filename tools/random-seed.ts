import fc from 'fast-check';

/*
 * Random tests ask the same every time, so that a change is judged by what it changed and not by a case that nobody has
 * tried before. `SHAPAN_RANDOM_SEED` asks for others; a failure prints the seed that repeats it.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['SHAPAN_RANDOM_SEED'] ?? 1) });
