import type { Agent } from '../../domain/desk/agent.ts';
import type { FieldValuesRefusal } from '../../domain/desk/check-field-values.ts';
import { sentDraft } from '../../domain/draft/sent-draft.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { MaskRefusal } from '../../domain/masking/mask-refusal.ts';
import type { FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import type { Decision, Moment } from '../../domain/ticket/decision.ts';
import type { TicketRefusal } from '../../domain/ticket/errors.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { DraftRepository } from '../ports/writing.ts';
import {
  type IdempotencyClaim,
  type SentDraft,
  type TicketChange,
  type TicketRepository,
  WriteContentionError,
} from '../ports/tickets.ts';
import { momentOf } from './moment.ts';
import { seenFacts, type SeenFactsDeps } from './seen-facts.ts';
import type { TooLarge } from './take-text.ts';

/** `definitions`: what others changed meanwhile is told only as far as the agent may see it. */
export type CommandDeps = SeenFactsDeps & {
  readonly tickets: TicketRepository;
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
  /** Only commands that send a draft need it. */
  readonly drafts?: Pick<DraftRepository, 'find'>;
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
  /** The version of the agent's draft that the command sends. */
  readonly draftVersion?: number;
  /** Uploads whose files the decision's entry carries: used up by it. */
  readonly uploadIds?: readonly string[];
};

type DecisionRefusal = TicketRefusal | FileRefusal | MaskRefusal | FieldValuesRefusal | TooLarge;
export type CommandRefusal = DecisionRefusal | { readonly code: 'idempotency_key_reused' };
/** Undefined: all is as the command wants it already, and nothing is written. */
export type Decide = (
  ticket: Ticket,
  moment: Moment,
) => Result<Decision, DecisionRefusal> | undefined | Promise<Result<Decision, DecisionRefusal> | undefined>;

/** How often a command is decided anew when others changed the ticket in between. */
const DECISIONS = 10;
/** How many log lines are looked at for what others changed meanwhile. */
const MEANWHILE = 20;

export const changeOf = (
  { ticket, fact, entry, mail, fields, original, gone }: Decision,
  expectedVersion: number,
): TicketChange => ({
  ticket,
  expectedVersion,
  facts: [fact],
  entries: entry === undefined ? [] : [entry],
  ...(mail === undefined ? {} : { mail }),
  ...(fields === undefined ? {} : { fields }),
  ...(original === undefined ? {} : { original }),
  ...(gone === undefined ? {} : { gone }),
});

const usedBy = (
  { agent: { agentId }, uploadIds = [] }: Pick<CommandInput, 'agent' | 'uploadIds'>,
  decided: Decision,
): Pick<TicketChange, 'uploads'> => {
  const used = [...uploadIds, ...(decided.uploadIds ?? [])];
  return used.length === 0 ? {} : { uploads: { agentId, uploadIds: used } };
};

/**
 * Reads the ticket, decides, and writes all of it or nothing; when somebody else was faster it decides anew on what
 * they left.
 */
export const changeTicket = (deps: CommandDeps) => {
  const seen = seenFacts(deps);
  const read = async ({ serviceId, number }: CommandInput): Promise<Result<Ticket, TicketRefusal>> => {
    const ticket = await deps.tickets.find(serviceId, number);
    return ticket === undefined ? err({ code: 'ticket_not_found', number }) : ok(ticket);
  };
  /** A repeated request gets the ticket as it is now; undefined when the request is none. */
  const repeated = async (input: CommandInput): Promise<Result<Ticket, CommandRefusal> | undefined> => {
    const done = input.idempotency && (await deps.tickets.findClaim(input.serviceId, input.idempotency));
    if (done === undefined) return undefined;
    return 'reused' in done ? err({ code: 'idempotency_key_reused' }) : read(input);
  };
  /** Who has the ticket, by name, and what others changed: for the one who came second. */
  const told = async (
    refusal: DecisionRefusal,
    { serviceId, number, agent }: CommandInput,
  ): Promise<DecisionRefusal> => {
    switch (refusal.code) {
      case 'version_conflict': {
        const { items } = await deps.tickets.listFacts(serviceId, number, { limit: MEANWHILE, order: 'newest' });
        const later = items.filter(
          ({ type, version }) => version > refusal.expected && !/^(?:mail|call)_|_viewed$/.test(type),
        );
        const meanwhile = (await seen(serviceId, agent, later)).map(
          ({ type, at, actor, version, changes, fieldChanges }) => ({
            type,
            at,
            actor,
            version,
            changes,
            ...(fieldChanges && { fieldChanges }),
          }),
        );
        return { ...refusal, meanwhile };
      }
      case 'illegal_transition':
      case 'not_assignee': {
        const assignee =
          refusal.assigneeId === undefined ? undefined : await deps.directory.findAgent(serviceId, refusal.assigneeId);
        return assignee === undefined ? refusal : { ...refusal, assigneeName: assignee.name };
      }
      default:
        return refusal;
    }
  };
  const draftOf = async (
    { serviceId, number, agent: { agentId }, draftVersion }: CommandInput,
    { entry }: Decision,
    { at }: Moment,
  ): Promise<Result<SentDraft | undefined, TicketRefusal>> => {
    if (draftVersion === undefined) return ok(undefined);
    if (deps.drafts === undefined) throw new Error('A command that sends a draft needs the drafts');
    return sentDraft(await deps.drafts.find(serviceId, number, agentId), draftVersion, entry, at);
  };

  return async (input: CommandInput, decide: Decide): Promise<Result<Ticket, CommandRefusal>> => {
    const before = await repeated(input);
    if (before !== undefined) return before;
    /** The request's own twin may have done it since we looked: that is a repetition, not a refusal. */
    const refuse = async (refusal: DecisionRefusal): Promise<Result<Ticket, CommandRefusal>> =>
      (await repeated(input)) ?? err(await told(refusal, input));
    for (let attempt = 1; attempt <= DECISIONS; attempt += 1) {
      const found = await read(input);
      if (!found.ok) return (await repeated(input)) ?? found;
      const { version } = found.value;
      const { expectedVersion, idempotency } = input;
      if (expectedVersion !== undefined && expectedVersion !== version)
        return refuse({ code: 'version_conflict', expected: expectedVersion, actual: version });
      const moment = momentOf(deps.clock, input.correlationId);
      const decided = await decide(found.value, moment);
      if (decided === undefined) return found;
      if (!decided.ok) return refuse(decided.error);
      const draft = await draftOf(input, decided.value, moment);
      if (!draft.ok) return refuse(draft.error);
      const saved = await deps.tickets.save({
        ...changeOf(decided.value, version),
        ...(idempotency === undefined ? {} : { idempotency }),
        ...(draft.value === undefined ? {} : { draft: draft.value }),
        ...usedBy(input, decided.value),
      });
      if (saved.ok) return saved;
      switch (saved.error.code) {
        case 'already_done':
          return read(input);
        case 'idempotency_key_reused':
          return err(saved.error);
        case 'draft_conflict':
        case 'upload_not_found':
          return refuse(saved.error);
        case 'version_conflict':
          if (expectedVersion !== undefined) return refuse(saved.error);
          await deps.backoff(attempt);
          break;
        case 'mail_already_received':
          throw new Error('A command has no mail to receive');
      }
    }
    throw new WriteContentionError(`Ticket ${input.serviceId} ${input.number} changed under ${DECISIONS} decisions`);
  };
};
