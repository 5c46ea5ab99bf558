import * as z from 'zod';
import type { AuditedMember } from '../../domain/desk/audited-members.ts';
import { DESK_ACTIONS, DESK_FACT_TYPES, DESK_SUBJECTS, type DeskFact } from '../../domain/desk/desk-facts.ts';
import { FACT_TYPES, TRACKED_FIELDS, type Fact } from '../../domain/ticket/facts.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { once } from '../../domain/kernel/once.ts';
import { deskEventKey, eventKey } from './keys.ts';
import { rows } from './rows.ts';

const changeSchema = once(() => z.object({ before: z.string().exactOptional(), after: z.string().exactOptional() }));
const actorSchema = once(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('agent'), id: z.string() }),
    z.object({ kind: z.literal('customer') }),
    z.object({ kind: z.literal('system') }),
  ]),
);

/** Which triggers made it. */
export const automationSchema = once(() =>
  z.object({
    chainId: z.string(),
    depth: z.int().positive(),
    triggers: z.array(z.object({ triggerId: z.string(), name: z.string() })),
  }),
);

/** The row that is log and outbox in one: written with the change that it tells of, published from the stream. */
export const factRows = rows<Fact, Pick<Fact, 'serviceId' | 'number' | 'id'>>({
  entity: 'event',
  key: ({ serviceId, number, id }) => eventKey(serviceId, number, id),
  schema: () =>
    z.object({
      id: z.string(),
      type: z.enum(FACT_TYPES),
      serviceId: z.string(),
      number: z.int().positive(),
      version: z.int().nonnegative(),
      at: z.string(),
      actor: actorSchema(),
      status: z.enum(TICKET_STATUSES),
      assigneeId: z.string().exactOptional(),
      groupId: z.string().exactOptional(),
      spam: z.literal(true).exactOptional(),
      origin: z.object({ serviceId: z.string(), number: z.int().positive() }).exactOptional(),
      changes: z.partialRecord(z.enum(TRACKED_FIELDS), changeSchema()),
      fieldChanges: z
        .record(z.string(), changeSchema().extend({ encrypted: z.literal(true).exactOptional() }))
        .exactOptional(),
      fieldCode: z.string().exactOptional(),
      entryId: z.string().exactOptional(),
      mailId: z.string().exactOptional(),
      round: z.int().positive().exactOptional(),
      callId: z.string().exactOptional(),
      masks: z.array(z.object({ id: z.string(), start: z.int(), end: z.int() })).exactOptional(),
      attachmentId: z.string().exactOptional(),
      reason: z.string().exactOptional(),
      automation: automationSchema().exactOptional(),
      outwardId: z.string().exactOptional(),
      trigger: z.object({ triggerId: z.string(), name: z.string() }).exactOptional(),
      correlationId: z.string(),
    }),
});

const memberSchema = once(() =>
  z.discriminatedUnion('told', [
    z.object({
      name: z.string(),
      told: z.literal('values'),
      before: z.unknown().exactOptional(),
      after: z.unknown().exactOptional(),
      cut: z.literal(true).exactOptional(),
    }),
    z.object({
      name: z.string(),
      told: z.literal('items'),
      removed: z.array(z.unknown()),
      added: z.array(z.unknown()),
      more: z.int().nonnegative(),
    }),
    z.object({ name: z.string(), told: z.enum(['secret', 'too_long']) }),
  ]),
) satisfies () => z.ZodType<AuditedMember>;

/** The row that is audit log and outbox in one, published from the stream as those of tickets are. */
export const deskFactRows = rows<DeskFact, Pick<DeskFact, 'serviceId' | 'id'>>({
  entity: 'event',
  key: ({ serviceId, id }) => deskEventKey(serviceId, id),
  schema: () =>
    z.object({
      of: z.literal('desk'),
      id: z.string(),
      type: z.enum(DESK_FACT_TYPES),
      serviceId: z.string(),
      at: z.string(),
      actor: actorSchema(),
      action: z.enum(DESK_ACTIONS),
      subject: z.object({ kind: z.enum(DESK_SUBJECTS), id: z.string() }),
      changed: z.array(z.string()),
      subjectName: z.union([z.string(), z.partialRecord(z.enum(LANGUAGES), z.string())]).exactOptional(),
      members: z.array(memberSchema()).exactOptional(),
      correlationId: z.string(),
    }),
});

/** Is an event row one of a service, not of a ticket? */
export const isDeskFactItem = (item: Readonly<Record<string, unknown>> | undefined): boolean => item?.['of'] === 'desk';
