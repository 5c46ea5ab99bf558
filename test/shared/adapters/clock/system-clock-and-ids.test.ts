import { systemClockAndIds } from '../../../../shared/adapters/clock/system-clock-and-ids.ts';

describe('systemClockAndIds', () => {
  it('makes ids that begin with their kind and sort in the order in which they were made, also within one millisecond', () => {
    const clock = systemClockAndIds();
    const ids = Array.from({ length: 1000 }, () => clock.newId('evt'));
    expect(new Set(ids).size).toBe(1000);
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('tells the time of this machine', () => {
    expect(Math.abs(systemClockAndIds().now().getTime() - Date.now())).toBeLessThan(1000);
  });
});
