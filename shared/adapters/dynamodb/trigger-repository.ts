import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type {
  BusinessHoursRepository,
  TimedService,
  TriggerRepository,
  TriggersRevision,
  TriggerUse,
} from '../../application/ports/triggers.ts';
import { WriteContentionError } from '../../application/ports/tickets.ts';
import { once } from '../../domain/kernel/once.ts';
import { PRIORITIES } from '../../domain/ticket/ticket.ts';
import { WEEKDAYS } from '../../domain/trigger/business-hours.ts';
import { type ServiceHours, unsetHours } from '../../domain/trigger/service-hours.ts';
import {
  ASSIGNMENT_STRATEGIES,
  type ConditionGroup,
  isInUse,
  MAIL_RECIPIENTS,
  TIME_BASES,
  timesOf,
  type Trigger,
  TRIGGER_EVENTS,
  TRIGGER_MODES,
  type TriggerAction,
  type TriggerEvent,
} from '../../domain/trigger/trigger.ts';
import { deskFactRows } from './fact-rows.ts';
import {
  BY_AGENT,
  businessHoursKey,
  TIMED_SERVICES,
  timedIndexKeys,
  triggerKey,
  triggersKey,
  triggerUseKey,
} from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { changing, has, NOT_THERE, rows } from './rows.ts';
import { storedCondition } from './stored-condition.ts';
import { type DeskDeps, writeAll } from './write-transaction.ts';

const conditionGroup: () => z.ZodType<ConditionGroup> = once(() => {
  const group: z.ZodType<ConditionGroup> = z.object({
    match: z.enum(['all', 'any']),
    conditions: z.array(z.union([z.lazy(() => group), storedCondition()])),
  });
  return group;
});
const event = once(() =>
  z.union([
    z.object({ kind: z.literal('hours_since'), since: z.enum(TIME_BASES), hours: z.number().positive() }),
    z.object({ kind: z.enum(TRIGGER_EVENTS).exclude(['hours_since']) }),
  ]),
) satisfies () => z.ZodType<TriggerEvent>;
/** No trigger sets files. */
const fieldValue = once(() =>
  z.union([z.string(), z.boolean(), z.array(z.string()), z.object({ from: z.string(), to: z.string() })]),
);
const action = once(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('assign'),
      groupId: z.string(),
      strategy: z.enum(ASSIGNMENT_STRATEGIES),
      agentId: z.string().exactOptional(),
      cap: z.int().positive().exactOptional(),
    }),
    z.object({ kind: z.literal('forward_to_group'), groupId: z.string() }),
    z.object({ kind: z.literal('set_field'), code: z.string(), value: fieldValue().nullable() }),
    z.object({ kind: z.literal('set_priority'), priority: z.enum(PRIORITIES) }),
    z.object({ kind: z.literal('set_inquiry_type'), categoryId: z.string().nullable() }),
    z.object({ kind: z.literal('set_processing_type'), categoryId: z.string().nullable() }),
    z.object({ kind: z.literal('add_tag'), tag: z.string() }),
    z.object({ kind: z.literal('comment'), html: z.string() }),
    z.object({
      kind: z.literal('mail'),
      to: z.enum(MAIL_RECIPIENTS),
      groupId: z.string().exactOptional(),
      address: z.string().exactOptional(),
      subject: z.string(),
      html: z.string(),
    }),
    z.object({ kind: z.literal('call_url'), url: z.string(), sealedSecret: z.string().exactOptional() }),
    z.object({ kind: z.literal('dooray_notice'), sealedHook: z.string().exactOptional(), text: z.string() }),
    z.object({ kind: z.literal('complete') }),
  ]),
) satisfies () => z.ZodType<TriggerAction>;

/** A trigger without its place, which is in the row of all of them. */
type StoredTrigger = Omit<Trigger, 'order'>;
type TriggerRef = Pick<Trigger, 'serviceId' | 'triggerId'>;
type OfService = Pick<Trigger, 'serviceId'>;

export const triggerRows = rows<StoredTrigger, TriggerRef>({
  entity: 'trigger',
  key: ({ serviceId, triggerId }) => triggerKey(serviceId, triggerId),
  schema: () =>
    z.object({
      serviceId: z.string(),
      triggerId: z.string(),
      version: z.int().positive(),
      name: z.string(),
      active: z.boolean(),
      stopped: z
        .object({
          why: z.enum(['outdated', 'failing']),
          at: z.string(),
          details: z.array(z.object({ pointer: z.string(), detail: z.string() })),
        })
        .exactOptional(),
      event: event(),
      mode: z.enum(TRIGGER_MODES),
      conditions: conditionGroup(),
      actions: z.array(action()),
    }),
});

/** All triggers of a service: how often they were written, how many are in use, and in which order they are. */
const triggersRows = rows<
  {
    readonly version: number;
    /** Both are missing until the service has its first trigger. */
    readonly since?: string;
    readonly changedAt?: string;
    readonly inUse: number;
    readonly order: readonly string[];
    /** Of the time triggers in use; with them the row is in the index of agents. */
    readonly times: TimedService['times'];
    readonly timesSince?: string;
    readonly serviceId?: string;
  },
  OfService
>({
  entity: 'triggers',
  key: ({ serviceId }) => triggersKey(serviceId),
  schema: () =>
    z.object({
      version: z.int().positive(),
      since: z.string().exactOptional(),
      changedAt: z.string().exactOptional(),
      inUse: z.int().nonnegative().default(0),
      order: z.array(z.string()).default([]),
      times: z.array(z.object({ since: z.enum(TIME_BASES), hours: z.number() })).default([]),
      timesSince: z.string().exactOptional(),
      serviceId: z.string().exactOptional(),
    }),
});

/** How often a stop is tried when others write the service's triggers at the same time. */
const STOP_ATTEMPTS = 5;

/** Beside the trigger, since each run counts and none writes the trigger. */
const useRows = rows<TriggerUse & { readonly triggerId: string }, TriggerRef>({
  entity: 'trigger_use',
  key: ({ serviceId, triggerId }) => triggerUseKey(serviceId, triggerId),
  schema: () =>
    z.object({
      triggerId: z.string(),
      fired: z.int().nonnegative().default(0),
      firedAt: z.string().exactOptional(),
      failuresInARow: z.int().nonnegative().default(0),
    }),
});

const revisionOf = ({ version, since, changedAt }: ReturnType<typeof triggersRows.read>): TriggersRevision => ({
  revision: version,
  ...(since === undefined ? {} : { since }),
  ...(changedAt === undefined ? {} : { changedAt }),
});

const withoutPlace = ({ order: _, ...trigger }: Trigger): StoredTrigger => trigger;

/** Triggers as rows beside their service, each write with the row of all of them and with its facts. */
export const dynamoTriggerRepository = ({ client, deskTable, backoff }: DeskDeps): TriggerRepository => {
  const desk = { client, TableName: deskTable };
  const placesOf = (order: readonly string[]): ((triggerId: string) => number) => {
    const places = new Map(order.map((triggerId, place) => [triggerId, place]));
    // One that was made since the order was read comes last: by its revision nothing can be saved.
    return (triggerId) => places.get(triggerId) ?? order.length;
  };
  /** The row of all of a service's triggers after a write, if it still has the revision that was read. */
  const writeOfAll = (
    serviceId: string,
    {
      revision,
      at,
      inUse,
      order,
    }: {
      readonly revision: number;
      readonly at: string;
      readonly inUse: readonly Trigger[];
      readonly order?: readonly string[];
    },
  ) => {
    const times = timesOf(inUse);
    const timed = { ...timedIndexKeys(serviceId), times };
    const isTimed = times.length > 0;
    return {
      Update: {
        TableName: deskTable,
        Key: triggersRows.key({ serviceId }),
        ...changing(
          {
            set: {
              entity: 'triggers',
              version: revision + 1,
              changedAt: at,
              inUse: inUse.length,
              ...(order === undefined ? {} : { order }),
              serviceId,
              ...(isTimed ? timed : {}),
            },
            setOnce: { since: at, ...(isTimed ? { timesSince: at } : {}) },
            ...(isTimed ? {} : { remove: [...Object.keys(timed), 'timesSince'] }),
          },
          revision === 0 ? NOT_THERE : has({ version: revision }),
        ),
      },
    };
  };
  const list: TriggerRepository['list'] = async (serviceId) => {
    // The revision first: what is written after it was read makes the save that goes by it fail.
    const row = await triggersRows.get(desk, { serviceId });
    if (row === undefined) return { revision: 0, triggers: [] };
    if (row.order.length === 0) return { ...revisionOf(row), triggers: [] };
    const placeOf = placesOf(row.order);
    const ofService = { ...beginningWith(triggerKey(serviceId, '')), consistent: true };
    const stored = await queryAll(desk, ofService, triggerRows.read);
    const triggers = stored
      .map((trigger) => ({ ...trigger, order: placeOf(trigger.triggerId) }))
      .toSorted((a, b) => a.order - b.order || (a.triggerId < b.triggerId ? -1 : 1))
      .map((trigger, order) => ({ ...trigger, order }));
    return { ...revisionOf(row), triggers };
  };
  return {
    async revision(serviceId) {
      const row = await triggersRows.get(desk, { serviceId });
      return row === undefined ? { revision: 0, inUse: false } : { ...revisionOf(row), inUse: row.inUse > 0 };
    },
    list,
    async find(serviceId, triggerId) {
      const [row, trigger] = await Promise.all([
        triggersRows.get(desk, { serviceId }),
        triggerRows.get(desk, { serviceId, triggerId }),
      ]);
      return trigger && { ...trigger, order: placesOf(row?.order ?? [])(triggerId) };
    },
    async timed() {
      const ofIndex = { index: BY_AGENT, partition: TIMED_SERVICES };
      const found = await queryAll(desk, ofIndex, triggersRows.read);
      return found.flatMap(({ serviceId, times, timesSince }) =>
        serviceId === undefined || timesSince === undefined ? [] : [{ serviceId, times, timesSince }],
      );
    },
    async save({ serviceId, revision, put, removed = [], restarted = [], after, facts }) {
      const order = after.map(({ triggerId }) => triggerId);
      const saved = await writeAll(client, backoff, [
        writeOfAll(serviceId, { revision, at: facts[0].at, inUse: after.filter(isInUse), order }),
        ...put.map((trigger) => triggerRows.put(desk, withoutPlace(trigger))),
        ...removed.flatMap((trigger) => [triggerRows.remove(desk, trigger), useRows.remove(desk, trigger)]),
        ...restarted.map((triggerId) => ({
          Update: {
            TableName: deskTable,
            Key: useRows.key({ serviceId, triggerId }),
            ...changing({ set: { entity: 'trigger_use', triggerId, failuresInARow: 0 } }),
          },
        })),
        ...facts.map((fact) => deskFactRows.put(desk, fact)),
      ]);
      return saved ? 'saved' : 'conflict';
    },
    async uses(serviceId) {
      const uses = await queryAll(desk, beginningWith(triggerUseKey(serviceId, '')), useRows.read);
      return new Map(uses.map(({ triggerId, ...use }) => [triggerId, use]));
    },
    async countUse(serviceId, triggerId, { at, failed }) {
      const counted = { entity: 'trigger_use', triggerId };
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: deskTable,
          Key: useRows.key({ serviceId, triggerId }),
          ...changing(
            failed
              ? { set: counted, add: { failuresInARow: 1 } }
              : { set: { ...counted, firedAt: at, failuresInARow: 0 }, add: { fired: 1 } },
          ),
          ReturnValues: 'ALL_NEW',
        }),
      );
      const { triggerId: _, ...use } = useRows.read(Attributes);
      return use;
    },
    async stop(trigger, stopped, fact) {
      if (trigger.stopped !== undefined) return false;
      const { serviceId, triggerId } = trigger;
      const after = { ...withoutPlace(trigger), version: trigger.version + 1, stopped };
      for (let attempt = 1; attempt <= STOP_ATTEMPTS; attempt += 1) {
        if (attempt > 1) await backoff(attempt - 1);
        const { revision, triggers } = await list(serviceId);
        if (triggers.find((each) => each.triggerId === triggerId)?.version !== trigger.version) return false;
        const others = triggers.filter((each) => each.triggerId !== triggerId && isInUse(each));
        const saved = await writeAll(client, backoff, [
          triggerRows.putIfVersion(desk, trigger, after),
          writeOfAll(serviceId, { revision, at: fact.at, inUse: others }),
          deskFactRows.put(desk, fact),
        ]);
        if (saved) return true;
      }
      throw new WriteContentionError(`Trigger ${triggerId} of ${serviceId} was not stopped in ${STOP_ATTEMPTS} tries`);
    },
  };
};

export const businessHoursRows = rows<ServiceHours, OfService>({
  entity: 'business_hours',
  key: ({ serviceId }) => businessHoursKey(serviceId),
  schema: () =>
    z.object({
      serviceId: z.string(),
      version: z.int().positive(),
      weekly: z.partialRecord(z.enum(WEEKDAYS), z.array(z.object({ from: z.int(), to: z.int() }))),
      country: z.string().exactOptional(),
      closed: z.array(z.object({ day: z.string(), name: z.string() })),
      open: z.array(z.string()),
    }),
});

/** A service's business hours as one row beside it, each change with its fact. */
export const dynamoBusinessHours = ({ client, deskTable, backoff }: DeskDeps): BusinessHoursRepository => {
  const desk = { client, TableName: deskTable };
  return {
    find: async (serviceId) => (await businessHoursRows.get(desk, { serviceId })) ?? unsetHours(serviceId),
    save: (hours, before, fact) =>
      writeAll(client, backoff, [businessHoursRows.putIfVersion(desk, before, hours), deskFactRows.put(desk, fact)]),
  };
};
