import { timeZones } from '../../../../shared/application/live/time-zones.ts';
import { aService } from '../../../support/tickets.ts';

const aDirectory = () => {
  const services = new Map([['support', aService()]]);
  let reads = 0;
  return {
    services,
    reads: () => reads,
    findService: async (serviceId: string) => {
      reads += 1;
      return services.get(serviceId);
    },
  };
};

it('reads a service’s zone at most once a minute', async () => {
  const directory = aDirectory();
  let now = new Date('2026-11-22T09:00:00.000Z');
  const zoneOf = timeZones({ directory, now: () => now });
  expect([await zoneOf('support'), await zoneOf('support')]).toEqual(['Asia/Seoul', 'Asia/Seoul']);
  expect(directory.reads()).toBe(1);

  directory.services.set('support', aService({ timeZone: 'Europe/Berlin' }));
  now = new Date('2026-11-22T09:00:59.999Z');
  expect(await zoneOf('support')).toBe('Asia/Seoul');
  now = new Date('2026-11-22T09:01:00.000Z');
  expect(await zoneOf('support')).toBe('Europe/Berlin');
});

it('throws for a service that is not there, and asks again the next time', async () => {
  const directory = aDirectory();
  const zoneOf = timeZones({ directory, now: () => new Date() });
  await expect(zoneOf('nowhere')).rejects.toThrow('nowhere');
  directory.services.set('nowhere', aService({ serviceId: 'nowhere' }));
  expect(await zoneOf('nowhere')).toBe('Asia/Seoul');
});
