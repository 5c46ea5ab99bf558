import type { Agent } from '../../domain/desk/agent.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { InternalReason } from '../../domain/ticket/internal-reason.ts';
import type { Priority, Ticket } from '../../domain/ticket/ticket.ts';
import { forEachAtMost } from '../live/at-most.ts';
import type { RichText, Sanitize } from '../ports/writing.ts';
import type { IdempotencyClaim } from '../ports/tickets.ts';
import { pendTicket, resolveTicket } from './answer-ticket.ts';
import type { CommandInput } from './change-ticket.ts';
import { commentTicket } from './comment-ticket.ts';
import { editTicket, type EditTicketDeps } from './edit-ticket.ts';
import { forwardTicket, type ForwardTicketDeps } from './forward-ticket.ts';
import { getTicket } from './get-ticket.ts';
import { keepTicket } from './keep-ticket.ts';
import { markImportant } from './mark-important.ts';
import { resolveInternally } from './resolve-internally.ts';
import { takeBackAnswer } from './take-back-answer.ts';

export type BatchCommand =
  | { readonly kind: 'comment' | 'resolve' | 'pend'; readonly html: string }
  | {
      readonly kind: 'resolve_internally';
      readonly reason: InternalReason;
      readonly duplicateOf?: number;
      readonly html?: string;
    }
  /** `entryIds`: the answer on each ticket, in the order of the tickets. */
  | { readonly kind: 'undo'; readonly entryIds: readonly string[] }
  | { readonly kind: 'keep'; readonly groupId?: string }
  | { readonly kind: 'forward'; readonly assigneeId?: string; readonly groupId?: string; readonly html?: string }
  | { readonly kind: 'set_priority'; readonly priority: Priority }
  | { readonly kind: 'mark_important'; readonly important: boolean };

export type BatchTicketsDeps = EditTicketDeps &
  ForwardTicketDeps &
  Parameters<typeof commentTicket>[0] &
  Parameters<typeof resolveTicket>[0] &
  Parameters<typeof resolveInternally>[0] &
  Parameters<typeof takeBackAnswer>[0] &
  Parameters<typeof markImportant>[0];
export type BatchTicketsInput = {
  readonly serviceId: string;
  /** None twice. */
  readonly numbers: readonly number[];
  readonly command: BatchCommand;
  readonly agent: Agent;
  readonly correlationId: string;
  readonly idempotency?: IdempotencyClaim;
};

type Moved = Pick<Ticket, 'version' | 'status' | 'lastEntry'>;
type RefusalOf<UseCase extends (...args: never[]) => (...args: never[]) => unknown> = Extract<
  Awaited<ReturnType<ReturnType<UseCase>>>,
  { readonly ok: false }
>['error'];
export type BatchRefusal =
  | RefusalOf<typeof commentTicket>
  | RefusalOf<typeof resolveTicket>
  | RefusalOf<typeof resolveInternally>
  | RefusalOf<typeof takeBackAnswer>
  | RefusalOf<typeof keepTicket>
  | RefusalOf<typeof forwardTicket>
  | RefusalOf<typeof editTicket>
  | RefusalOf<typeof markImportant>;
/** What became of one ticket. `failed`: a fault, which concerns this ticket alone. */
export type BatchOutcome = { readonly number: number } & (
  | { readonly kind: 'done'; readonly ticket: Moved }
  | { readonly kind: 'refused'; readonly refusal: BatchRefusal }
  | { readonly kind: 'failed'; readonly fault: unknown }
);

/** Commands that run at the same time: more of them would be throttled. */
const AT_ONCE = 8;

/** Sanitizes the text of a batch once, however many tickets it is for. */
const remembering = (richText: RichText): RichText => {
  const known = new Map<string, ReturnType<Sanitize>>();
  return {
    async sanitizer() {
      const sanitize = await richText.sanitizer();
      return (html) => known.get(html) ?? known.set(html, sanitize(html)).get(html)!;
    },
  };
};

type Finder<T> = { find(id: string): Promise<T> };
/** Reads what is the same for all tickets of a batch once. */
const readOnce = <T>({ find }: Finder<T>): Finder<T> => {
  const read = new Map<string, Promise<T>>();
  return { find: (id) => read.get(id) ?? read.set(id, find(id)).get(id)! };
};

const runnerOf = (
  deps: BatchTicketsDeps,
  { numbers, command }: Pick<BatchTicketsInput, 'numbers' | 'command'>,
): ((input: CommandInput) => Promise<Result<Moved, BatchRefusal>>) => {
  switch (command.kind) {
    case 'comment':
      return runWith(commentTicket(deps), { html: command.html });
    case 'resolve':
      return runWith(resolveTicket(deps), { html: command.html });
    case 'pend':
      return runWith(pendTicket(deps), { html: command.html });
    case 'undo': {
      const takeBack = takeBackAnswer(deps);
      return (input) => takeBack({ ...input, entryId: command.entryIds[numbers.indexOf(input.number)]! });
    }
    case 'keep':
      return runWith(keepTicket(deps), command.groupId === undefined ? {} : { groupId: command.groupId });
    case 'resolve_internally': {
      const { kind: _kind, ...resolution } = command;
      return runWith(resolveInternally(deps), resolution);
    }
    case 'forward': {
      const { kind: _kind, ...rest } = command;
      return runWith(forwardTicket(deps), rest);
    }
    case 'set_priority':
      return runWith(editTicket(deps), { changes: { priority: command.priority } });
    case 'mark_important':
      return marking(deps, command.important);
  }
};
const marking = (deps: BatchTicketsDeps, important: boolean) => {
  const [mark, get] = [markImportant(deps), getTicket(deps)];
  return async ({ serviceId, number, agent: { agentId } }: CommandInput): Promise<Result<Moved, BatchRefusal>> => {
    const marked = await mark({ serviceId, number, agentId, important });
    return marked.ok ? get({ serviceId, number }) : marked;
  };
};

const runWith =
  <More extends object, R extends BatchRefusal>(
    run: (input: CommandInput & More) => Promise<Result<Moved, R>>,
    more: More,
  ) =>
  (input: CommandInput) =>
    run({ ...input, ...more });

/** The idempotency key of one ticket of a batch. No request can send it: keys of requests hold no space. */
const claimOf = (key: string, number: number) => `${key} ${number}`;

/**
 * Gives one command to many tickets, each by itself: a refusal of one doesn't stop the others. Each ticket has its own
 * idempotency claim, so that a repeated batch does only what is left. The key of the request itself is bound to the
 * whole batch before this is called.
 */
export const batchTickets =
  (deps: BatchTicketsDeps) =>
  async ({ numbers, command, idempotency, ...common }: BatchTicketsInput): Promise<readonly BatchOutcome[]> => {
    const run = runnerOf(
      {
        ...deps,
        richText: remembering(deps.richText),
        restrictedWords: readOnce(deps.restrictedWords),
        preferences: readOnce(deps.preferences),
      },
      { numbers, command },
    );
    const outcomes = new Map<number, BatchOutcome>();
    await forEachAtMost(AT_ONCE, numbers, async (number) => {
      try {
        const result = await run({
          ...common,
          number,
          ...(idempotency === undefined
            ? {}
            : { idempotency: { ...idempotency, key: claimOf(idempotency.key, number) } }),
        });
        outcomes.set(
          number,
          result.ok
            ? { number, kind: 'done', ticket: result.value }
            : { number, kind: 'refused', refusal: result.error },
        );
      } catch (fault) {
        outcomes.set(number, { number, kind: 'failed', fault });
      }
    });
    return numbers.map((number) => outcomes.get(number)!);
  };
