import { dynamoAutomationRepository } from '../../shared/adapters/dynamodb/automation-repository.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoBusinessHours, dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import { linearPatterns } from '../../shared/adapters/patterns/linear-patterns.ts';
import { evaluateTriggers, type EvaluateTriggersDeps } from '../../shared/application/triggers/evaluate-triggers.ts';
import { advance, type Patch } from '../../shared/domain/ticket/decision.ts';
import type { Fact, TicketFactType } from '../../shared/domain/ticket/facts.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';
import type { TriggerTrace } from '../../shared/domain/trigger/trigger-run.ts';
import type { Trigger } from '../../shared/domain/trigger/trigger.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import { memoryLog } from './memory-log.ts';
import { aContext, aDeskFact, aService, aTicket, anAgent, anEntry } from './tickets.ts';
import { aTrigger } from './triggers.ts';

export const START = '2026-11-22T09:00:00.000Z';
type Tables = Pick<DynamoEngine, 'client' | 'deskTable' | 'sessionsTable'>;
let desks = 0;

/**
 * A service of its own, with groups `first-line` and `second-line`, whose triggers are evaluated on the real tables.
 * `around` wraps what the evaluation depends on; each `evaluator()` is a new instance of it.
 */
export const aTriggerDesk = async (
  on: Tables,
  {
    around = (deps: EvaluateTriggersDeps) => deps,
    own,
  }: {
    readonly around?: (deps: EvaluateTriggersDeps) => EvaluateTriggersDeps;
    /** What a function's role gives, in place of the tables' own. */
    readonly own?: EvaluateTriggersDeps;
  } = {},
) => {
  const serviceId = `triggers-${(desks += 1)}`;
  let time = Date.parse(START);
  let ids = 0;
  const clock = {
    now: () => new Date((time += 1)),
    newId: (prefix: string) => `${prefix}_${String((ids += 1)).padStart(6, '0')}`,
  };
  const client = { ...on, backoff: async () => {}, now: clock.now };
  const registry = dynamoDeskRegistry(client);
  const tickets = dynamoTicketRepository(client);
  const automation = dynamoAutomationRepository(client);
  const triggers = dynamoTriggerRepository(client);
  const definitions = dynamoFieldRepository(client);
  const log = memoryLog();
  const pushed: { readonly connectionId: string; readonly message: unknown }[] = [];
  const deps: EvaluateTriggersDeps = {
    ...(own ?? {
      tickets,
      automation,
      triggers,
      definitions,
      hours: dynamoBusinessHours(client),
      directory: dynamoDeskDirectory(client),
      customers: dynamoCustomerRepository(client),
      connections: dynamoConnectionStore(client),
      push: {
        send: async (connectionId: string, message: string) => {
          pushed.push({ connectionId, message: JSON.parse(message) as unknown });
          return 'sent' as const;
        },
      },
      patterns: linearPatterns,
      richText: { sanitizer: async () => (html: string) => ({ html, text: html.replaceAll(/<[^>]*>/g, ' ').trim() }) },
    }),
    clock,
    backoff: async () => {},
    log,
  };
  await registry.putService(aService({ serviceId, addresses: [`${serviceId}@example.com`] }));
  for (const groupId of ['first-line', 'second-line']) await registry.putGroup({ serviceId, groupId, name: groupId });
  await registry.putAgent(anAgent({ serviceId, agentId: 'boss', role: 'administrator', email: 'boss@example.com' }));

  const context = () => ({
    ...aContext({ at: clock.now().toISOString() }),
    factId: clock.newId('evt'),
    entryId: clock.newId('ent'),
  });
  const find = async (number: number): Promise<Ticket> => (await tickets.find(serviceId, number))!;
  const factsOf = async (number: number): Promise<readonly Fact[]> =>
    (await tickets.listFacts(serviceId, number, { limit: 100, order: 'oldest' })).items;
  const evaluator = (around: (deps: EvaluateTriggersDeps) => EvaluateTriggersDeps) => {
    const evaluate = evaluateTriggers(around(deps));
    return (number: number, at = new Date(time).toISOString()) => evaluate({ serviceId, number, at });
  };
  let rules: readonly Trigger[] = [];
  return {
    serviceId,
    deps,
    clock,
    log,
    pushed,
    registry,
    tickets,
    automation,
    triggers,
    definitions,
    connections: dynamoConnectionStore(client),
    find,
    factsOf,
    evaluator: (own = around) => evaluator(own),
    evaluate: evaluator(around),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    /** These triggers and no others, in this order. */
    async rules(...given: readonly Partial<Trigger>[]) {
      const { revision } = await triggers.list(serviceId);
      const after = given.map((over, order) =>
        aTrigger({ triggerId: `trg_${order + 1}`, name: `Rule ${order + 1}`, ...over, serviceId, order }),
      );
      const removed = rules.filter(({ triggerId }) => after.every((each) => each.triggerId !== triggerId));
      rules = after;
      await triggers.save({
        serviceId,
        revision,
        put: after,
        removed,
        after,
        facts: [
          aDeskFact({
            id: clock.newId('evt'),
            serviceId,
            at: clock.now().toISOString(),
            subject: { kind: 'trigger', id: 'trg_1' },
          }),
        ],
      });
    },
    async create(number = 1, over: Parameters<typeof aTicket>[0] = {}) {
      const { at, factId, entryId, correlationId } = context();
      const ticket = aTicket({
        serviceId,
        number,
        version: 1,
        status: 'unassigned',
        assigneeId: undefined,
        groupId: undefined,
        createdAt: at,
        activityAt: at,
        ...over,
      });
      const entry = anEntry({ id: entryId, at });
      const fact: Fact = {
        id: factId,
        type: 'ticket_created',
        serviceId,
        number,
        version: 1,
        at,
        actor: { kind: 'customer' },
        status: ticket.status,
        changes: {},
        entryId,
        correlationId,
      };
      await tickets.save({ ticket, fact, entry });
      return number;
    },
    /** Somebody changes the ticket. */
    async change(number: number, patch: Patch, type: TicketFactType = 'ticket_edited') {
      const change = advance(await find(number), type, { kind: 'agent', id: 'boss' }, context(), patch);
      const saved = await tickets.save(change);
      if (!saved.ok) throw new Error(saved.error.code);
      return change.fact;
    },
    async runs(number = 1): Promise<readonly TriggerTrace[]> {
      return (await automation.listRuns(serviceId, number, { limit: 100, order: 'oldest' })).items;
    },
    /** What happened to a ticket, without ids and times. */
    async story(number = 1) {
      const [ticket, facts, entries, runs] = await Promise.all([
        find(number),
        factsOf(number),
        tickets.listEntries(serviceId, number, { limit: 100, order: 'oldest' }),
        automation.listRuns(serviceId, number, { limit: 100, order: 'oldest' }),
      ]);
      const { priority, tags, status, groupId, version } = ticket;
      return {
        ticket: { priority, tags, status, groupId: groupId ?? null, version },
        facts: facts.map(({ type, automation: by }) =>
          by === undefined ? type : `${by.depth}: ${by.triggers.map(({ triggerId }) => triggerId).join(' ')}`,
        ),
        comments: entries.items.filter(({ kind }) => kind === 'comment').map(({ text }) => text),
        runs: runs.items.map(({ depth, considered }) =>
          [depth, ...considered.map(({ triggerId, outcome }) => `${triggerId} ${outcome}`)].join(', '),
        ),
      };
    },
  };
};
export type TriggerDesk = Awaited<ReturnType<typeof aTriggerDesk>>;
