import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoTicketAudit } from '../../../../shared/adapters/dynamodb/ticket-audit.ts';
import { ticketRows } from '../../../../shared/adapters/dynamodb/ticket-rows.ts';
import { projectTickets } from '../../../../shared/application/live/project-tickets.ts';
import { reconcileFigures } from '../../../../shared/application/live/reconcile-figures.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { figuresStoreOn, type FiguresStore, noBackoff } from '../../../support/figures/projection-stores.ts';
import { aTicket } from '../../../support/tickets.ts';
import { ofDay } from '../../../support/figures/ticket-lives.ts';

const ZONE = 'Asia/Seoul';
const DAY = '2026-11-22';
let engine: DynamoEngine;
let figures: FiguresStore;
let serviceId: string;
let services = 0;
beforeAll(async () => {
  engine = await startDynamoEngine();
  figures = figuresStoreOn(engine);
});
afterAll(() => engine.stop());
beforeEach(() => {
  services += 1;
  serviceId = `service-${services}`;
});

const write = async (...tickets: readonly Ticket[]) => {
  for (let start = 0; start < tickets.length; start += 25) {
    const requests = tickets
      .slice(start, start + 25)
      .map((ticket) => ({ PutRequest: { Item: ticketRows.toItem(ticket) } }));
    await engine.client.send(new BatchWriteCommand({ RequestItems: { [engine.deskTable]: requests } }));
  }
};
const project = (...tickets: readonly Ticket[]) =>
  projectTickets({ projections: figures, timeZoneOf: async () => ZONE, backoff: noBackoff })(
    tickets.map((after) => ({ after })),
  );
const reconcile = (options: { readonly repair?: boolean; readonly timeZone?: string } = {}) =>
  reconcileFigures({ tickets: dynamoTicketAudit({ ...engine, backoff: noBackoff }), figures, backoff: noBackoff })(
    serviceId,
    {
      timeZone: ZONE,
      repair: false,
      ...options,
    },
  );
/** 130 tickets, the third of them spam: more than a page of anything. */
const someTickets = () =>
  Array.from({ length: 130 }, (_, i) =>
    aTicket({
      serviceId,
      number: i + 1,
      version: 2,
      activityAt: new Date(Date.UTC(2026, 10, 22, 0, 0, i)).toISOString(),
      groupId: i % 4 === 0 ? 'first-line' : undefined,
      internalReason: i === 2 ? 'spam' : undefined,
      ...(i % 5 < 2 && { inquiryTypeId: i % 5 === 0 ? 'delivery' : 'refund' }),
      ...(i % 3 === 0
        ? { status: 'processing', assigneeId: `agent-${i % 7}` }
        : i % 3 === 1
          ? { status: 'unassigned', assigneeId: undefined }
          : { status: 'resolved', resolvedAt: '2026-11-22T09:00:00.000Z', resolvedBy: 'agent-1' }),
    }),
  );

describe('reconcileFigures', () => {
  it('finds nothing in a service without tickets', async () => {
    expect(await reconcile()).toEqual({ projections: 0, differences: [], differing: 0, quiet: true, passes: 1 });
  });

  it('finds nothing when every ticket was projected', async () => {
    const tickets = someTickets();
    await write(...tickets);
    await project(...tickets);
    expect(await reconcile()).toEqual({ projections: 130, differences: [], differing: 0, quiet: true, passes: 1 });
  });

  it('finds a counter that is off, and sets it right', async () => {
    const tickets = someTickets();
    await write(...tickets);
    await project(...tickets);
    await figures.correct(serviceId, await figures.revision(serviceId), [
      { scope: 'agent-3', span: 'now', by: { processing: 2 } },
    ]);
    const { all, mine } = await figures.read(serviceId, 'agent-3', ofDay(DAY));

    expect(await reconcile()).toMatchObject({
      differing: 1,
      quiet: true,
      differences: [
        {
          kind: 'counter',
          scope: 'agent-3',
          span: 'now',
          figure: 'processing',
          counter: mine.processing,
          counted: mine.processing - 2,
        },
      ],
    });
    expect(await reconcile({ repair: true })).toMatchObject({ differing: 0, quiet: true });
    expect(await figures.read(serviceId, 'agent-3', ofDay(DAY))).toMatchObject({
      all,
      mine: { ...mine, processing: mine.processing - 2 },
    });
  });

  it('finds what was never projected, was left behind or is no longer there, and sets it right', async () => {
    const [never, behind, deleted, ...rest] = someTickets() as [Ticket, Ticket, Ticket, ...Ticket[]];
    await write(never, behind, ...rest);
    await project({ ...behind, version: 1, status: 'pending', assigneeId: 'agent-2' }, deleted, ...rest);

    const found = await reconcile();
    expect(found.differences).toEqual([
      { kind: 'projection', number: 2, ticketVersion: 2, projectedVersion: 1 },
      { kind: 'projection', number: 3, projectedVersion: 2 },
      { kind: 'projection', number: 1, ticketVersion: 2 },
    ]);
    expect(await reconcile({ repair: true })).toMatchObject({ differing: 0, quiet: true });
    expect(await reconcile()).toMatchObject({ differing: 0, passes: 1 });
    expect((await figures.read(serviceId, 'agent-1', ofDay(DAY))).all).toEqual({
      created: 129,
      processing: 44,
      unassigned: 43,
      unassignedToday: 43,
      resolved: 42,
      pending: 0,
      lastDay: { received: 0, resolved: 0 },
    });
  });

  it('rebuilds everything from the tickets', async () => {
    const tickets = someTickets();
    await write(...tickets);
    expect((await reconcile()).differing).toBe(130);
    expect(await reconcile({ repair: true })).toMatchObject({ projections: 130, differing: 0, quiet: true });
    expect((await figures.read(serviceId, 'agent-1', ofDay(DAY))).all).toEqual({
      created: 129,
      processing: 44,
      unassigned: 43,
      unassignedToday: 43,
      resolved: 42,
      pending: 0,
      lastDay: { received: 0, resolved: 0 },
    });
    expect(await figures.readLists(serviceId, 'agent-3', ['first-line'])).toMatchObject({
      lists: { all: 129, spam: 1, unassigned: 43 },
      mine: { processing: 7 },
      groups: new Map([['first-line', 33]]),
    });
  });

  it('counts the use of categories of tickets that a release before counted without it', async () => {
    const tickets = someTickets();
    await write(...tickets);
    await project(...tickets.map(({ inquiryTypeId: _uncounted, ...ticket }) => ticket));
    expect(await figures.categoryUse(serviceId)).toEqual([]);
    const naming = (inquiryTypeId: string) =>
      tickets.filter((ticket) => ticket.inquiryTypeId === inquiryTypeId && ticket.internalReason !== 'spam');
    expect(await reconcile()).toMatchObject({ differing: naming('delivery').length + naming('refund').length });
    expect(await reconcile({ repair: true })).toMatchObject({ differing: 0, quiet: true });
    expect(await figures.categoryUse(serviceId)).toEqual(
      ['delivery', 'refund'].map((categoryId) => ({
        kind: 'inquiry_type',
        categoryId,
        tickets: naming(categoryId).length,
        open: naming(categoryId).filter(({ status }) => status !== 'resolved').length,
      })),
    );
  });

  it('finds a count of a category that is off, and sets it right', async () => {
    const tickets = someTickets();
    await write(...tickets);
    await project(...tickets);
    const right = await figures.categoryUse(serviceId);
    await figures.correct(serviceId, await figures.revision(serviceId), [
      { scope: 'category/inquiry_type/refund', span: 'now', by: { useOpen: 3 } },
    ]);
    expect(await reconcile()).toMatchObject({
      differing: 1,
      differences: [{ kind: 'counter', scope: 'category/inquiry_type/refund', figure: 'useOpen' }],
    });
    expect(await reconcile({ repair: true })).toMatchObject({ differing: 0 });
    expect(await figures.categoryUse(serviceId)).toEqual(right);
  });

  it('moves days to another time zone', async () => {
    const ticket = aTicket({ serviceId, number: 1, createdAt: '2026-11-22T18:00:00.000Z', assigneeId: 'mina' });
    await write(ticket);
    await project(ticket);
    expect(await reconcile({ timeZone: 'UTC' })).toMatchObject({ differing: 1 });
    expect(await reconcile({ timeZone: 'UTC', repair: true })).toMatchObject({ differing: 0 });
    expect((await figures.read(serviceId, 'mina', ofDay('2026-11-22'))).all.created).toBe(1);
    expect((await figures.read(serviceId, 'mina', ofDay('2026-11-23'))).all.created).toBe(0);
  });

  it('two repairs and a projector at once leave the figures right', async () => {
    const tickets = someTickets();
    await write(...tickets);
    await Promise.all([
      reconcile({ repair: true }),
      reconcile({ repair: true }),
      project(...tickets.slice(0, 80)),
      project(...tickets.slice(40, 120)),
    ]);
    await reconcile({ repair: true });
    expect(await reconcile()).toMatchObject({ differing: 0, quiet: true });
    expect((await figures.read(serviceId, 'agent-1', ofDay(DAY))).all).toEqual({
      created: 129,
      processing: 44,
      unassigned: 43,
      unassignedToday: 43,
      resolved: 42,
      pending: 0,
      lastDay: { received: 0, resolved: 0 },
    });
    expect(await figures.readLists(serviceId, 'agent-3', ['first-line'])).toMatchObject({
      lists: { all: 129, spam: 1, unassigned: 43 },
      mine: { processing: 7 },
      groups: new Map([['first-line', 33]]),
    });
  });

  it('compares no counters while figures keep moving, and says so', async () => {
    const ticket = aTicket({ serviceId, number: 1 });
    await write(ticket);
    await project(ticket);
    let version = ticket.version;
    const restless = {
      ...figures,
      revision: async (service: string) => {
        version += 1;
        await project({ ...ticket, version, status: version % 2 === 0 ? 'pending' : 'processing' });
        return figures.revision(service);
      },
    };
    expect(
      await reconcileFigures({
        tickets: dynamoTicketAudit({ ...engine, backoff: noBackoff }),
        figures: restless,
        backoff: noBackoff,
      })(serviceId, {
        timeZone: ZONE,
        repair: false,
      }),
    ).toMatchObject({ quiet: false, passes: 5 });
  });
});
