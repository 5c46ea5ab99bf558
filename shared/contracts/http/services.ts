import * as z from 'zod';
import { DESK_ACTIONS, DESK_FACT_TYPES, DESK_SUBJECTS } from '../../domain/desk/desk-facts.ts';
import {
  ADDRESSES_LIMIT,
  AUTO_COMPLETE_DAYS,
  COUNTRY,
  LEAVERS_TICKETS,
  SERVICE_KINDS,
  UNDO_SECONDS,
  UNDO_SECONDS_LIMIT,
} from '../../domain/desk/service.ts';
import { CHANNELS, LANGUAGES } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceDto, serviceParams } from './desk.ts';
import { eventDto } from './history.ts';
import { changeOf, code, deskAddress, distinct, exact, id, line, orNull, pageQuery, slug } from './plain-values.ts';

const problems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'too_large',
  'conflict_try_again',
  'dependency_timeout',
  'internal_error',
] as const;
/** One kind of subject, or several separated by commas. */
const KINDS = new RegExp(`^(?:${DESK_SUBJECTS.join('|')})(?:,(?:${DESK_SUBJECTS.join('|')}))*$`);
const instant = once(() => z.iso.datetime({ offset: true }));
const name = once(() => line(100));
const language = once(() => z.enum(LANGUAGES));
const languages = once(() => z.array(language()).min(1).refine(distinct, 'A language is named twice'));
const channels = once(() => z.array(z.enum(CHANNELS)).min(1).refine(distinct, 'A channel is named twice'));
const timeZone = once(() => exact({ min: 1, max: 64 }));
const country = once(() => code(/^[A-Z]{2}$/, 'Two capitals, as ISO 3166-1 writes it'));
const autoCompleteDays = once(() => z.int().min(0).max(365));
/** For so long an answer can be taken back before its mail leaves; 0: it leaves at once. */
const undoSeconds = once(() => z.int().min(0).max(UNDO_SECONDS_LIMIT));
/** What becomes of the open tickets of an agent who leaves. */
const leaversTickets = once(() => z.enum(LEAVERS_TICKETS));
const addresses = once(() =>
  z.array(deskAddress).min(1).max(ADDRESSES_LIMIT).refine(distinct, 'An address is named twice'),
);

/** The settings of a service. Its agents, groups and categories are in the answer of `getService`. */
export const serviceSettingsDto = once(() =>
  serviceDto()
    .pick({
      serviceId: true,
      version: true,
      name: true,
      kind: true,
      senderName: true,
      timeZone: true,
      language: true,
      languages: true,
      channels: true,
      country: true,
      autoCompleteDays: true,
      undoSeconds: true,
      leaversTickets: true,
      addresses: true,
    })
    .meta({ id: 'ServiceSettings' }),
);

export const createService = defineOperation({
  operationId: 'createService',
  summary: 'Make a service; for administrators of any other, who administer the new one too',
  method: 'POST',
  path: '/services',
  group: 'administration',
  permission: null,
  params: () => z.object({}),
  query: noQuery,
  body: () =>
    z.strictObject({
      serviceId: slug,
      name: name(),
      kind: z.enum(SERVICE_KINDS).default('contact'),
      /** Left out: the name. */
      senderName: name().exactOptional(),
      timeZone: timeZone().default('Asia/Seoul'),
      language: language().default('ko'),
      /** Left out: its own language alone. */
      languages: languages().exactOptional(),
      channels: channels().default(['email', 'created']),
      country: country().default(COUNTRY),
      autoCompleteDays: autoCompleteDays().default(AUTO_COMPLETE_DAYS),
      undoSeconds: undoSeconds().default(UNDO_SECONDS),
      leaversTickets: leaversTickets().default('give_back'),
      addresses: addresses(),
    }),
  response: { status: 201, schema: serviceSettingsDto },
  headers: { ...noHeaders, etag: true },
  problems: [...problems, 'service_exists', 'address_taken', 'sender_not_verified'],
});

export const editService = defineOperation({
  operationId: 'editService',
  summary: 'Change a service’s settings; what is left out stays',
  method: 'PATCH',
  path: '/services/{serviceId}',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () =>
    changeOf({
      name: name(),
      senderName: name(),
      timeZone: timeZone(),
      language: language(),
      languages: languages(),
      channels: channels(),
      country: country(),
      autoCompleteDays: autoCompleteDays(),
      undoSeconds: undoSeconds(),
      leaversTickets: leaversTickets(),
      addresses: addresses(),
    }),
  response: { status: 200, schema: serviceSettingsDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...problems, 'service_not_found', 'address_taken', 'sender_not_verified', 'version_conflict'],
});

/** A member that changed. Its values are never part of the event that is published. */
const auditedMemberDto = once(() =>
  z
    .discriminatedUnion('told', [
      z.object({
        name: z.string(),
        told: z.literal('values'),
        /** Null: it had no value. */
        before: orNull(z.unknown()),
        /** Null: it has none any more. */
        after: orNull(z.unknown()),
        /** Long texts are there from shortly before their first difference, or not to their end. */
        cut: z.boolean().default(false),
      }),
      /** Of a long list: the items that only one side has. `more`: how many others there are. */
      z.object({
        name: z.string(),
        told: z.literal('items'),
        removed: z.array(z.unknown()),
        added: z.array(z.unknown()),
        more: z.int(),
      }),
      /** Its values are not kept: they are secret, or too long. */
      z.object({ name: z.string(), told: z.enum(['secret', 'too_long']) }),
    ])
    .meta({ id: 'AuditedMember' }),
);

export const serviceEventDto = once(() =>
  z
    .object({
      id: z.string(),
      type: z.enum(DESK_FACT_TYPES),
      at: z.string(),
      action: z.enum(DESK_ACTIONS),
      subject: z.object({ kind: z.enum(DESK_SUBJECTS), id: z.string() }),
      actor: eventDto().shape.actor,
      /** Its name at that time; of categories and fields by language. Null where it has none. */
      subjectName: orNull(z.union([z.string(), z.partialRecord(language(), z.string())])),
      /** Names of the members that changed; of what was removed none. */
      changed: z.array(z.string()),
      /**
       * The members with their values before and after; of what was removed those that it had. Null for changes from
       * before the log held values.
       */
      members: orNull(z.array(auditedMemberDto())),
    })
    .meta({ id: 'ServiceEvent' }),
);

export const listServiceEvents = defineOperation({
  operationId: 'listServiceEvents',
  summary:
    'The service’s audit log: what administrators changed, newest first; a page may be short or empty though there is more: `nextCursor` tells',
  method: 'GET',
  path: '/services/{serviceId}/events',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: () =>
    z.strictObject({
      /** Only changes of these kinds of things, separated by commas. */
      kinds: code(KINDS, `Kinds of subjects, separated by commas: ${DESK_SUBJECTS.join(', ')}`).exactOptional(),
      /** Only changes of this one: an agent's id, a field's code, `kind/id` of a category. */
      subjectId: exact({ min: 1, max: 160 }).exactOptional(),
      /** Only changes by this agent. */
      changedBy: id.exactOptional(),
      /** Only changes at this instant or later. */
      from: instant().exactOptional(),
      /** Only changes before this instant. */
      until: instant().exactOptional(),
      ...pageQuery,
    }),
  body: null,
  response: {
    status: 200,
    schema: () =>
      z.object({ events: z.array(serviceEventDto()), nextCursor: orNull(z.string()) }).meta({ id: 'ServiceEventPage' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const serviceOperations = {
  createService,
  editService,
  listServiceEvents,
} as const;
