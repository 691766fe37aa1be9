import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { todayIn } from '../../src/today.ts';
import { revenuePlan, shopImport, testWorld } from '../workspace.ts';

/** 1 August, seven in the morning, in Beijing; in London it is still 31 July. */
const morning = new Date('2026-07-31T23:00:00Z');

describe('today', () => {
  test('is the day of the zone, not of UTC', () => {
    expect(todayIn('Asia/Shanghai', morning)).toBe('2026-08-01');
    expect(todayIn('UTC', morning)).toBe('2026-07-31');
    expect(todayIn('America/New_York', new Date('2026-01-01T04:59:59Z'))).toBe('2025-12-31');
    expect(todayIn('America/New_York', new Date('2026-01-01T05:00:00Z'))).toBe('2026-01-01');
  });

  test('is that of Shanghai unless set otherwise; what is no zone is refused by name', () => {
    expect(readConfig({}).timeZone).toBe('Asia/Shanghai');
    expect(readConfig({ SHAPAN_TIME_ZONE: 'Europe/Berlin' }).timeZone).toBe('Europe/Berlin');
    expect(() => readConfig({ SHAPAN_TIME_ZONE: 'Peking' })).toThrow(ConfigError);
    expect(() => readConfig({ SHAPAN_TIME_ZONE: 'Peking' })).toThrow('SHAPAN_TIME_ZONE');
  });
});

describe('at seven in the morning of 1 August in Beijing', () => {
  const world = testWorld();

  async function julyAndAugust(timeZone: string) {
    const tracking = createTrackingService({ ...world.deps, clock: () => morning, timeZone });
    const plan = await revenuePlan(world.workspace);
    const row = { days: 1, coordinate: { region: 'A1' }, weight: null };
    const rows = [
      { ...row, row: 1, key: '1', date: '2026-07-31', amount: 100 },
      { ...row, row: 2, key: '2', date: '2026-08-01', amount: 7 },
    ];
    await tracking.importActuals(world.workspace.owner, shopImport(rows));
    const query = { target: 'target', basis: 'natural' as const, along: 0 };
    const { places } = await tracking.attainment(world.workspace.owner, plan, query);
    return places.find(({ members, time }) => members[0] === 'A1' && time === 'all')?.actual?.numerator;
  }

  test('what was sold that day counts', async () => {
    expect(await julyAndAugust('Asia/Shanghai')).toBe(107);
  });

  test('and does not yet where it is still July', async () => {
    expect(await julyAndAugust('UTC')).toBe(100);
  });
});
