import * as z from 'zod';
import { FIELD_CODE, FIELDS_LIMIT } from '../../domain/desk/field.ts';
import { once } from '../../domain/kernel/once.ts';
import { TRACKED_FIELDS } from '../../domain/ticket/facts.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { CONTACTS_LIMIT } from '../../domain/customer/customer-record.ts';
import { INTERNAL_REASONS } from '../../domain/ticket/internal-reason.ts';
import { CHANNELS, PRIORITIES, TICKET_LANGUAGES, TITLE_LIMIT, TRANSFER_KINDS } from '../../domain/ticket/ticket.ts';
import { ACTION_IDLE_REASONS } from '../../domain/trigger/action-preview.ts';
import { LEFT_OUT_WORDS } from '../../domain/trigger/told-outward.ts';
import { TRIGGER_OUTCOMES, WRITERS } from '../../domain/trigger/automation.ts';
import { WEEKDAYS, type Weekday } from '../../domain/trigger/business-hours.ts';
import { HOLIDAY_NAME_LENGTH, OWN_DAYS_LIMIT, SPANS_LIMIT } from '../../domain/trigger/open-hours.ts';
import { CONDITION_OPERATORS } from '../../domain/trigger/operators.ts';
import {
  ACTIONS_LIMIT,
  ASSIGNMENT_STRATEGIES,
  CONDITION_DEPTH,
  CONDITION_VALUES_LIMIT,
  CONDITIONS_LIMIT,
  HOURS_LIMIT,
  isWait,
  WAIT_FAULT,
  MAIL_RECIPIENTS,
  TIME_BASES,
  TRIGGER_ACTIONS,
  TRIGGER_EVENTS,
  TRIGGER_MODES,
  TRIGGER_NAME_LENGTH,
  type TriggerEventKind,
} from '../../domain/trigger/trigger.ts';
import {
  ACTION_SUBJECT_LENGTH,
  CALL_URL_LENGTH,
  CAP_LIMIT,
  CONDITION_FIELD_LENGTH,
  CONDITION_TEXT_LENGTH,
  NOTICE_TEXT_LENGTH,
  TRIGGER_SECRET_LENGTH,
} from '../../domain/trigger/trigger-limits.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import {
  allOptional,
  changeOf,
  code,
  distinct,
  exact,
  id,
  line,
  lines,
  mailedAddress,
  orNull,
  richText,
  slug,
} from './plain-values.ts';
import { fieldValueDto, ticketNumber } from './ticket-shapes.ts';
import { customerBody, fieldValue, fieldValues, tag, tags } from './tickets.ts';

const triggerParams = once(() => serviceParams().extend({ triggerId: id }));
const administration = { group: 'administration', permission: 'manage_desk' } as const;
const writeProblems = [...serviceProblems, 'too_large', 'conflict_try_again'] as const;

type HappeningKind = Exclude<TriggerEventKind, 'hours_since'>;
const HAPPENINGS = TRIGGER_EVENTS.filter((kind): kind is HappeningKind => kind !== 'hours_since');
const event = once(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(HAPPENINGS as [HappeningKind, ...HappeningKind[]]) }),
    z.strictObject({
      kind: z.literal('hours_since'),
      since: z.enum(TIME_BASES),
      /** A fraction counts by the minute. */
      hours: z.number(WAIT_FAULT).min(1, WAIT_FAULT).max(HOURS_LIMIT, WAIT_FAULT).refine(isWait, WAIT_FAULT),
    }),
  ]),
);

const compared = once(() => exact({ max: CONDITION_TEXT_LENGTH }));
const point = once(() => z.union([compared(), z.number()]));
/** One value of a change; an empty text stands for none. */
const side = once(() => z.union([compared(), z.number(), z.boolean()]));
/** Its form is that of the operator for the field's type. */
const conditionValue = once(() =>
  z.union([
    compared(),
    z.number(),
    z.boolean(),
    z.array(point()).max(CONDITION_VALUES_LIMIT),
    z.strictObject({ from: point(), to: point() }),
    z.strictObject({ amount: z.int().min(1).max(10_000_000), unit: z.enum(['minutes', 'hours', 'days']) }),
    z.strictObject({ before: side().exactOptional(), after: side().exactOptional() }),
  ]),
);
const condition = once(() =>
  z.strictObject({
    /** Such as `ticket.priority`, `customer.emails`, `field.order_number`: docs/triggers.md lists them. */
    field: code(/^[a-z][A-Za-z0-9_.]*$/, 'A field of conditions, such as ticket.priority').max(CONDITION_FIELD_LENGTH),
    operator: z.enum(CONDITION_OPERATORS),
    value: conditionValue().exactOptional(),
  }),
);
const groupOf = <T extends z.ZodType>(member: T) =>
  z.strictObject({ match: z.enum(['all', 'any']), conditions: z.array(member).max(CONDITIONS_LIMIT) });
type GivenCondition = z.infer<ReturnType<typeof condition>>;
type GivenGroup = {
  readonly match: 'all' | 'any';
  readonly conditions: readonly (GivenCondition | GivenGroup)[];
};
/** Groups in groups, CONDITION_DEPTH of them. */
const conditions = once(() =>
  Array.from({ length: CONDITION_DEPTH - 1 }).reduce<z.ZodType<GivenGroup>>(
    (inner) => groupOf(z.union([condition(), inner])) as z.ZodType<GivenGroup>,
    groupOf(condition()),
  ),
);

/** Https only. A user before an @ or a fragment behind a # would hide the true host and path. */
const calledUrl = once(() =>
  z
    .url({ protocol: /^https$/, error: 'Must be an https address' })
    .max(CALL_URL_LENGTH)
    .refine(
      (url) => !/^https:\/\/[^/?#]*@/i.test(url) && !url.includes('#'),
      'Must name neither a user nor a fragment',
    ),
);
/** Names a secret that is stored with the trigger, as its answer did: it is kept. */
const secretRef = once(() => code(/^[0-9a-f]{32}$/, 'As an answer named it').nullable());

/** Actions without a secret. */
const plainActions = once(
  () =>
    [
      z.strictObject({
        kind: z.literal('assign'),
        groupId: id,
        strategy: z.enum(ASSIGNMENT_STRATEGIES),
        /** Of `designated`, and of no other. */
        agentId: id.exactOptional(),
        /** Who has so many open tickets gets none. Left out: no limit. */
        cap: z.int().min(1).max(CAP_LIMIT).exactOptional(),
      }),
      z.strictObject({ kind: z.literal('forward_to_group'), groupId: id }),
      z.strictObject({
        kind: z.literal('set_field'),
        code: code(FIELD_CODE, 'A field’s code is of lower case letters, digits and _'),
        /** As `editTicket` takes it; null takes the value away. */
        value: fieldValue().nullable(),
      }),
      z.strictObject({ kind: z.literal('set_priority'), priority: z.enum(PRIORITIES) }),
      z.strictObject({ kind: z.literal('set_inquiry_type'), categoryId: id.nullable() }),
      z.strictObject({ kind: z.literal('set_processing_type'), categoryId: id.nullable() }),
      z.strictObject({ kind: z.literal('add_tag'), tag: tag() }),
      /** Rich text with the `#{…}` variables of `listTemplateVariables`. */
      z.strictObject({ kind: z.literal('comment'), html: richText }),
      z.strictObject({
        kind: z.literal('mail'),
        to: z.enum(MAIL_RECIPIENTS),
        /** Of `group`; left out: the ticket's. */
        groupId: id.exactOptional(),
        /** Of `address`. */
        address: mailedAddress().exactOptional(),
        /** With variables. */
        subject: line(ACTION_SUBJECT_LENGTH),
        /** With variables. */
        html: richText,
      }),
      z.strictObject({ kind: z.literal('complete') }),
    ] as const,
);
/** Plain text with variables. */
const noticeText = once(() => lines({ min: 1, max: NOTICE_TEXT_LENGTH }));
const action = once(() =>
  z.discriminatedUnion('kind', [
    ...plainActions(),
    z.strictObject({
      kind: z.literal('call_url'),
      url: calledUrl(),
      /** Signs the call. No operation returns it. */
      secret: exact({ min: 1, max: TRIGGER_SECRET_LENGTH }).exactOptional(),
      /** Without `secret`: keeps the one that an answer named so. With neither the call is not signed. */
      secretRef: secretRef().exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('dooray_notice'),
      text: noticeText(),
      /** The address of an incoming hook, which is a secret. No operation returns it. */
      hook: calledUrl().exactOptional(),
      /** Without `hook`: keeps the one that an answer named so. */
      secretRef: secretRef().exactOptional(),
    }),
  ]),
);
const actions = once(() => z.array(action()).min(1).max(ACTIONS_LIMIT));
const settings = once(() => ({
  name: line(TRIGGER_NAME_LENGTH),
  active: z.boolean(),
  event: event(),
  mode: z.enum(TRIGGER_MODES),
  conditions: conditions(),
  actions: actions(),
}));

/** A trigger of a set-up document, which has no secrets. */
export const setupTrigger = once(() =>
  z
    .strictObject({
      /** The same in every service that the document is imported into. */
      id: slug,
      ...settings(),
      active: settings().active.default(true),
      mode: settings().mode.default('selective'),
      actions: z
        .array(
          z.discriminatedUnion('kind', [
            ...plainActions(),
            /** What signs it is kept where the service has it. Else the trigger is stopped until it is given. */
            z.strictObject({ kind: z.literal('call_url'), url: calledUrl(), signed: z.boolean() }),
            /** The same holds for its hook. */
            z.strictObject({ kind: z.literal('dooray_notice'), text: noticeText() }),
          ]),
        )
        .min(1)
        .max(ACTIONS_LIMIT),
    })
    .meta({ id: 'SetupTrigger' }),
);

/** A secret is named, and never returned; null: there is none. */
const secretRefDto = once(() => orNull(z.string()));
const actionDto = once(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('assign'),
      groupId: z.string(),
      strategy: z.enum(ASSIGNMENT_STRATEGIES),
      agentId: z.string().exactOptional(),
      cap: z.int().exactOptional(),
    }),
    z.object({ kind: z.literal('forward_to_group'), groupId: z.string() }),
    z.object({ kind: z.literal('set_field'), code: z.string(), value: fieldValueDto().nullable() }),
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
    z.object({ kind: z.literal('call_url'), url: z.string(), secretRef: secretRefDto() }),
    z.object({ kind: z.literal('dooray_notice'), text: z.string(), secretRef: secretRefDto() }),
    z.object({ kind: z.literal('complete') }),
  ]),
);

const triggerMembers = once(() => ({
  triggerId: z.string(),
  version: z.int(),
  name: z.string(),
  active: z.boolean(),
  /** Set when the desk itself took it out of use; a trigger that is saved again begins without. */
  stopped: orNull(
    z.object({
      why: z.enum(['outdated', 'failing']),
      at: z.string(),
      /** What is gone, by pointers into the trigger; or the last failure. */
      details: z.array(z.object({ pointer: z.string(), detail: z.string() })),
    }),
  ),
  /** Position among the service's triggers, from 0. */
  order: z.int(),
  event: event(),
  mode: z.enum(TRIGGER_MODES),
  conditions: conditions(),
  /** As they can be sent back: `secretRef` keeps a secret. */
  actions: z.array(actionDto()),
}));
export const triggerDto = once(() => z.object(triggerMembers()).meta({ id: 'Trigger' }));

export const listTriggers = defineOperation({
  operationId: 'listTriggers',
  summary: 'The service’s triggers in the order in which they are evaluated, and how often each has fired',
  method: 'GET',
  path: '/services/{serviceId}/triggers',
  ...administration,
  params: serviceParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          triggers: z.array(
            z
              .object({
                ...triggerMembers(),
                /** How often it fired; a run that was killed in the wrong moment is not counted. */
                fired: z.int(),
                firedAt: orNull(z.string()),
                failuresInARow: z.int(),
              })
              .meta({ id: 'ListedTrigger' }),
          ),
        })
        .meta({ id: 'Triggers' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const createTrigger = defineOperation({
  operationId: 'createTrigger',
  summary: 'Add a trigger behind the others, or before one of them',
  method: 'POST',
  path: '/services/{serviceId}/triggers',
  ...administration,
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      /**
       * Never changes, and is the same in every service that a set-up document brings it to. Left out: one is made.
       * Whoever names it can repeat a request whose answer got lost: the second one is refused.
       */
      triggerId: slug.exactOptional(),
      ...settings(),
      active: settings().active.default(true),
      mode: settings().mode.default('selective'),
      /** The trigger that it is to stand before. Null and left out: behind the last. */
      before: id.nullable().exactOptional(),
    }),
  response: { status: 201, schema: triggerDto },
  headers: { ...noHeaders, etag: true },
  problems: [...writeProblems, 'trigger_id_taken', 'too_many_triggers', 'trigger_place_gone'],
});

export const editTrigger = defineOperation({
  operationId: 'editTrigger',
  summary:
    'Change a trigger; what is left out stays. One that the desk took out of use is in use again, if it holds up to the settings as they are now',
  method: 'PATCH',
  path: '/services/{serviceId}/triggers/{triggerId}',
  ...administration,
  params: triggerParams,
  query: noQuery,
  body: () => changeOf(settings()),
  response: { status: 200, schema: triggerDto },
  headers: { ...noHeaders, ifMatch: true, etag: true },
  problems: [...writeProblems, 'trigger_not_found', 'version_conflict'],
});

export const deleteTrigger = defineOperation({
  operationId: 'deleteTrigger',
  summary: 'Delete a trigger, with its secrets',
  method: 'DELETE',
  path: '/services/{serviceId}/triggers/{triggerId}',
  ...administration,
  params: triggerParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: () => z.object({ triggerId: z.string() }).meta({ id: 'DeletedTrigger' }) },
  headers: { ...noHeaders, ifMatch: true },
  problems: [...serviceProblems, 'trigger_not_found', 'version_conflict', 'conflict_try_again'],
});

export const moveTrigger = defineOperation({
  operationId: 'moveTrigger',
  summary: 'Place a trigger before another one, or behind the last; the answer is the whole order',
  method: 'POST',
  path: '/services/{serviceId}/triggers/{triggerId}/move',
  ...administration,
  params: triggerParams,
  query: noQuery,
  /** Null: behind the last. Moves of several administrators at once are all done, one after the other. */
  body: () => z.strictObject({ before: id.nullable() }),
  response: {
    status: 200,
    /** Triggers keep their versions. */
    schema: () => z.object({ triggerIds: z.array(z.string()) }).meta({ id: 'TriggerOrder' }),
  },
  headers: noHeaders,
  problems: [...writeProblems, 'trigger_not_found', 'trigger_place_gone'],
});

const change = once(() =>
  z.strictObject({
    before: exact({ max: CONDITION_TEXT_LENGTH }).exactOptional(),
    after: exact({ max: CONDITION_TEXT_LENGTH }).exactOptional(),
  }),
);

const time = once(() => z.iso.datetime({ offset: true }));
/** The record of a customer, of which none needs to exist. */
const exampleRecord = once(() =>
  z.strictObject(
    allOptional({
      customerId: id,
      name: line(100),
      emails: z.array(mailedAddress()).max(CONTACTS_LIMIT),
      phones: z.array(line(40)).max(CONTACTS_LIMIT),
      note: lines({ max: 1000 }),
      createdAt: time(),
      /** How many other records were merged into it. */
      mergedRecords: z.int().nonnegative().max(100),
    }),
  ),
);

/** A ticket that need not exist. What is left out has no value, or the usual one. Files are given by their names. */
const exampleTicket = once(() =>
  z.strictObject(
    allOptional({
      title: line(TITLE_LIMIT),
      status: z.enum(TICKET_STATUSES),
      channel: z.enum(CHANNELS),
      priority: z.enum(PRIORITIES),
      language: z.enum(TICKET_LANGUAGES),
      customer: customerBody(),
      assigneeId: id,
      groupId: id,
      inquiryTypeId: id,
      processingTypeId: id,
      tags: tags(),
      fields: fieldValues(),
      number: ticketNumber(),
      createdBy: id,
      createdAt: time(),
      activityAt: time(),
      waitingSince: time(),
      resolvedAt: time(),
      resolvedBy: id,
      completedAt: time(),
      unreadReply: z.boolean(),
      lastWriter: z.enum(WRITERS),
      internalReason: z.enum(INTERNAL_REASONS),
      duplicateOf: ticketNumber(),
      followsNumber: ticketNumber(),
      transfer: z.enum(TRANSFER_KINDS),
      /** The id of the service that it was transferred from. */
      originService: id,
      /** Its number there. */
      originNumber: ticketNumber(),
      /** Whether it was transferred from another service; the two above say so, too. */
      hasOrigin: z.boolean(),
      /** A machine wrote the customer's newest message. */
      writtenByMachine: z.boolean(),
      /** Whether it stands in line for an agent of its group, and since when; the time alone says so, too. */
      inLine: z.boolean(),
      inLineSince: time(),
      serviceAddress: mailedAddress(),
      /** Of the customer. Left out: they have none. */
      record: exampleRecord(),
    }),
  ),
);

const namedDto = once(() => z.object({ id: z.string(), name: orNull(z.string()) }));
const addressDto = once(() => z.object({ name: orNull(z.string()), address: z.string() }));

export const testTrigger = defineOperation({
  operationId: 'testTrigger',
  summary:
    'What a trigger would do to a ticket, as it stands in a form: each condition with the value seen, and each action; nothing is written or sent',
  method: 'POST',
  path: '/services/{serviceId}/trigger-tests',
  ...administration,
  params: serviceParams,
  query: noQuery,
  body: () =>
    z
      .strictObject({
        name: settings().name.exactOptional(),
        event: event(),
        mode: settings().mode.default('selective'),
        conditions: conditions(),
        /** Secrets are not looked at. */
        actions: actions(),
        /** A ticket of the service; or `example`, a ticket that need not exist. */
        number: ticketNumber().exactOptional(),
        example: exampleTicket().exactOptional(),
        /**
         * As if this had happened to the ticket. Left out: the trigger's event happened, with the ticket's newest entry
         * and without a change; whether `selective` would hold it back is not asked then.
         */
        happened: z
          .strictObject({
            kind: z.enum(TRIGGER_EVENTS),
            /** Who did it. Left out: the desk itself. */
            actor: z.enum(WRITERS).exactOptional(),
            /** The text of the entry that came with it. Left out: the ticket's newest entry, an example has none. */
            entryText: lines({ max: 20_000 }).exactOptional(),
            /** What changed, as the ticket's log tells it; `after` is not written into the ticket. */
            changes: z.partialRecord(z.enum(TRACKED_FIELDS), change()).default({}),
            fieldChanges: z
              .record(code(FIELD_CODE, 'A field’s code is of lower case letters, digits and _'), change())
              .refine((given) => Object.keys(given).length <= FIELDS_LIMIT, `At most ${FIELDS_LIMIT} fields`)
              .default({}),
          })
          .exactOptional(),
        /** The time that it happens at. Left out: now. */
        at: time().exactOptional(),
      })
      .refine(({ number, example }) => (number === undefined) !== (example === undefined), {
        message: 'Name a ticket by its number, or give an example',
        path: ['number'],
      }),
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          /** `fired`: it would do its actions. `not_this_event`: it doesn't listen to what happened. */
          outcome: z.enum([...TRIGGER_OUTCOMES, 'not_this_event']),
          /** Conditions, groups flattened depth first. Empty when they were not asked. */
          conditions: z.array(
            z.object({
              /** Where it stands in the request: `#/conditions/conditions/0`. */
              pointer: z.string(),
              field: z.string(),
              operator: z.enum(CONDITION_OPERATORS),
              met: z.boolean(),
              /** Null: there was none, or it is a text of a customer, or it was not asked. */
              seen: orNull(z.string()),
            }),
          ),
          /** What each action would do, also when the conditions are not met; empty when it doesn't listen. */
          actions: z.array(
            z.object({
              kind: z.enum(TRIGGER_ACTIONS),
              /** Why it would do nothing; null: it would do something. */
              idle: orNull(z.enum(ACTION_IDLE_REASONS)),
              /** Who or what would be left out of what it sends, and why; the others get it. */
              leftOut: z.array(z.object({ why: z.enum(LEFT_OUT_WORDS), count: z.int() })),
              /** The group that gets the ticket. */
              group: orNull(namedDto()),
              /** Who would get the ticket now; null: it waits in the group, or another one is drawn each time. */
              agent: orNull(namedDto()),
              /** Of `assign`: the agents among whom it is given. */
              candidates: z.array(namedDto()),
              /** What is set, before and after, as the log tells it. */
              before: orNull(z.string()),
              after: orNull(z.string()),
              /** By whose name the mail leaves. */
              from: orNull(addressDto()),
              /** Those who would get it. */
              to: z.array(addressDto()),
              subject: orNull(z.string()),
              /** The text of a mail or comment, filled. */
              html: orNull(z.string()),
              /** The text of a notice, filled. */
              text: orNull(z.string()),
              /** What is called. */
              url: orNull(z.string()),
            }),
          ),
        })
        .meta({ id: 'TriggerTest' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found', 'too_large'],
});

const day = once(() => code(/^[1-9]\d{3}-\d\d-\d\d$/, 'A day, such as 2026-12-25'));
const minute = (min: number, max: number) => z.int().min(min).max(max);
const spans = once(() => z.array(z.strictObject({ from: minute(0, 1439), to: minute(1, 1440) })).max(SPANS_LIMIT));
const weekly = once(() =>
  z.strictObject(
    allOptional(
      Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, spans()])) as Record<Weekday, ReturnType<typeof spans>>,
    ),
  ),
);
const hours = once(() => ({
  /** Minutes of the day in the service's time zone, in order, not overlapping. A day that is left out is closed. */
  weekly: weekly(),
  /** ISO 3166-1 of the country whose public holidays are closed. Null: none. */
  country: code(/^[A-Z]{2}$/, 'Two capitals, as ISO 3166-1 writes it').nullable(),
  /** Closed beside holidays. */
  closed: z
    .array(z.strictObject({ day: day(), name: line(HOLIDAY_NAME_LENGTH) }))
    .max(OWN_DAYS_LIMIT)
    .refine((days) => distinct(days.map((closed) => closed.day)), 'A day is named twice'),
  /** Open by their weekly hours though they are holidays. */
  open: z.array(day()).max(OWN_DAYS_LIMIT).refine(distinct, 'A day is named twice'),
}));

export const businessHoursDto = once(() =>
  z
    .object({
      /** 0: none were set, and the service counts as always open. */
      version: z.int(),
      /** The service's. */
      timeZone: z.string(),
      weekly: weekly(),
      country: orNull(z.string()),
      closed: z.array(z.object({ day: z.string(), name: z.string() })),
      open: z.array(z.string()),
      /** Public holidays of this year and the next, in order; `open`: by the service's own choice. */
      holidays: z.array(z.object({ day: z.string(), name: z.string(), open: z.boolean() })),
      /** Countries whose holidays are known. */
      countries: z.array(z.string()),
    })
    .meta({ id: 'BusinessHours' }),
);

export const getBusinessHours = defineOperation({
  operationId: 'getBusinessHours',
  summary: 'When the service is open, and the public holidays of this year and the next',
  method: 'GET',
  path: '/services/{serviceId}/business-hours',
  ...administration,
  params: serviceParams,
  query: () =>
    z.strictObject({
      /** Shows the holidays of this country instead of the one that is set. */
      country: code(/^[A-Z]{2}$/, 'Two capitals, as ISO 3166-1 writes it').exactOptional(),
    }),
  body: null,
  response: { status: 200, schema: businessHoursDto },
  headers: { ...noHeaders, etag: true },
  problems: serviceProblems,
});

export const setBusinessHours = defineOperation({
  operationId: 'setBusinessHours',
  summary: 'Set when the service is open',
  method: 'PUT',
  path: '/services/{serviceId}/business-hours',
  ...administration,
  params: serviceParams,
  query: noQuery,
  body: () => z.strictObject(hours()),
  response: { status: 200, schema: businessHoursDto },
  headers: { ...noHeaders, ifMatch: true, etag: true },
  problems: [...writeProblems, 'version_conflict'],
});

export const triggerOperations = {
  listTriggers,
  createTrigger,
  editTrigger,
  deleteTrigger,
  moveTrigger,
  testTrigger,
  getBusinessHours,
  setBusinessHours,
} as const;
