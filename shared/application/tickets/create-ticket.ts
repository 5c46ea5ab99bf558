import type { Agent } from '../../domain/desk/agent.ts';
import type { FieldValuesRefusal } from '../../domain/desk/check-field-values.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import { createTicket as decideCreate } from '../../domain/ticket/create-ticket.ts';
import { isEmptyBody } from '../../domain/ticket/decision.ts';
import { tidyTags } from '../../domain/ticket/edit-ticket.ts';
import type { Customer, Priority, Ticket, TicketLanguage } from '../../domain/ticket/ticket.ts';
import { linkCustomer, type LinkCustomerDeps, type PhoneInvalid } from '../customers/link-customer.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { RichText } from '../ports/writing.ts';
import type { IdempotencyClaim, TicketRepository } from '../ports/tickets.ts';
import { sanitizeText, withFiles } from './entry-body.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { checkGroupAndCategories, type GroupOrCategoryRefusal } from './check-group-and-categories.ts';
import { decideAndSave } from './change-ticket.ts';
import type { TicketNotFound } from './get-ticket.ts';
import { checkFields, type FieldsDeps, type FieldsGiven, storeFields } from './write-fields.ts';

export type CreateTicketDeps = LinkCustomerDeps &
  FieldsDeps & {
    readonly tickets: TicketRepository;
    readonly directory: Pick<DeskDirectory, 'findService' | 'findGroup' | 'findCategory'>;
    readonly richText: RichText;
    readonly clock: ClockAndIds;
    readonly backoff: Backoff;
  };

export type CreateTicketInput = {
  readonly serviceId: string;
  readonly agent: Agent;
  readonly title: string;
  readonly html: string;
  readonly customer: Customer;
  readonly priority: Priority;
  /** Default: the service's. */
  readonly language?: TicketLanguage;
  readonly groupId?: string;
  readonly inquiryTypeId?: string;
  readonly processingTypeId?: string;
  readonly tags?: readonly string[];
  /** Values of the service's own fields. */
  readonly fields?: FieldsGiven;
  /** Uploads whose files the inquiry carries: used up by it. */
  readonly uploadIds?: readonly string[];
  readonly correlationId: string;
  readonly idempotency?: IdempotencyClaim;
};

/** The service doesn't take tickets that are made by hand. */
export type ChannelNotEnabled = { readonly code: 'channel_not_enabled'; readonly channel: Ticket['channel'] };
export type CreateTicketRefusal =
  | ChannelNotEnabled
  | { readonly code: 'text_required' }
  | { readonly code: 'idempotency_key_reused' }
  | FieldValuesRefusal
  | TooLarge
  | PhoneInvalid
  | GroupOrCategoryRefusal
  | FileRefusal
  | TicketNotFound;

/** An agent makes a ticket by hand (channel `created`). The customer is found by address or phone number, or made. */
export const createTicket =
  (deps: CreateTicketDeps) =>
  async (input: CreateTicketInput): Promise<Result<Ticket, CreateTicketRefusal>> => {
    const {
      serviceId,
      agent,
      idempotency,
      groupId,
      inquiryTypeId,
      processingTypeId,
      tags = [],
      uploadIds = [],
    } = input;
    const { agentId } = agent;
    /** Not found: spam that was made by hand may have been deleted since. */
    const madeBefore = async (number: number): Promise<Result<Ticket, TicketNotFound>> => {
      const ticket = await deps.tickets.find(serviceId, number);
      return ticket === undefined ? err({ code: 'ticket_not_found', number }) : ok(ticket);
    };
    /** The ticket that this request made before; undefined when it made none. */
    const repeated = async (): Promise<
      Result<Ticket, { readonly code: 'idempotency_key_reused' } | TicketNotFound> | undefined
    > => {
      const done = idempotency && (await deps.tickets.findClaim(serviceId, idempotency));
      if (done === undefined) return undefined;
      return 'reused' in done ? err({ code: 'idempotency_key_reused' }) : madeBefore(done.number);
    };

    const body = sanitizeText(await deps.richText.sanitizer(), input.html);
    if (!body.ok) return body;
    if (isEmptyBody(body.value)) return err({ code: 'text_required' });
    const before = await repeated();
    if (before !== undefined) return before;
    const service = await deps.directory.findService(serviceId);
    if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
    if (!service.channels.includes('created')) return err({ code: 'channel_not_enabled', channel: 'created' });
    const places = {
      ...(groupId === undefined ? {} : { groupId }),
      ...(inquiryTypeId === undefined ? {} : { inquiryTypeId }),
      ...(processingTypeId === undefined ? {} : { processingTypeId }),
    };
    const filed = await checkGroupAndCategories(deps.directory, serviceId, places);
    if (!filed.ok) return filed;
    const checked =
      input.fields === undefined
        ? ok(undefined)
        : await checkFields(deps)({ serviceId, agent, inquiryTypeId, given: input.fields, taken: uploadIds });
    if (!checked.ok) return checked;
    const used = [...uploadIds, ...(checked.value?.uploadIds ?? [])];
    const linked = await linkCustomer(deps)(service, input.customer, deps.clock.now().toISOString());
    if (!linked.ok) return linked;

    const outcome = await decideAndSave<FileRefusal | TooLarge>(
      deps,
      { correlationId: input.correlationId, what: `the next ticket of ${serviceId}` },
      async (contextNow) => {
        // A number that is taken is a conflict, and the next may be free: a restored table has set the counter back.
        const number = await deps.tickets.nextNumber(serviceId);
        const whole = await withFiles(deps, body.value, { serviceId, number, agentId, uploadIds, mailed: false });
        if (!whole.ok) return whole;
        const fields =
          checked.value === undefined
            ? ok(undefined)
            : await storeFields(deps)({ serviceId, number, agentId }, checked.value);
        if (!fields.ok) return fields;
        const decided = decideCreate(
          {
            serviceId,
            number,
            title: input.title,
            channel: 'created',
            priority: input.priority,
            language: input.language ?? service.language,
            ...linked.value,
            ...places,
            tags: tidyTags(tags),
            createdBy: agentId,
            body: whole.value,
            actor: { kind: 'agent', id: agentId },
            ...(fields.value === undefined ? {} : { fields: fields.value }),
          },
          contextNow(),
        );
        return ok({
          ...decided,
          ...(idempotency === undefined ? {} : { idempotency }),
          ...(used.length === 0 ? {} : { uploads: { agentId, uploadIds: used } }),
        });
      },
    );
    if (outcome.ok) return ok(outcome.value.ticket);
    const refusal = outcome.error;
    switch (refusal.code) {
      case 'already_done':
        return madeBefore(refusal.number);
      case 'idempotency_key_reused':
        return err(refusal);
      case 'version_conflict':
      case 'draft_conflict':
      case 'mail_already_received':
      case 'mail_changed':
      case 'mail_counts_changed':
      case 'follow_up_exists':
      case 'escalation_moved':
      case 'agent_returned':
      case 'automation_conflict':
      case 'trigger_run_exists':
      case 'not_waiting':
      case 'turn_moved':
        throw new Error(`A ticket made by hand was refused with ${refusal.code}`);
      default:
        // The request's own twin may have used the uploads up since we looked: that is a repetition, not a refusal.
        return (await repeated()) ?? err(refusal);
    }
  };
