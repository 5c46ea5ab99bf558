import type { Field } from '../desk/field.ts';
import { formatValue, isSealed, type TicketFields } from '../desk/field-value.ts';
import type { Service } from '../desk/service.ts';
import { PUBLIC_FIELDS, type Fact } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { ChainLink } from './automation.ts';
import type { Trigger } from './trigger.ts';

/** What a call is made of. */
export type PayloadSources = {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly trigger: Pick<Trigger, 'triggerId' | 'version' | 'name' | 'event'>;
  readonly chain: ChainLink;
  readonly service: Pick<Service, 'serviceId' | 'name'>;
  /** As the triggers left it. */
  readonly ticket: Ticket;
  readonly fields: TicketFields;
  readonly definitions: readonly Field[];
  /** What happened; absent for a time that came. */
  readonly fact?: Fact;
};

/** Types of fields in which customers write no words of their own. */
const CHOSEN: readonly Field['type'][] = [
  'checkbox',
  'dropdown',
  'radio',
  'date',
  'datetime',
  'date_period',
  'datetime_period',
  'agree',
];

/** Values that may leave the desk: of no encrypted field, no files, and of customers only what they chose. */
const publicFields = (fields: TicketFields, definitions: readonly Field[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([code, stored]) => {
      const field = definitions.find((each) => each.code === code);
      if (field === undefined || field.deleted || field.encrypted || isSealed(stored)) return [];
      if (stored.type === 'file' || field.type === 'file') return [];
      const isChosen = CHOSEN.includes(stored.type) && CHOSEN.includes(field.type);
      return field.scope === 'agent' || isChosen ? [[code, formatValue(stored.value)]] : [];
    }),
  );

const orNull = <T>(value: T | undefined): T | null => value ?? null;

/**
 * The body of a call (docs/triggers-calls.md): ids and what the desk itself knows. Of the customer's own words the
 * title alone; neither names nor addresses.
 */
export const outwardPayload = (sources: PayloadSources) => {
  const { id, at, trigger, chain, service, ticket, fields, definitions, fact } = sources;
  return {
    id,
    version: 1,
    createdAt: at,
    event: {
      ...trigger.event,
      occurredAt: fact?.at ?? at,
      eventId: orNull(fact?.id),
      actor: fact === undefined ? 'system' : fact.actor.kind,
    },
    trigger: { triggerId: trigger.triggerId, version: trigger.version, name: trigger.name },
    chain: { chainId: chain.chainId, depth: chain.depth },
    service: { serviceId: service.serviceId, name: service.name },
    ticket: {
      number: ticket.number,
      version: ticket.version,
      title: ticket.title,
      status: ticket.status,
      channel: ticket.channel,
      priority: ticket.priority,
      language: ticket.language,
      customerId: orNull(ticket.customerId),
      assigneeId: orNull(ticket.assigneeId),
      groupId: orNull(ticket.groupId),
      inquiryTypeId: orNull(ticket.inquiryTypeId),
      processingTypeId: orNull(ticket.processingTypeId),
      tags: ticket.tags,
      createdAt: ticket.createdAt,
      resolvedAt: orNull(ticket.resolvedAt),
      completedAt: orNull(ticket.completedAt),
      fields: publicFields(fields, definitions),
    },
    changes: Object.fromEntries(
      PUBLIC_FIELDS.flatMap((field) => {
        const change = fact?.changes[field];
        return change === undefined
          ? []
          : [[field, { before: orNull(change.before), after: orNull(change.after) }] as const];
      }),
    ),
    /** Every field that changed, also those whose values stay in the desk. */
    changed: [
      ...Object.keys(fact?.changes ?? {}),
      ...Object.keys(fact?.fieldChanges ?? {}).map((code) => `field.${code}`),
    ],
  };
};
export type OutwardPayload = ReturnType<typeof outwardPayload>;
