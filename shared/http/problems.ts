import type { AccessRefusal } from '../application/desk/admit-caller.ts';
import type { TooLarge } from '../application/tickets/take-text.ts';
import type { ProblemCode } from '../contracts/http/define-operation.ts';
import type { Problem } from '../contracts/http/problem.ts';
import type { TicketRefusal } from '../domain/ticket/errors.ts';
import { STATUS_LABELS } from '../domain/ticket/status.ts';

/** One thing that is wrong with a request. `pointer` is an RFC 6901 pointer as a URI fragment: into the body (`#/title`), or `#/params/…`, `#/query/…`, `#/headers/…`. */
export type RequestError = { readonly pointer: string; readonly detail: string };

/** Every refusal that HTTP can answer with: the desk's own, and those of the protocol. */
export type HttpRefusal =
  | TicketRefusal
  | AccessRefusal
  | TooLarge
  | { readonly code: 'validation_failed'; readonly errors: readonly RequestError[] }
  | { readonly code: 'unauthenticated' }
  | { readonly code: 'idempotency_key_reused' }
  | { readonly code: 'conflict_try_again' }
  | { readonly code: 'dependency_timeout' }
  | { readonly code: 'route_not_found' }
  | { readonly code: 'internal_error' };

type Row<R> = {
  readonly status: number;
  readonly title: string;
  /** Where the caller sees another code than the desk's own. */
  readonly code?: ProblemCode;
  readonly detail?: (refusal: R) => string;
  readonly members?: (refusal: R) => Readonly<Record<string, unknown>>;
  /** Seconds after which the same request may pass. */
  readonly retryAfter?: number;
};

/** Who has the ticket: for the one who came second. */
const assignee = ({ assigneeId, assigneeName }: { readonly assigneeId?: string; readonly assigneeName?: string }) => ({
  ...(assigneeId === undefined ? {} : { assigneeId }), ...(assigneeName === undefined ? {} : { assigneeName }),
});

/** Refusal → problem. `satisfies` makes it whole: a new refusal code does not compile until it has a row. */
export const PROBLEMS = {
  validation_failed: { status: 400, title: 'The request is not valid', members: (r) => ({ errors: r.errors }) },
  text_required: { status: 400, title: 'The request is not valid', code: 'validation_failed', members: () => ({ errors: [{ pointer: '#/html', detail: 'Nothing is left to read once the text is made safe' }] }) },
  group_required: { status: 400, title: 'Name one of your groups', detail: () => 'You are in several groups: say in which one you keep the ticket.', members: (r) => ({ groupIds: r.groupIds }) },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Your role may not do this', members: (r) => ({ permission: r.permission }) },
  not_assignee: { status: 403, title: 'Only the assignee or an administrator may do this', members: (r) => ({ command: r.command, ...assignee(r) }) },
  group_not_yours: { status: 403, title: 'You are not in this group', members: (r) => ({ groupId: r.groupId }) },
  service_not_found: { status: 404, title: 'Service not found' },
  ticket_not_found: { status: 404, title: 'Ticket not found' },
  route_not_found: { status: 404, title: 'There is no such operation' },
  illegal_transition: {
    status: 409, title: 'The ticket cannot do that now', detail: (r) => `The ticket is ${STATUS_LABELS[r.status]}.`,
    members: (r) => ({ command: r.command, ticketStatus: r.status, allowed: r.allowed, ...assignee(r) }),
  },
  customer_email_missing: { status: 409, title: 'The customer has no e-mail address to answer to' },
  version_conflict: { status: 412, title: 'The ticket has changed since you read it', members: (r) => ({ expectedVersion: r.expected, actualVersion: r.actual }) },
  too_large: { status: 413, title: 'The request is too large', members: (r) => ({ limitBytes: r.limitBytes }) },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used for another request' },
  internal_error: { status: 500, title: 'Something went wrong' },
  conflict_try_again: { status: 503, title: 'Many changes at once: nothing was written, try again', retryAfter: 1 },
  dependency_timeout: { status: 503, title: 'A part of the desk did not answer in time, try again', retryAfter: 2 },
} as const satisfies { readonly [C in HttpRefusal['code']]: Row<Extract<HttpRefusal, { code: C }>> };

const rowOf = (refusal: HttpRefusal): Row<HttpRefusal> => PROBLEMS[refusal.code] as Row<HttpRefusal>;

/** RFC 9457; `status` is HTTP's, so the ticket's own is called `ticketStatus`. */
export const toProblem = (refusal: HttpRefusal, requestId: string): Problem => {
  const row = rowOf(refusal);
  const code = row.code ?? refusal.code;
  return {
    type: `/problems/${code.replaceAll('_', '-')}`, title: row.title, status: row.status, code, instance: `urn:request:${requestId}`,
    ...(row.detail && { detail: row.detail(refusal) }), ...row.members?.(refusal),
  };
};

/** What Retry-After says, in seconds. */
export const retryAfterOf = (refusal: HttpRefusal): number | undefined => rowOf(refusal).retryAfter;

/** HTTP status of a problem code. */
export const statusOfProblem = (code: ProblemCode): number => PROBLEMS[code].status;
