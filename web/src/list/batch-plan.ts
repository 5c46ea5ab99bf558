import type * as z from 'zod';
import type { batchCommand } from '../../../shared/contracts/http/ticket-batch.ts';
import { isAllowed, mayGive, type ActingAgent, type TicketCommand } from '../../../shared/domain/ticket/lifecycle.ts';
import { standingOf } from '../desk/api/ticket-queries.ts';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import type { Obstacle } from '../desk/obstacle-words.ts';

/** What a batch does to each of its tickets, as the API takes it. */
export type BatchCommand = Exclude<z.input<ReturnType<typeof batchCommand>>, { readonly kind: 'undo' }>;
export type BatchKind = BatchCommand['kind'];
/** In the order of the batch bar. */
export const BATCH_KINDS = [
  'comment',
  'resolve',
  'pend',
  'resolve_internally',
  'keep',
  'forward',
  'set_priority',
  'mark_important',
] as const satisfies readonly BatchKind[];

/** The command of the lifecycle table; marking a ticket as important is none. */
const IN_LIFECYCLE: Readonly<Record<Exclude<BatchKind, 'mark_important'>, TicketCommand>> = {
  comment: 'comment',
  resolve: 'resolve',
  pend: 'pend',
  resolve_internally: 'resolve_internally',
  keep: 'keep',
  forward: 'forward',
  set_priority: 'edit',
};

export type Planned = { readonly row: TicketRowView; readonly obstacle: Obstacle };

const obstacleOf = (kind: BatchKind, row: TicketRowView, agent: ActingAgent): Obstacle | null => {
  if (kind === 'mark_important') return null;
  const { assigneeId, customer } = row;
  const standing = standingOf(row);
  const command = IN_LIFECYCLE[kind];
  if (!isAllowed(command, standing)) {
    if (kind === 'keep' && assigneeId === agent.agentId) return 'yours_already';
    return isAllowed('keep', standing) ? 'keep_first' : 'status';
  }
  if (!mayGive(command, { ...standing, ...(assigneeId === null ? {} : { assigneeId }) }, agent)) return 'not_assignee';
  return (kind === 'resolve' || kind === 'pend') && customer.email === undefined ? 'no_address' : null;
};

/** What a command would do to these tickets: which take it, and why others don't, as far as their rows tell. */
export const planBatch = (
  kind: BatchKind,
  rows: readonly TicketRowView[],
  agent: ActingAgent,
): { readonly able: readonly TicketRowView[]; readonly unable: readonly Planned[]; readonly customers: number } => {
  const planned = rows.map((row) => ({ row, obstacle: obstacleOf(kind, row, agent) }));
  const able = planned.flatMap(({ row, obstacle }) => (obstacle === null ? row : []));
  return {
    able,
    unable: planned.flatMap(({ row, obstacle }) => (obstacle === null ? [] : { row, obstacle })),
    customers: new Set(able.map(({ customer }) => customer.email)).size,
  };
};
