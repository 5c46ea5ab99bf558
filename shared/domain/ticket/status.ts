/** The ten statuses of a ticket (product.md §2). Codes are spelled alike in code, JSON, rows, logs and metrics. */
export const TICKET_STATUSES = [
  'unassigned',
  'processing',
  'pending',
  'transferred',
  'transfer_completed',
  'dooray_transferred',
  'dooray_in_progress',
  'dooray_resolved',
  'resolved',
  'completed',
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const STATUS_LABELS = {
  unassigned: 'Unassigned',
  processing: 'Processing',
  pending: 'Pending',
  transferred: 'Transferred (In Progress)',
  transfer_completed: 'Transfer Completed',
  dooray_transferred: 'Dooray Transfer Completed',
  dooray_in_progress: 'Dooray In Progress',
  dooray_resolved: 'Dooray Resolved',
  resolved: 'Resolved',
  completed: 'Completed',
} as const satisfies Record<TicketStatus, string>;
