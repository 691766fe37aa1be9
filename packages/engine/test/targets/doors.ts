/** What these tests reach for, in one place. */
export * from '../../src/plan/cube.ts';
export * from '../../src/plan/cube-rows.ts';
export * from '../../src/plan/cube-write.ts';
export * from '../../src/targets/frame.ts';
export * from '../../src/targets/spread/cell-changes.ts';
export * from '../../src/targets/spread/request.ts';
export * from '../../src/targets/spread.ts';
export * from '../../src/targets/totals.ts';
export * from '../../src/targets/tree.ts';
