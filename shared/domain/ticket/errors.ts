import type { TicketCommand } from './lifecycle.ts';
import type { TicketStatus } from './status.ts';

/** Why a command was refused. Every code has a row in http/problems.ts. */
export type TicketRefusal =
  | { readonly code: 'ticket_not_found'; readonly number: number }
  | { readonly code: 'illegal_transition'; readonly command: TicketCommand; readonly status: TicketStatus; readonly allowed: readonly TicketCommand[]; readonly assigneeId?: string; readonly assigneeName?: string }
  | { readonly code: 'not_assignee'; readonly command: TicketCommand; readonly assigneeId?: string; readonly assigneeName?: string }
  | { readonly code: 'group_required'; readonly groupIds: readonly string[] }
  | { readonly code: 'group_not_yours'; readonly groupId: string }
  | { readonly code: 'customer_email_missing' }
  /** Nothing is left to read once the text is sanitized. */
  | { readonly code: 'text_required' }
  | { readonly code: 'version_conflict'; readonly expected: number; readonly actual: number };
