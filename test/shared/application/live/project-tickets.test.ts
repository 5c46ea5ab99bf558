import fc from 'fast-check';
import { projectTickets, type TicketRowChange } from '../../../../shared/application/live/project-tickets.ts';
import type { CountedTicket } from '../../../../shared/domain/figures/figure-cells.ts';
import { WriteContentionError } from '../../../../shared/application/ports/tickets.ts';
import type { ProjectionStore } from '../../../../shared/application/ports/figures.ts';
import { figuresPeriod } from '../../../../shared/domain/figures/last-day.ts';
import { FIGURES_STORES, type FiguresStore, noBackoff } from '../../../support/figures/projection-stores.ts';
import {
  AGENTS,
  CATEGORIES,
  DAYS,
  deliveries,
  GROUPS,
  lives,
  ofDay,
  READ_AT,
  recount,
  recountLists,
  recountUse,
  ZONE,
} from '../../../support/figures/ticket-lives.ts';
import { aTicket } from '../../../support/tickets.ts';

const projector = (projections: ProjectionStore) =>
  projectTickets({ projections, timeZoneOf: async () => ZONE, backoff: noBackoff });
const readAll = async (store: FiguresStore, serviceId: string) =>
  Promise.all(
    AGENTS.flatMap((agent) =>
      DAYS.map(async (day) => {
        const [{ all, mine }, { lists, mine: myLists, groups }] = await Promise.all([
          store.read(serviceId, agent, figuresPeriod(READ_AT[day].now, ZONE)),
          store.readLists(serviceId, agent, GROUPS),
        ]);
        return { all, mine, lists, myLists, groups };
      }),
    ),
  );
const readUse = async (store: FiguresStore, serviceId: string) => {
  const found = await store.categoryUse(serviceId);
  return CATEGORIES.map(
    ({ kind, categoryId }) =>
      found.find((each) => each.kind === kind && each.categoryId === categoryId) ?? {
        kind,
        categoryId,
        tickets: 0,
        open: 0,
      },
  );
};
const countAll = (tickets: readonly CountedTicket[]) =>
  AGENTS.flatMap((agent) =>
    DAYS.map((day) => {
      const { lists, mine: myLists, groups } = recountLists(tickets, agent);
      return { ...recount(tickets, agent, day), lists, myLists, groups };
    }),
  );
const livesAndDeliveries = lives('care').chain((all) =>
  fc.record({ all: fc.constant(all), batches: deliveries(all.flatMap(({ changes }) => changes)) }),
);
const inService = (serviceId: string, change: TicketRowChange): TicketRowChange =>
  ({
    ...(change.before ? { before: { ...change.before, serviceId } } : {}),
    ...(change.after ? { after: { ...change.after, serviceId } } : {}),
  }) as TicketRowChange;

describe.each(FIGURES_STORES)('projectTickets on the %s store', (kind, open) => {
  let store: FiguresStore;
  let close: () => Promise<void>;
  let services = 0;
  const newService = () => {
    services += 1;
    return `service-${services}`;
  };
  beforeAll(async () => {
    ({ store, close } = await open());
  });
  afterAll(() => close());
  const numRuns = kind === 'memory' ? 300 : 25;

  it('given any lives of tickets, delivered in any order, in any batches and again, counts what a recount counts', async () => {
    await fc.assert(
      fc.asyncProperty(livesAndDeliveries, async ({ all, batches }) => {
        const serviceId = newService();
        const project = projector(store);
        for (const batch of batches) await project(batch.map((change) => inService(serviceId, change)));
        const left = all.flatMap(({ last }) => last ?? []);
        expect(await readAll(store, serviceId)).toEqual(countAll(left));
        expect(await readUse(store, serviceId)).toEqual(recountUse(left));
      }),
      { numRuns },
    );
  }, 60_000);

  it('given several projectors at once on the same tickets, counts what a recount counts', async () => {
    await fc.assert(
      fc.asyncProperty(livesAndDeliveries, async ({ all, batches }) => {
        const serviceId = newService();
        const mine = batches.map((batch) => batch.map((change) => inService(serviceId, change)));
        const projectors = [0, 1, 2];
        await Promise.all(
          projectors.map(async (own) => {
            const project = projector(store);
            for (const batch of mine.filter((__, i) => i % projectors.length === own)) await project(batch);
          }),
        );
        const left = all.flatMap(({ last }) => last ?? []);
        expect(await readAll(store, serviceId)).toEqual(countAll(left));
        expect(await readUse(store, serviceId)).toEqual(recountUse(left));
      }),
      { numRuns: kind === 'memory' ? 100 : 15 },
    );
  }, 60_000);

  it('moves nothing when a batch comes again, and still answers whose figures it touched', async () => {
    const serviceId = newService();
    const taken: TicketRowChange = {
      before: aTicket({
        serviceId,
        number: 1,
        version: 1,
        status: 'unassigned',
        assigneeId: undefined,
        groupId: undefined,
      }),
      after: aTicket({ serviceId, number: 1, version: 2, status: 'processing', assigneeId: 'mina' }),
    };
    const project = projector(store);
    const first = await project([taken]);
    const { revision } = await store.read(serviceId, 'mina', ofDay(DAYS[0]));
    expect(first).toEqual([
      { serviceId, changes: [taken], figuresOf: new Set(['mina']), countsOf: new Set(['first-line']) },
    ]);
    expect(await project([taken])).toEqual(first);
    expect((await store.read(serviceId, 'mina', ofDay(DAYS[0]))).revision).toBe(revision);
  });

  it('names the agent who lost a ticket and the one who got it', async () => {
    const serviceId = newService();
    const before = aTicket({ serviceId, number: 1, version: 2, status: 'processing', assigneeId: 'mina' });
    const project = projector(store);
    await project([{ after: before }]);
    expect(await project([{ before, after: { ...before, version: 3, assigneeId: 'jun' } }])).toMatchObject([
      { serviceId, figuresOf: new Set(['mina', 'jun']) },
    ]);
  });

  it('touches a service with a change of group alone, and nobody’s own figures', async () => {
    const serviceId = newService();
    const before = aTicket({ serviceId, number: 1, version: 2 });
    const project = projector(store);
    await project([{ after: before }]);
    expect(await project([{ before, after: { ...before, version: 3, groupId: 'second-line' } }])).toMatchObject([
      { serviceId, figuresOf: new Set(), countsOf: new Set(['first-line', 'second-line']) },
    ]);
    expect((await store.readLists(serviceId, 'agent_1', ['first-line', 'second-line'])).groups).toEqual(
      new Map([
        ['first-line', 0],
        ['second-line', 1],
      ]),
    );
  });

  it('touches nobody’s figures with a change that counts as before', async () => {
    const serviceId = newService();
    const before = aTicket({ serviceId, number: 1, version: 2 });
    const project = projector(store);
    await project([{ after: before }]);
    const changes = [{ before, after: { ...before, version: 3 } }];
    expect(await project(changes)).toEqual([{ serviceId, changes }]);
    expect(await store.findMany(serviceId, [1])).toMatchObject([{ version: 3 }]);
  });

  it('touches nobody’s figures with a change of category, and counts it', async () => {
    const serviceId = newService();
    const before = aTicket({ serviceId, number: 1, version: 2, inquiryTypeId: 'delivery' });
    const project = projector(store);
    await project([{ after: before }]);
    const changes = [{ before, after: { ...before, version: 3, inquiryTypeId: 'refund' } }];
    expect(await project(changes)).toEqual([{ serviceId, changes }]);
    expect(await readUse(store, serviceId)).toEqual([
      { kind: 'inquiry_type', categoryId: 'delivery', tickets: 0, open: 0 },
      { kind: 'inquiry_type', categoryId: 'refund', tickets: 1, open: 1 },
      { kind: 'processing_type', categoryId: 'refund', tickets: 0, open: 0 },
    ]);
  });

  it('forgets a removed ticket for good: a late record of its life changes nothing', async () => {
    const serviceId = newService();
    const last = aTicket({ serviceId, number: 1, version: 4, status: 'processing', assigneeId: 'mina' });
    const project = projector(store);
    await project([{ before: last }]);
    await project([{ after: { ...last, version: 3 } }, { before: { ...last, version: 3 }, after: last }]);
    expect(await store.read(serviceId, 'mina', ofDay(DAYS[0]))).toMatchObject({
      all: { created: 0, processing: 0 },
      mine: { processing: 0 },
    });
  });

  it('moves a batch of many services and of more tickets than one transaction holds', async () => {
    const serviceIds = Array.from({ length: 12 }, newService);
    const agents = Array.from({ length: 60 }, (_, i) => `agent-${i}`);
    const changes = serviceIds.flatMap((serviceId) =>
      agents.map((assigneeId, i): TicketRowChange => ({
        after: aTicket({ serviceId, number: i + 1, version: 1, status: 'pending', assigneeId }),
      })),
    );
    const touched = await projector(store)(changes);
    expect(touched).toHaveLength(12);
    expect(touched[0]).toMatchObject({ changes: { length: 60 }, figuresOf: { size: 60 } });
    for (const serviceId of serviceIds)
      expect(await store.read(serviceId, 'agent-59', ofDay(DAYS[0]))).toMatchObject({
        all: { created: 60, pending: 60 },
        mine: { pending: 1 },
      });
  });
});

describe('projectTickets', () => {
  it('gives up when others are always first, and throws', async () => {
    const waits: number[] = [];
    const projections: ProjectionStore = { findMany: async () => [], move: async () => false };
    const project = projectTickets({
      projections,
      timeZoneOf: async () => ZONE,
      backoff: async (attempt) => {
        waits.push(attempt);
      },
    });
    await expect(project([{ after: aTicket() }])).rejects.toThrow(WriteContentionError);
    expect(waits).toHaveLength(25);
  });
});
