import type { AccessRefusal } from '../application/desk/admit-caller.ts';
import type { FileRefusal } from '../domain/ticket/attachment-rules.ts';
import { CALL_DAYS_AHEAD, type CallRefusal } from '../domain/call/reserved-call.ts';
import type { SourceRefusal } from '../domain/customer-information/information-source.ts';
import type { DifferenceChanged, SetupRefusal } from '../domain/desk-setup/plan-setup.ts';
import type { ChannelNotEnabled } from '../application/tickets/create-ticket.ts';
import type { CategoryRefusal } from '../domain/desk/category.ts';
import type { FieldValuesRefusal } from '../domain/desk/check-field-values.ts';
import type { FieldRefusal } from '../domain/desk/field.ts';
import type { CustomerRefusal } from '../domain/customer/customer-record.ts';
import type { DepartureRefusal } from '../domain/desk/departure.ts';
import type { DeskRefusal } from '../domain/desk/desk-refusal.ts';
import type { PreferencesRefusal } from '../domain/desk/preferences.ts';
import type { DraftRefusal } from '../domain/draft/draft.ts';
import type { MaskRefusal } from '../domain/masking/mask-entry.ts';
import type { NoticeRefusal } from '../domain/notice/notice.ts';
import type { RestrictedRefusal } from '../domain/restricted/restricted-words.ts';
import type { SenderRefusal } from '../application/administration/mail-addresses.ts';
import type { TestMailRefusal } from '../application/preview/send-test-mail.ts';
import type { LayoutRefusal } from '../domain/mail/mail-layout.ts';
import type { MailRefusal } from '../domain/mail/send-again.ts';
import type { TemplateRefusal } from '../domain/template/template.ts';
import type { Problem, ProblemCode } from '../contracts/http/problem.ts';
import type { TicketRefusal, TooLarge } from '../domain/ticket/refusal.ts';
import type { TakeBackRefusal } from '../domain/ticket/take-back-answer.ts';
import type { HoursRefusal } from '../domain/trigger/service-hours.ts';
import type { TriggerRefusal } from '../domain/trigger/trigger-refusal.ts';
import { STATUS_LABELS } from '../domain/ticket/status.ts';

/**
 * One error in a request. `pointer` is an RFC 6901 pointer as a URI fragment: into the body (`#/title`), or
 * `#/params/…`, `#/query/…`, `#/headers/…`.
 */
export type RequestError = { readonly pointer: string; readonly detail: string };

/** Every refusal that HTTP can answer with: the desk's own and those of the protocol. */
export type HttpRefusal =
  | TicketRefusal
  | TakeBackRefusal
  | AccessRefusal
  | TooLarge
  | FileRefusal
  | CustomerRefusal
  | DraftRefusal
  | MaskRefusal
  | CallRefusal
  | NoticeRefusal
  | PreferencesRefusal
  | DepartureRefusal
  | CategoryRefusal
  | FieldRefusal
  | FieldValuesRefusal
  | TemplateRefusal
  | LayoutRefusal
  | MailRefusal
  | SenderRefusal
  | TestMailRefusal
  | DeskRefusal
  | ChannelNotEnabled
  | RestrictedRefusal
  | SourceRefusal
  | TriggerRefusal
  | HoursRefusal
  | SetupRefusal
  | DifferenceChanged
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
  /** Set where the public code differs from the refusal's own. */
  readonly code?: ProblemCode;
  readonly detail?: (refusal: R) => string;
  readonly members?: (refusal: R) => Readonly<Record<string, unknown>>;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number | ((refusal: R) => number);
};

/** The current assignee, for a caller who came second. */
const assignee = ({ assigneeId, assigneeName }: { readonly assigneeId?: string; readonly assigneeName?: string }) => ({
  ...(assigneeId === undefined ? {} : { assigneeId }),
  ...(assigneeName === undefined ? {} : { assigneeName }),
});

const versions = ({ expected, actual }: { readonly expected: number; readonly actual: number }) => ({
  expectedVersion: expected,
  actualVersion: actual,
});

/** Refusal → problem. `satisfies` makes the table complete: a new refusal code does not compile without a row. */
export const PROBLEMS = {
  validation_failed: { status: 400, title: 'The request is not valid', members: (r) => ({ errors: r.errors }) },
  text_required: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: () => ({ errors: [{ pointer: '#/html', detail: 'Nothing is left to read once the text is made safe' }] }),
  },
  notice_times_crossed: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: () => ({ errors: [{ pointer: '#/until', detail: 'It ends before it begins' }] }),
  },
  too_many_signatures: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: [{ pointer: '#/signatures', detail: `You have at most ${r.limit} signatures` }] }),
  },
  setup_not_valid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: r.errors }),
  },
  source_not_valid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: r.errors }),
  },
  trigger_not_valid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: r.errors }),
  },
  hours_not_valid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: r.errors }),
  },
  word_without_letters: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({
      errors: [{ pointer: `#/words/${r.index}`, detail: 'It has neither a letter nor a digit to be found by' }],
    }),
  },
  settings_not_valid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: r.errors }),
  },
  group_order_invalid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({
      errors: [{ pointer: '#/agentIds', detail: 'Another order is of the same agents, each once' }],
      agentIds: r.agentIds,
    }),
  },
  variables_unknown: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({
      errors: r.variables.map(({ name, at }) => ({
        pointer: `#/${r.field}`,
        detail: `There is no variable #{${name}} (at ${at})`,
      })),
      variables: r.variables,
    }),
  },
  content_misplaced: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({
      errors: [
        {
          pointer: '#/html',
          detail: `#{content} must stand in the text once, not in a tag; it is there ${r.times} times`,
        },
      ],
    }),
  },
  search_code_invalid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: () => ({
      errors: [
        {
          pointer: '#/searchCode',
          detail: 'A search code is of letters, digits and . _ -, and begins with a letter or a digit',
        },
      ],
    }),
  },
  template_category_not_found: {
    status: 400,
    title: 'The service has no such active category',
    code: 'category_not_found',
    members: (r) => ({ field: 'categoryIds', id: r.id }),
  },
  category_not_valid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: r.errors }),
  },
  field_not_valid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: r.errors }),
  },
  field_values_not_valid: {
    status: 400,
    title: 'The request is not valid',
    code: 'validation_failed',
    members: (r) => ({ errors: r.errors }),
  },
  idempotency_key_required: {
    status: 400,
    title: 'Send an Idempotency-Key',
    detail: () => 'A batch is repeated by its key, so that nothing is done twice.',
  },
  group_required: {
    status: 400,
    title: 'Name one of the groups',
    detail: () => 'Whoever is to have the ticket is in several groups: say in which one.',
    members: (r) => ({ groupIds: r.groupIds }),
  },
  phone_invalid: {
    status: 400,
    title: 'That is no phone number',
    detail: () =>
      'Write it with its country code, like +82 10-1234-5678, or as it is dialled in the service’s own country.',
    members: (r) => ({ phone: r.phone }),
  },
  call_time_invalid: {
    status: 400,
    title: 'A call can’t be reserved for that time',
    detail: (r) => (r.because === 'past' ? 'The time is over.' : `It is more than ${CALL_DAYS_AHEAD} days ahead.`),
    members: (r) => ({ because: r.because }),
  },
  category_not_found: {
    status: 400,
    title: 'The service has no such active category',
    members: (r) => ({ field: r.field, id: r.id }),
  },
  file_refused: {
    status: 400,
    title: 'The file can’t be attached',
    members: (r) => ({ name: r.name, because: r.because, limitBytes: r.limitBytes }),
    detail: (r) =>
      ({
        type: 'Programs and scripts are not passed on: pack it into an archive, or send a link.',
        empty: 'It is empty.',
        too_large: 'It is larger than 25 MB: send a link.',
      })[r.because],
  },
  selection_out_of_range: {
    status: 400,
    title: 'The text has no such selection',
    members: (r) => ({ index: r.index, length: r.length }),
  },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Your role may not do this', members: (r) => ({ permission: r.permission }) },
  not_assignee: {
    status: 403,
    title: 'Only the assignee or an administrator may do this',
    members: (r) => ({ command: r.command, ...assignee(r) }),
  },
  administrator_required: {
    status: 403,
    title: 'Only an administrator may do this',
    members: (r) => ({ command: r.command }),
  },
  unmask_not_allowed: {
    status: 403,
    title: 'You may not see what was masked',
    detail: () => 'Administrators may, and agents whom they gave the right.',
  },
  answer_not_yours: {
    status: 403,
    title: 'Only the agent who answered can take the answer back',
    members: (r) => ({ entryId: r.entryId }),
  },
  group_not_yours: { status: 403, title: 'You are not in this group', members: (r) => ({ groupId: r.groupId }) },
  service_not_found: { status: 404, title: 'Service not found' },
  ticket_not_found: { status: 404, title: 'Ticket not found' },
  entry_not_found: { status: 404, title: 'The history has no such entry', members: (r) => ({ entryId: r.entryId }) },
  answer_not_found: {
    status: 404,
    title: 'The ticket has no such answer',
    members: (r) => ({ entryId: r.entryId }),
  },
  mail_not_found: { status: 404, title: 'The ticket has no such mail', members: (r) => ({ mailId: r.mailId }) },
  customer_not_found: { status: 404, title: 'Customer not found' },
  call_not_found: { status: 404, title: 'Reserved call not found' },
  departure_not_found: { status: 404, title: 'Departure not found' },
  notice_not_found: { status: 404, title: 'Notice not found' },
  template_not_found: { status: 404, title: 'Template not found' },
  upload_not_found: {
    status: 404,
    title: 'Upload not found',
    detail: () => 'It was announced more than a day ago, by somebody else or not at all: attach the file again.',
    members: (r) => ({ uploadId: r.uploadId }),
  },
  mask_not_found: { status: 404, title: 'The entry has no such mask', members: (r) => ({ maskId: r.maskId }) },
  attachment_not_found: {
    status: 404,
    title: 'The entry has no such file',
    members: (r) => ({ attachmentId: r.attachmentId }),
  },
  agent_not_found: { status: 404, title: 'The service has no such agent', members: (r) => ({ agentId: r.agentId }) },
  agent_group_not_found: {
    status: 404,
    title: 'The service has no such group',
    members: (r) => ({ groupId: r.groupId }),
  },
  category_missing: {
    status: 404,
    title: 'The tree has no such category',
    members: (r) => ({ categoryId: r.categoryId }),
  },
  field_not_found: { status: 404, title: 'There is no such field', members: (r) => ({ field: r.field }) },
  route_not_found: { status: 404, title: 'There is no such operation' },
  source_not_found: {
    status: 404,
    title: 'The service has no such API that can be asked',
    members: (r) => ({ sourceId: r.sourceId }),
  },
  trigger_not_found: {
    status: 404,
    title: 'The service has no such trigger',
    members: (r) => ({ triggerId: r.triggerId }),
  },
  illegal_transition: {
    status: 409,
    title: 'The ticket cannot do that now',
    detail: (r) => `The ticket is ${STATUS_LABELS[r.status]}.`,
    members: (r) => ({ command: r.command, ticketStatus: r.status, allowed: r.allowed, ...assignee(r) }),
  },
  group_not_found: { status: 409, title: 'The service has no such group', members: (r) => ({ groupId: r.groupId }) },
  group_not_theirs: {
    status: 409,
    title: 'The agent is in other groups',
    members: (r) => ({ groupId: r.groupId, groupIds: r.groupIds }),
  },
  assignee_unavailable: {
    status: 409,
    title: 'This agent can’t be given anything now',
    members: (r) => ({ because: r.because, ...assignee(r) }),
    detail: (r) =>
      ({
        unknown: 'The service has no such agent.',
        left: 'They have left the service.',
        assignment_off: 'Their assignment is off.',
      })[r.because],
  },
  customer_email_missing: { status: 409, title: 'The customer has no e-mail address to answer to' },
  reason_not_allowed: {
    status: 409,
    title: 'An issue ticket that came by transfer can’t be resolved for this reason',
    members: (r) => ({ reason: r.reason }),
  },
  duplicate_not_found: {
    status: 409,
    title: 'There is no other ticket with this number',
    members: (r) => ({ number: r.number }),
  },
  mail_not_failed: {
    status: 409,
    title: 'Only a mail that failed or came back can be sent again',
    members: (r) => ({ mailId: r.mailId, mailStatus: r.status, outcome: r.outcome ?? null }),
    detail: (r) =>
      r.outcome === 'complained'
        ? 'Its reader called it spam.'
        : {
            queued: 'It waits to be sent.',
            sending: 'It is being sent.',
            sent: 'It was sent.',
            failed: '',
            taken_back: 'It was taken back.',
          }[r.status],
  },
  undo_too_late: {
    status: 409,
    title: 'The answer can’t be taken back any more',
    detail: (r) => (r.mailStatus === 'queued' ? 'Its mail leaves now.' : 'Its mail has left or is leaving.'),
    members: (r) => ({ entryId: r.entryId, mailStatus: r.mailStatus }),
  },
  ticket_moved_on: {
    status: 409,
    title: 'The ticket has moved on since this answer',
    detail: (r) =>
      r.because === 'later_answer'
        ? 'Another answer was given after it: take that back first.'
        : `The ticket is ${STATUS_LABELS[r.status]}.`,
    members: (r) => ({ entryId: r.entryId, because: r.because, ticketStatus: r.status }),
  },
  transfer_under_way: {
    status: 409,
    title: 'The ticket is being handed over',
    detail: () => 'Wait until it is there; then it can be withdrawn and handed over anew.',
    members: () => ({}),
  },
  escalation_target_not_found: {
    status: 404,
    title: 'There is no such service to escalate to',
    detail: () => 'Name one of the services that GET /services/{serviceId}/escalation-targets lists.',
    members: (r) => ({ serviceId: r.serviceId }),
  },
  news_arrived: {
    status: 409,
    title: 'Something arrived that you have not seen',
    detail: () => 'Read it; then send again with the newest entry as seenEntryId.',
    members: (r) => ({ lastEntryId: r.lastEntryId }),
  },
  restricted_words: {
    status: 409,
    title: 'The answer says what must not be said',
    detail: () => 'Write it without the restricted words, then send it again.',
    members: (r) => ({ matches: r.matches }),
  },
  draft_conflict: {
    status: 409,
    title: 'The draft was saved or sent from another window',
    detail: () => 'Load it again: what your other window saved or sent is there or among its versions.',
    members: (r) => ({ expectedVersion: r.expected, actualVersion: r.actual }),
  },
  upload_incomplete: {
    status: 409,
    title: 'The file has not arrived whole',
    detail: () => 'Upload it, or leave it out.',
    members: (r) => ({ uploadId: r.uploadId, name: r.name }),
  },
  files_too_large_to_mail: {
    status: 409,
    title: 'The files are too large for a mail',
    detail: () => 'A mail carries 7 MB of files at most: send links, or fewer files.',
    members: (r) => ({ bytes: r.bytes, limitBytes: r.limitBytes }),
  },
  too_many_stars: {
    status: 409,
    title: 'You have marked too many tickets as important',
    detail: () => 'Take some marks away first.',
    members: (r) => ({ limit: r.limit }),
  },
  contact_taken: {
    status: 409,
    title: 'Another customer has this address or number',
    detail: () => 'If they are one person, an administrator merges the two.',
    members: (r) => ({ kind: r.contact.kind, value: r.contact.value, customerId: r.customerId }),
  },
  customer_merged: { status: 409, title: 'This customer was merged into another', members: (r) => ({ into: r.into }) },
  customers_same: { status: 409, title: 'A customer can’t be merged into itself' },
  too_many_contacts: {
    status: 409,
    title: 'Together they are too much for one customer',
    members: (r) => ({ limit: r.limit }),
  },
  too_many_masks: {
    status: 409,
    title: 'The entry has too many masks',
    detail: () => 'Mask longer stretches.',
    members: (r) => ({ limit: r.limit }),
  },
  call_ended: { status: 409, title: 'The reserved call is over', members: (r) => ({ callStatus: r.status }) },
  search_code_taken: {
    status: 409,
    title: 'Another template has this search code',
    members: (r) => ({ searchCode: r.searchCode }),
  },
  too_many_templates: {
    status: 409,
    title: 'There are too many templates',
    detail: () => 'Delete old ones first.',
    members: (r) => ({ limit: r.limit }),
  },
  sender_not_verified: {
    status: 409,
    title: 'An address is not verified',
    detail: () => 'Have it verified first: mail can’t leave from it.',
    members: (r) => ({ addresses: r.addresses }),
  },
  test_mail_not_sent: {
    status: 409,
    title: 'The test mail was not sent',
    members: (r) => ({ because: r.because, told: r.told }),
  },
  too_many_notices: {
    status: 409,
    title: 'The service has too many notices',
    detail: () => 'Delete old ones first.',
    members: (r) => ({ limit: r.limit }),
  },
  too_many_sources: {
    status: 409,
    title: 'The service has too many APIs that are asked about customers',
    members: (r) => ({ limit: r.limit }),
  },
  channel_not_enabled: {
    status: 409,
    title: 'The service doesn’t take inquiries this way',
    detail: () => 'An administrator enables channels in the service’s settings.',
    members: (r) => ({ channel: r.channel }),
  },
  agent_exists: {
    status: 409,
    title: 'They are in this service already',
    detail: (r) => (r.active ? 'Change them instead.' : 'They left it: make them active again.'),
    members: (r) => ({ agentId: r.agentId, active: r.active }),
  },
  not_invitable: {
    status: 409,
    title: 'They can’t be invited now',
    members: (r) => ({ agentId: r.agentId, because: r.because }),
    detail: (r) =>
      ({
        accepted: 'They have signed in already. Whoever forgot their password gets a new one on the sign-in page.',
        left: 'They have left the service: make them active again first.',
        switched_off: 'Their account is switched off in the user pool.',
        no_account: 'Their account is gone from the user pool.',
        sending: 'An invitation is being mailed to them.',
      })[r.because],
  },
  last_administrator: {
    status: 409,
    title: 'The service needs an administrator',
    detail: () => 'Make somebody else an administrator first.',
  },
  group_exists: {
    status: 409,
    title: 'The service has a group of this id',
    detail: (r) => (r.active ? 'Take another id.' : 'It was taken away: take it up again.'),
    members: (r) => ({ groupId: r.groupId, active: r.active }),
  },
  group_has_agents: {
    status: 409,
    title: 'The group has agents',
    detail: () => 'Take them out of it first.',
    members: (r) => ({ agentIds: r.agentIds }),
  },
  service_exists: { status: 409, title: 'There is a service of this id', members: (r) => ({ serviceId: r.serviceId }) },
  address_taken: {
    status: 409,
    title: 'The address belongs to another service',
    members: (r) => ({ address: r.address }),
  },
  difference_changed: {
    status: 409,
    title: 'The set-up has changed since the difference was shown',
    detail: () => 'Have the difference shown again.',
    members: (r) => ({ applied: r.applied }),
  },
  category_id_taken: {
    status: 409,
    title: 'The tree has a category with this id',
    members: (r) => ({ categoryId: r.categoryId }),
  },
  category_moved: {
    status: 409,
    title: 'The category was moved meanwhile',
    detail: () => 'Look where it is now, and choose the place again.',
    members: (r) => ({ categoryId: r.categoryId, parentId: r.parentId }),
  },
  category_below_itself: { status: 409, title: 'A category can’t be put below itself' },
  category_too_deep: { status: 409, title: 'The tree would become too deep', members: (r) => ({ limit: r.limit }) },
  too_many_categories: { status: 409, title: 'The tree has too many categories', members: (r) => ({ limit: r.limit }) },
  field_code_taken: {
    status: 409,
    title: 'The code is or was another field’s',
    detail: () => 'A deleted field keeps its code: old tickets have values of it.',
    members: (r) => ({ field: r.field }),
  },
  too_many_fields: {
    status: 409,
    title: 'The service has too many fields',
    detail: () => 'Delete some first.',
    members: (r) => ({ limit: r.limit }),
  },
  field_place_gone: {
    status: 409,
    title: 'The field that it was to be placed before is gone',
    members: (r) => ({ field: r.field }),
  },
  trigger_id_taken: {
    status: 409,
    title: 'The service has a trigger with this id',
    members: (r) => ({ triggerId: r.triggerId }),
  },
  trigger_place_gone: {
    status: 409,
    title: 'The trigger that it was to be placed before is gone',
    members: (r) => ({ triggerId: r.triggerId }),
  },
  too_many_triggers: {
    status: 409,
    title: 'The service has too many triggers',
    detail: () => 'Delete some first.',
    members: (r) => ({ limit: r.limit }),
  },
  version_conflict: {
    status: 412,
    title: 'The ticket has changed since you read it',
    members: (r) => ({
      expectedVersion: r.expected,
      actualVersion: r.actual,
      ...(r.meanwhile && { meanwhile: r.meanwhile }),
    }),
  },
  entry_changed: {
    status: 412,
    title: 'The entry was masked otherwise since you read it',
    detail: () => 'Load it again and select anew.',
    code: 'version_conflict',
    members: versions,
  },
  customer_changed: {
    status: 412,
    title: 'The customer has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  call_changed: {
    status: 412,
    title: 'The reserved call has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  template_changed: {
    status: 412,
    title: 'The template has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  layout_changed: {
    status: 412,
    title: 'The mail layout has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  notice_changed: {
    status: 412,
    title: 'The notice has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  source_changed: {
    status: 412,
    title: 'The API’s settings have changed since you read them',
    code: 'version_conflict',
    members: versions,
  },
  restricted_words_changed: {
    status: 412,
    title: 'The restricted words have changed since you read them',
    code: 'version_conflict',
    members: versions,
  },
  agent_changed: {
    status: 412,
    title: 'The agent has changed since you read them',
    code: 'version_conflict',
    members: versions,
  },
  group_changed: {
    status: 412,
    title: 'The group has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  service_changed: {
    status: 412,
    title: 'The settings have changed since you read them',
    code: 'version_conflict',
    members: versions,
  },
  category_changed: {
    status: 412,
    title: 'The category has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  field_changed: {
    status: 412,
    title: 'The field has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  trigger_changed: {
    status: 412,
    title: 'The trigger has changed since you read it',
    code: 'version_conflict',
    members: versions,
  },
  hours_changed: {
    status: 412,
    title: 'The business hours have changed since you read them',
    code: 'version_conflict',
    members: versions,
  },
  too_large: { status: 413, title: 'The request is too large', members: (r) => ({ limitBytes: r.limitBytes }) },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used for another request' },
  test_mail_limit: {
    status: 429,
    title: 'You have sent yourself many test mails',
    detail: (r) => `There may be ${r.limit} in ten minutes.`,
    members: (r) => ({ limit: r.limit, seconds: r.seconds }),
    retryAfter: (r) => r.seconds,
  },
  internal_error: { status: 500, title: 'Something went wrong' },
  conflict_try_again: { status: 503, title: 'Many changes at once: nothing was written, try again', retryAfter: 1 },
  dependency_timeout: { status: 503, title: 'A part of the desk did not answer in time, try again', retryAfter: 2 },
} as const satisfies { readonly [C in HttpRefusal['code']]: Row<Extract<HttpRefusal, { code: C }>> };

const rowOf = (refusal: HttpRefusal): Row<HttpRefusal> => PROBLEMS[refusal.code] as Row<HttpRefusal>;

/** RFC 9457. `status` is the HTTP status, so the ticket's own is called `ticketStatus`. */
export const toProblem = (refusal: HttpRefusal, requestId: string): Problem => {
  const row = rowOf(refusal);
  const code = row.code ?? refusal.code;
  return {
    type: `/problems/${code.replaceAll('_', '-')}`,
    title: row.title,
    status: row.status,
    code,
    instance: `urn:request:${requestId}`,
    ...(row.detail && { detail: row.detail(refusal) }),
    ...row.members?.(refusal),
  };
};

/** Value of Retry-After in seconds. */
export const retryAfterOf = (refusal: HttpRefusal): number | undefined => {
  const { retryAfter } = rowOf(refusal);
  return typeof retryAfter === 'function' ? retryAfter(refusal) : retryAfter;
};

export const statusOfProblem = (code: ProblemCode): number => PROBLEMS[code].status;
