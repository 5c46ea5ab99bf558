import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Decision, Moment } from '../../domain/ticket/decision.ts';
import type { TicketRefusal } from '../../domain/ticket/errors.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Backoff } from '../ports/backoff.ts';
import type { ClockAndIds } from '../ports/clock-and-ids.ts';
import type { DeskDirectory } from '../ports/desk-directory.ts';
import { WriteContentionError, type IdempotencyClaim, type TicketChange, type TicketRepository } from '../ports/ticket-repository.ts';
import { momentOf } from './moment.ts';

export type CommandDeps = {
  readonly tickets: TicketRepository;
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

/** What every command on a ticket comes with. */
export type CommandInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly agent: Agent;
  readonly correlationId: string;
  /** From If-Match: then another version is refused rather than decided anew. */
  readonly expectedVersion?: number;
  readonly idempotency?: IdempotencyClaim;
};

export type CommandRefusal = TicketRefusal | { readonly code: 'idempotency_key_reused' };

/** How often a command is decided anew when others changed the ticket in between. */
const DECISIONS = 10;

export const changeOf = ({ ticket, fact, entry, mail }: Decision, expectedVersion: number): TicketChange => ({
  ticket, expectedVersion, facts: [fact], entries: entry === undefined ? [] : [entry], ...(mail === undefined ? {} : { mail }),
});

/** Reads the ticket, decides, and writes all of it or nothing; when somebody else was faster it decides anew on what they left. */
export const changeTicket = (deps: CommandDeps) => {
  const read = async ({ serviceId, number }: CommandInput): Promise<Result<Ticket, TicketRefusal>> => {
    const ticket = await deps.tickets.find(serviceId, number);
    return ticket === undefined ? err({ code: 'ticket_not_found', number }) : ok(ticket);
  };
  /** A repeated request gets the ticket as it is now; undefined when the request is none. */
  const repeated = async (input: CommandInput): Promise<Result<Ticket, CommandRefusal> | undefined> => {
    const done = input.idempotency && await deps.tickets.findClaim(input.serviceId, input.idempotency);
    if (done === undefined) return undefined;
    return 'reused' in done ? err({ code: 'idempotency_key_reused' }) : read(input);
  };
  /** Who has the ticket, by name: for the one who came second. */
  const named = async (refusal: TicketRefusal, serviceId: string): Promise<TicketRefusal> => {
    if ((refusal.code !== 'illegal_transition' && refusal.code !== 'not_assignee') || refusal.assigneeId === undefined) return refusal;
    const assignee = await deps.directory.findAgent(serviceId, refusal.assigneeId);
    return assignee === undefined ? refusal : { ...refusal, assigneeName: assignee.name };
  };

  return async (input: CommandInput, decide: (ticket: Ticket, moment: Moment) => Result<Decision, TicketRefusal>): Promise<Result<Ticket, CommandRefusal>> => {
    const before = await repeated(input);
    if (before !== undefined) return before;
    for (let attempt = 1; attempt <= DECISIONS; attempt += 1) {
      const found = await read(input);
      if (!found.ok) return found;
      const { version } = found.value;
      const { expectedVersion, idempotency } = input;
      const decided: Result<Decision, TicketRefusal> = expectedVersion !== undefined && expectedVersion !== version
        ? err({ code: 'version_conflict', expected: expectedVersion, actual: version })
        : decide(found.value, momentOf(deps.clock, input.correlationId));
      // The request's own twin may have done it since we looked: that is a repetition, not a refusal.
      if (!decided.ok) return (await repeated(input)) ?? err(await named(decided.error, input.serviceId));
      const saved = await deps.tickets.save({ ...changeOf(decided.value, version), ...(idempotency === undefined ? {} : { idempotency }) });
      if (saved.ok) return saved;
      switch (saved.error.code) {
        case 'already_done': return read(input);
        case 'idempotency_key_reused': return err(saved.error);
        case 'version_conflict':
          if (expectedVersion !== undefined) return err(saved.error);
          await deps.backoff(attempt);
          break;
        case 'mail_already_received': throw new Error('A command has no mail to receive');
      }
    }
    throw new WriteContentionError(`Ticket ${input.serviceId} ${input.number} changed under ${DECISIONS} decisions`);
  };
};
