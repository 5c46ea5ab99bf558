import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { createTicket as decideCreate } from '../../domain/ticket/create-ticket.ts';
import { isSilent } from '../../domain/ticket/decision.ts';
import type { Customer, Language, Priority, Ticket } from '../../domain/ticket/ticket.ts';
import type { Backoff } from '../ports/backoff.ts';
import type { ClockAndIds } from '../ports/clock-and-ids.ts';
import type { DeskDirectory } from '../ports/desk-directory.ts';
import type { RichText } from '../ports/rich-text.ts';
import { WriteContentionError, type IdempotencyClaim, type TicketRepository } from '../ports/ticket-repository.ts';
import { changeOf } from './change-ticket.ts';
import { momentOf } from './moment.ts';
import { takeText, type TooLarge } from './take-text.ts';

export type CreateTicketDeps = {
  readonly tickets: TicketRepository;
  readonly directory: Pick<DeskDirectory, 'findService'>;
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
  readonly language?: Language;
  readonly correlationId: string;
  readonly idempotency?: IdempotencyClaim;
};

export type CreateTicketRefusal = { readonly code: 'text_required' } | { readonly code: 'idempotency_key_reused' } | TooLarge;

const NUMBERS = 5;

/** An agent writes an inquiry down by hand (channel `created`). */
export const createTicket = (deps: CreateTicketDeps) => async (input: CreateTicketInput): Promise<Result<Ticket, CreateTicketRefusal>> => {
  const { serviceId, agent, idempotency } = input;
  const madeBefore = async (number: number): Promise<Result<Ticket, never>> => {
    const ticket = await deps.tickets.find(serviceId, number);
    if (ticket === undefined) throw new Error(`An idempotency key points at ticket ${serviceId} ${number}, which is not there`);
    return ok(ticket);
  };

  const said = takeText(deps.richText, input.html);
  if (!said.ok) return said;
  if (isSilent(said.value)) return err({ code: 'text_required' });
  const done = idempotency && await deps.tickets.findClaim(serviceId, idempotency);
  if (done !== undefined) return 'reused' in done ? err({ code: 'idempotency_key_reused' }) : madeBefore(done.number);
  const service = await deps.directory.findService(serviceId);
  if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);

  for (let attempt = 1; attempt <= NUMBERS; attempt += 1) {
    const decided = decideCreate({
      serviceId, number: await deps.tickets.nextNumber(serviceId), title: input.title, channel: 'created', priority: input.priority, language: input.language ?? service.language,
      customer: input.customer, createdBy: agent.agentId, said: said.value, actor: { kind: 'agent', id: agent.agentId },
    }, momentOf(deps.clock, input.correlationId));
    const saved = await deps.tickets.save({ ...changeOf(decided, 0), ...(idempotency === undefined ? {} : { idempotency }) });
    if (saved.ok) return saved;
    switch (saved.error.code) {
      case 'already_done': return madeBefore(saved.error.number);
      case 'idempotency_key_reused': return err(saved.error);
      // The number is taken: the counter was set back (a restored table). The next one may be free.
      case 'version_conflict': await deps.backoff(attempt); break;
      case 'mail_already_received': throw new Error('A ticket made by hand has no mail to receive');
    }
  }
  throw new WriteContentionError(`No free number for service ${serviceId} in ${NUMBERS} tries`);
};
