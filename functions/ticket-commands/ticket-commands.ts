import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as batchTickets } from './batch-tickets.ts';
import { createHandler as cancelCall } from './cancel-call.ts';
import { createHandler as changeCall } from './change-call.ts';
import { createHandler as commentTicket } from './comment-ticket.ts';
import { createHandler as completeTicket } from './complete-ticket.ts';
import { createHandler as createTicket } from './create-ticket.ts';
import { createHandler as createUpload } from './create-upload.ts';
import { createHandler as deleteTicket } from './delete-ticket.ts';
import { createHandler as discardDraft } from './discard-draft.ts';
import { createHandler as editCustomer } from './edit-customer.ts';
import { createHandler as editTicket } from './edit-ticket.ts';
import { createHandler as finishCall } from './finish-call.ts';
import { createHandler as forwardTicket } from './forward-ticket.ts';
import { createHandler as keepTicket } from './keep-ticket.ts';
import { createHandler as mergeCustomers } from './merge-customers.ts';
import { createHandler as pendTicket } from './pend-ticket.ts';
import { createHandler as reserveCall } from './reserve-call.ts';
import { createHandler as resolveInternally } from './resolve-internally.ts';
import { createHandler as resolveTicket } from './resolve-ticket.ts';
import { createHandler as restoreTicket } from './restore-ticket.ts';
import { createHandler as saveDraft } from './save-draft.ts';
import { createHandler as sendMailAgain } from './send-mail-again.ts';
import { createHandler as unassignTicket } from './unassign-ticket.ts';
import { createHandler as withdrawTransfer } from './withdraw-transfer.ts';
import { createHandler as fillTemplate } from './fill-template.ts';
import { createHandler as starTicket } from './star-ticket.ts';
import { createHandler as unstarTicket } from './unstar-ticket.ts';

export type TicketCommandsDeps = Parameters<typeof sendMailAgain>[0] &
  Parameters<typeof createTicket>[0] &
  Parameters<typeof editCustomer>[0] &
  Parameters<typeof mergeCustomers>[0] &
  Parameters<typeof keepTicket>[0] &
  Parameters<typeof commentTicket>[0] &
  Parameters<typeof resolveTicket>[0] &
  Parameters<typeof createUpload>[0] &
  Parameters<typeof reserveCall>[0] &
  Parameters<typeof changeCall>[0] &
  Parameters<typeof finishCall>[0] &
  Parameters<typeof cancelCall>[0] &
  Parameters<typeof fillTemplate>[0] &
  Parameters<typeof starTicket>[0] &
  Parameters<typeof unstarTicket>[0] &
  Parameters<typeof saveDraft>[0] &
  Parameters<typeof discardDraft>[0] &
  Parameters<typeof batchTickets>[0] &
  Parameters<typeof forwardTicket>[0] &
  Parameters<typeof editTicket>[0] &
  Parameters<typeof resolveInternally>[0];

/** The operations that change tickets. */
export const createHandler = (deps: TicketCommandsDeps): HttpHandler =>
  router([
    [operations.createTicket, createTicket(deps)],
    [operations.editCustomer, editCustomer(deps)],
    [operations.mergeCustomers, mergeCustomers(deps)],
    [operations.keepTicket, keepTicket(deps)],
    [operations.commentTicket, commentTicket(deps)],
    [operations.resolveTicket, resolveTicket(deps)],
    [operations.pendTicket, pendTicket(deps)],
    [operations.forwardTicket, forwardTicket(deps)],
    [operations.unassignTicket, unassignTicket(deps)],
    [operations.editTicket, editTicket(deps)],
    [operations.resolveInternally, resolveInternally(deps)],
    [operations.withdrawTransfer, withdrawTransfer(deps)],
    [operations.completeTicket, completeTicket(deps)],
    [operations.restoreTicket, restoreTicket(deps)],
    [operations.deleteTicket, deleteTicket(deps)],
    [operations.batchTickets, batchTickets(deps)],
    [operations.sendMailAgain, sendMailAgain(deps)],
    [operations.createUpload, createUpload(deps)],
    [operations.reserveCall, reserveCall(deps)],
    [operations.changeCall, changeCall(deps)],
    [operations.finishCall, finishCall(deps)],
    [operations.cancelCall, cancelCall(deps)],
    [operations.fillTemplate, fillTemplate(deps)],
    [operations.saveDraft, saveDraft(deps)],
    [operations.discardDraft, discardDraft(deps)],
    [operations.starTicket, starTicket(deps)],
    [operations.unstarTicket, unstarTicket(deps)],
  ]);
