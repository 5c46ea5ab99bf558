import type { Agent } from '../../domain/desk/agent.ts';
import type { FieldValuesRefusal } from '../../domain/desk/check-field-values.ts';
import type { DraftChange } from '../../domain/draft/draft.ts';
import { sentDraft } from '../../domain/draft/sent-draft.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { MaskRefusal } from '../../domain/masking/mask-entry.ts';
import type { FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import type { Decision, DecisionContext } from '../../domain/ticket/decision.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { TicketRefusal, TooLarge } from '../../domain/ticket/refusal.ts';
import type { TakeBackRefusal } from '../../domain/ticket/take-back-answer.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { IdempotencyClaim, SaveRefusal, TicketChange, TicketRepository } from '../ports/tickets.ts';
import type { DraftRepository } from '../ports/writing.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { visibleFacts, type VisibleFactsDeps } from './visible-facts.ts';

export type DecideAndSaveDeps = {
  readonly tickets: Pick<TicketRepository, 'save'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

type Options = {
  readonly correlationId: string;
  /** Names the ticket in the error: `ticket 1024 of support`. */
  readonly what: string;
  /** How often it is decided at most. Default: that of `retryOnConflict`. */
  readonly attempts?: number;
  /** The caller named a version: another one is then the answer, and nothing is decided again. */
  readonly isVersionGiven?: boolean;
};

/** Time and fresh ids for one decision. A decision that is taken again takes new ones. */
export const decisionContext = (clock: ClockAndIds, correlationId: string): DecisionContext => ({
  at: clock.now().toISOString(),
  factId: clock.newId('evt'),
  entryId: clock.newId('ent'),
  mailId: clock.newId('mail'),
  correlationId,
});

/**
 * Somebody else wrote the ticket, made the follow-up of a completed one, or did what a decision of the desk depended on
 * (an agent's turn, mails to the same people), since it was read.
 */
const isConflict = ({ code }: SaveRefusal) =>
  code === 'version_conflict' ||
  code === 'follow_up_exists' ||
  code === 'turn_moved' ||
  code === 'mail_counts_changed' ||
  code === 'escalation_moved';
/**
 * An answer is taken back, and its mail or the draft that gets the text is not as it was read. Who named the ticket's
 * version said nothing of those.
 */
const isConflictBeside = ({ code }: SaveRefusal, { takenBack }: TicketChange) =>
  code === 'mail_changed' || (code === 'draft_conflict' && takenBack !== undefined);

/** The ticket's assignee read it meanwhile, which makes no version: a version that a caller named still holds. */
const wasOnlyRead = (refusal: SaveRefusal) =>
  refusal.code === 'version_conflict' && refusal.expected === refusal.actual;

/**
 * The loop of every command on a ticket, whoever gives it: an agent, a customer by mail or the desk itself. `decide`
 * reads and decides; its decision, with what the request adds to it, is saved in one transaction. On a conflict it is
 * asked again, with a new time and new ids. Any other refusal, of the decision or of saving, is the answer.
 *
 * `decide` takes its time and ids by `contextNow()` once it has read the ticket: the log is in the order of ids, and
 * ids that were made before a slow reading would put a change before the ones that it was decided upon.
 */
export const decideAndSave = <R>(
  { tickets, clock, backoff }: DecideAndSaveDeps,
  { correlationId, isVersionGiven = false, ...limits }: Options,
  decide: (contextNow: () => DecisionContext) => Promise<Result<TicketChange, R>>,
): Promise<Result<TicketChange, R | SaveRefusal>> => {
  const attempt = async (): Promise<Result<TicketChange, R | SaveRefusal> | 'conflict'> => {
    const decided = await decide(() => decisionContext(clock, correlationId));
    if (!decided.ok) return decided;
    const saved = await tickets.save(decided.value);
    if (saved.ok) return decided;
    const { error } = saved;
    const isAgain = isConflictBeside(error, decided.value) || (isVersionGiven ? wasOnlyRead(error) : isConflict(error));
    return isAgain ? 'conflict' : saved;
  };
  return retryOnConflict(backoff, attempt, limits);
};

/** `definitions` tell which of the changes that others made the agent may see. */
export type CommandDeps = VisibleFactsDeps & {
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
  /** From If-Match: a ticket of another version is refused. */
  readonly expectedVersion?: number;
  readonly idempotency?: IdempotencyClaim;
  /** The version of the agent's draft that the command sends. */
  readonly draftVersion?: number;
  /** Uploads whose files the entry carries: used up by it. */
  readonly uploadIds?: readonly string[];
};
/** `written`: the agent's part of the entry's text, where the desk adds to it; their draft keeps no more than that. */
type ChangeInput = CommandInput & { readonly written?: Pick<Entry, 'html' | 'text'> };

type DecisionRefusal = TicketRefusal | TakeBackRefusal | FileRefusal | MaskRefusal | FieldValuesRefusal | TooLarge;
export type CommandRefusal = DecisionRefusal | { readonly code: 'idempotency_key_reused' };
/** The ticket is already as the command wants it. */
type NothingToChange = { readonly code: 'nothing_to_change'; readonly ticket: Ticket };
/** A decision, the uploads that it takes beside those that the command names, and what it restores. */
type Decided = Result<
  Decision & Pick<TicketChange, 'uploads' | 'draft' | 'restoredUploads' | 'escalation'>,
  DecisionRefusal
>;
/** Undefined: the ticket is already as the command wants it, and nothing is written. */
export type Decide = (ticket: Ticket, context: DecisionContext) => Decided | undefined | Promise<Decided | undefined>;
/** How many log lines are read for what others changed meanwhile. */
const MEANWHILE = 20;

/** All uploads that a command and its decision use up. */
const uploadsOf = (
  { agent: { agentId }, uploadIds = [] }: CommandInput,
  { uploads }: Pick<TicketChange, 'uploads'>,
): Pick<TicketChange, 'uploads'> => {
  const used = [...uploadIds, ...(uploads?.uploadIds ?? [])];
  return used.length === 0 ? {} : { uploads: { agentId, uploadIds: used } };
};

/**
 * A command of an agent: reads the ticket, decides and writes everything in one transaction. After a conflict it
 * decides again, unless the command came with a version: then it refuses. A repeated request is answered with the
 * ticket as it is now.
 */
export const changeTicket = (deps: CommandDeps) => {
  const seen = visibleFacts(deps);
  const read = async ({ serviceId, number }: CommandInput): Promise<Result<Ticket, TicketRefusal>> => {
    const ticket = await deps.tickets.find(serviceId, number);
    return ticket === undefined ? err({ code: 'ticket_not_found', number }) : ok(ticket);
  };
  /** The ticket as it is now when this request was done before; undefined when it was not. */
  const repeated = async (input: CommandInput): Promise<Result<Ticket, CommandRefusal> | undefined> => {
    const done = input.idempotency && (await deps.tickets.findClaim(input.serviceId, input.idempotency));
    if (done === undefined) return undefined;
    return 'reused' in done ? err({ code: 'idempotency_key_reused' }) : read(input);
  };
  /** Adds to a refusal who has the ticket, or what others changed since the version that the agent saw. */
  const enrichRefusal = async (
    refusal: DecisionRefusal,
    { serviceId, number, agent }: CommandInput,
  ): Promise<DecisionRefusal> => {
    switch (refusal.code) {
      case 'version_conflict': {
        const { items } = await deps.tickets.listFacts(serviceId, number, { limit: MEANWHILE, order: 'newest' });
        const later = items.filter(
          ({ type, version }) => version > refusal.expected && !/^(?:mail|call|outward)_|_viewed$/.test(type),
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
    { serviceId, number, agent: { agentId }, draftVersion, written }: ChangeInput,
    { entry }: Decision,
    { at }: DecisionContext,
  ): Promise<Result<DraftChange | undefined, TicketRefusal>> => {
    if (draftVersion === undefined) return ok(undefined);
    if (deps.drafts === undefined) throw new Error('A command that sends a draft needs the drafts');
    return sentDraft(
      await deps.drafts.find(serviceId, number, agentId),
      draftVersion,
      entry && { ...entry, ...written },
      at,
    );
  };

  return async (input: ChangeInput, decide: Decide): Promise<Result<Ticket, CommandRefusal>> => {
    // Where rows are read ahead this one is there already. Whoever repeats a request is shown the ticket as read anew.
    let begun: ReturnType<typeof read> | undefined = read(input);
    begun.catch(() => undefined);
    const before = await repeated(input);
    if (before !== undefined) return before;
    const { serviceId, number, correlationId, expectedVersion, idempotency } = input;
    const outcome = await decideAndSave<DecisionRefusal | NothingToChange>(
      deps,
      { correlationId, what: `ticket ${number} of ${serviceId}`, isVersionGiven: expectedVersion !== undefined },
      async (contextNow) => {
        const found = await (begun ?? read(input));
        begun = undefined;
        if (!found.ok) return found;
        const { version } = found.value;
        if (expectedVersion !== undefined && expectedVersion !== version)
          return err({ code: 'version_conflict', expected: expectedVersion, actual: version });
        const context = contextNow();
        const decided = await decide(found.value, context);
        if (decided === undefined) return err({ code: 'nothing_to_change', ticket: found.value });
        if (!decided.ok) return decided;
        const draft = await draftOf(input, decided.value, context);
        if (!draft.ok) return draft;
        return ok({
          ...decided.value,
          ...(idempotency === undefined ? {} : { idempotency }),
          ...(draft.value === undefined ? {} : { draft: draft.value }),
          ...uploadsOf(input, decided.value),
        });
      },
    );
    if (outcome.ok) return ok(outcome.value.ticket);
    const refusal = outcome.error;
    switch (refusal.code) {
      case 'nothing_to_change':
        return ok(refusal.ticket);
      case 'already_done':
        return read(input);
      case 'idempotency_key_reused':
        return err(refusal);
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
        throw new Error(`A command was refused with ${refusal.code}`);
      default:
        // The request's own twin may have done it since we looked: that is a repetition, not a refusal.
        return (await repeated(input)) ?? err(await enrichRefusal(refusal, input));
    }
  };
};
