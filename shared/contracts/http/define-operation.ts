import type * as z from 'zod';
import type { Permission } from '../../domain/desk/permissions.ts';

/** Every stable problem code that the API can answer with. */
export const PROBLEM_CODES = [
  'validation_failed',
  'idempotency_key_required',
  'phone_invalid',
  'call_time_invalid',
  'category_not_found',
  'file_refused',
  'unauthenticated',
  'forbidden',
  'not_assignee',
  'administrator_required',
  'group_not_yours',
  'service_not_found',
  'ticket_not_found',
  'entry_not_found',
  'mail_not_found',
  'customer_not_found',
  'call_not_found',
  'notice_not_found',
  'departure_not_found',
  'upload_not_found',
  'category_missing',
  'field_not_found',
  'agent_not_found',
  'agent_group_not_found',
  'source_not_found',
  'illegal_transition',
  'group_required',
  'group_not_found',
  'group_not_theirs',
  'assignee_unavailable',
  'customer_email_missing',
  'reason_not_allowed',
  'duplicate_not_found',
  'mail_not_failed',
  'news_arrived',
  'restricted_words',
  'draft_conflict',
  'upload_incomplete',
  'files_too_large_to_mail',
  'too_many_stars',
  'contact_taken',
  'customer_merged',
  'customers_same',
  'too_many_contacts',
  'call_ended',
  'category_id_taken',
  'category_below_itself',
  'category_too_deep',
  'too_many_categories',
  'field_code_taken',
  'too_many_fields',
  'too_many_notices',
  'too_many_sources',
  'version_conflict',
  'idempotency_key_reused',
  'too_large',
  'selection_out_of_range',
  'mask_not_found',
  'attachment_not_found',
  'unmask_not_allowed',
  'too_many_masks',
  'channel_not_enabled',
  'agent_exists',
  'last_administrator',
  'group_exists',
  'group_has_agents',
  'service_exists',
  'address_taken',
  'template_not_found',
  'search_code_taken',
  'too_many_templates',
  'sender_not_verified',
  'conflict_try_again',
  'dependency_timeout',
  'route_not_found',
  'internal_error',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Lambdas that serve HTTP operations: one function per permission group. */
export const OPERATION_GROUPS = [
  'ticket-commands',
  'ticket-queries',
  'administration',
  'live-access',
  'customer-information',
  'confidential',
  'mail-preview',
] as const;
export type OperationGroup = (typeof OPERATION_GROUPS)[number];

/** One HTTP operation as data: routes, parsing, OpenAPI and the typed client come from it. */
export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** API Gateway's form: `/services/{serviceId}/tickets/{number}`. */
  readonly path: string;
  readonly group: OperationGroup;
  /** What the caller must be allowed in the service of the path; null where the path names none. */
  readonly permission: Permission | null;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodObject | null;
  readonly response: { readonly status: number; readonly schema: z.ZodType };
  /** Refuses or honours these request headers. */
  readonly headers: {
    readonly ifMatch: boolean;
    readonly idempotencyKey: boolean | 'required';
    readonly etag: boolean;
  };
  readonly problems: readonly ProblemCode[];
};

/** Keeps the literal types of an operation. */
export const defineOperation = <const O extends Operation>(operation: O): O => operation;
