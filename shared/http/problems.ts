import type { AccessRefusal } from '../application/desk/admit-caller.ts';
import type { FileRefusal } from '../domain/ticket/attachment-rules.ts';
import { CALL_DAYS_AHEAD, type CallRefusal } from '../domain/call/reserved-call.ts';
import type { CustomerRefusal } from '../domain/customer/customer-record.ts';
import type { DraftRefusal } from '../domain/draft/draft.ts';
import type { NoticeRefusal } from '../domain/notice/notice.ts';
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
  | FileRefusal
  | CustomerRefusal
  | DraftRefusal
  | CallRefusal
  | NoticeRefusal
  | { readonly code: 'too_many_stars'; readonly limit: number }
  | { readonly code: 'idempotency_key_required' }
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

const versions = ({ expected, actual }: { readonly expected: number; readonly actual: number }) => ({ expectedVersion: expected, actualVersion: actual });

/** Refusal → problem. `satisfies` makes it whole: a new refusal code does not compile until it has a row. */
export const PROBLEMS = {
  validation_failed: { status: 400, title: 'The request is not valid', members: (r) => ({ errors: r.errors }) },
  text_required: { status: 400, title: 'The request is not valid', code: 'validation_failed', members: () => ({ errors: [{ pointer: '#/html', detail: 'Nothing is left to read once the text is made safe' }] }) },
  notice_times_crossed: { status: 400, title: 'The request is not valid', code: 'validation_failed', members: () => ({ errors: [{ pointer: '#/until', detail: 'It ends before it begins' }] }) },
  idempotency_key_required: { status: 400, title: 'Send an Idempotency-Key', detail: () => 'A batch is repeated by its key, so that nothing is done twice.' },
  group_required: { status: 400, title: 'Name one of the groups', detail: () => 'Whoever is to have the ticket is in several groups: say in which one.', members: (r) => ({ groupIds: r.groupIds }) },
  phone_invalid: { status: 400, title: 'That is no phone number', detail: () => 'Write it with its country code, like +82 10-1234-5678, or as it is dialled in the service’s own country.', members: (r) => ({ phone: r.phone }) },
  call_time_invalid: { status: 400, title: 'A call can’t be reserved for that time', detail: (r) => (r.because === 'past' ? 'The time is over.' : `It is more than ${CALL_DAYS_AHEAD} days ahead.`), members: (r) => ({ because: r.because }) },
  category_not_found: { status: 400, title: 'The service has no such active category', members: (r) => ({ field: r.field, id: r.id }) },
  file_refused: {
    status: 400, title: 'The file can’t be attached', members: (r) => ({ name: r.name, because: r.because, limitBytes: r.limitBytes }),
    detail: (r) => ({ type: 'Programs and scripts are not passed on: pack it into an archive, or send a link.', empty: 'It is empty.', too_large: 'It is larger than 25 MB: send a link.' })[r.because],
  },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Your role may not do this', members: (r) => ({ permission: r.permission }) },
  not_assignee: { status: 403, title: 'Only the assignee or an administrator may do this', members: (r) => ({ command: r.command, ...assignee(r) }) },
  administrator_required: { status: 403, title: 'Only an administrator may do this', members: (r) => ({ command: r.command }) },
  group_not_yours: { status: 403, title: 'You are not in this group', members: (r) => ({ groupId: r.groupId }) },
  service_not_found: { status: 404, title: 'Service not found' },
  ticket_not_found: { status: 404, title: 'Ticket not found' },
  customer_not_found: { status: 404, title: 'Customer not found' },
  call_not_found: { status: 404, title: 'Reserved call not found' },
  notice_not_found: { status: 404, title: 'Notice not found' },
  upload_not_found: { status: 404, title: 'Upload not found', detail: () => 'It was announced more than a day ago, by somebody else or not at all: attach the file again.', members: (r) => ({ uploadId: r.uploadId }) },
  route_not_found: { status: 404, title: 'There is no such operation' },
  illegal_transition: {
    status: 409, title: 'The ticket cannot do that now', detail: (r) => `The ticket is ${STATUS_LABELS[r.status]}.`,
    members: (r) => ({ command: r.command, ticketStatus: r.status, allowed: r.allowed, ...assignee(r) }),
  },
  group_not_found: { status: 409, title: 'The service has no such group', members: (r) => ({ groupId: r.groupId }) },
  group_not_theirs: { status: 409, title: 'The agent is in other groups', members: (r) => ({ groupId: r.groupId, groupIds: r.groupIds }) },
  assignee_unavailable: {
    status: 409, title: 'This agent can’t be given anything now', members: (r) => ({ because: r.because, ...assignee(r) }),
    detail: (r) => ({ unknown: 'The service has no such agent.', left: 'They have left the service.', assignment_off: 'Their assignment is off.' })[r.because],
  },
  customer_email_missing: { status: 409, title: 'The customer has no e-mail address to answer to' },
  reason_not_allowed: { status: 409, title: 'An issue ticket that came by transfer can’t be resolved for this reason', members: (r) => ({ reason: r.reason }) },
  duplicate_not_found: { status: 409, title: 'There is no other ticket with this number', members: (r) => ({ number: r.number }) },
  news_arrived: { status: 409, title: 'Something arrived that you have not seen', detail: () => 'Read it; then send again with the newest entry as seenEntryId.', members: (r) => ({ lastEntryId: r.lastEntryId }) },
  draft_conflict: { status: 409, title: 'The draft was saved or sent from another window', detail: () => 'Load it again: what your other window saved or sent is there or among its versions.', members: (r) => ({ expectedVersion: r.expected, actualVersion: r.actual }) },
  upload_incomplete: { status: 409, title: 'The file has not arrived whole', detail: () => 'Upload it, or leave it out.', members: (r) => ({ uploadId: r.uploadId, name: r.name }) },
  files_too_large_to_mail: { status: 409, title: 'The files are too large for a mail', detail: () => 'A mail carries 7 MB of files at most: send links, or fewer files.', members: (r) => ({ bytes: r.bytes, limitBytes: r.limitBytes }) },
  too_many_stars: { status: 409, title: 'You have marked too many tickets as important', detail: () => 'Take some marks away first.', members: (r) => ({ limit: r.limit }) },
  contact_taken: { status: 409, title: 'Another customer has this address or number', detail: () => 'If they are one person, an administrator merges the two.', members: (r) => ({ kind: r.contact.kind, value: r.contact.value, customerId: r.customerId }) },
  customer_merged: { status: 409, title: 'This customer was merged into another', members: (r) => ({ into: r.into }) },
  customers_same: { status: 409, title: 'A customer can’t be merged into itself' },
  too_many_contacts: { status: 409, title: 'Together they are too much for one customer', members: (r) => ({ limit: r.limit }) },
  call_ended: { status: 409, title: 'The reserved call is over', members: (r) => ({ callStatus: r.status }) },
  too_many_notices: { status: 409, title: 'The service has too many notices', detail: () => 'Delete old ones first.', members: (r) => ({ limit: r.limit }) },
  version_conflict: { status: 412, title: 'The ticket has changed since you read it', members: (r) => ({ expectedVersion: r.expected, actualVersion: r.actual, ...(r.meanwhile && { meanwhile: r.meanwhile }) }) },
  customer_changed: { status: 412, title: 'The customer has changed since you read it', code: 'version_conflict', members: versions },
  call_changed: { status: 412, title: 'The reserved call has changed since you read it', code: 'version_conflict', members: versions },
  notice_changed: { status: 412, title: 'The notice has changed since you read it', code: 'version_conflict', members: versions },
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
