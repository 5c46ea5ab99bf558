import { changeCall, cancelCall, finishCall } from '../../shared/application/calls/change-call.ts';
import { reserveCall } from '../../shared/application/calls/reserve-call.ts';
import { editCustomer } from '../../shared/application/customers/edit-customer.ts';
import { mergeCustomers } from '../../shared/application/customers/merge-customers.ts';
import { discardDraft } from '../../shared/application/drafts/discard-draft.ts';
import { saveDraft } from '../../shared/application/drafts/save-draft.ts';
import { sendAgain } from '../../shared/application/mail/send-again.ts';
import { fillTemplate } from '../../shared/application/templates/fill-template.ts';
import { pendTicket, resolveTicket } from '../../shared/application/tickets/answer-ticket.ts';
import { batchTickets } from '../../shared/application/tickets/batch-tickets.ts';
import { commentTicket } from '../../shared/application/tickets/comment-ticket.ts';
import { createTicket } from '../../shared/application/tickets/create-ticket.ts';
import { createUpload } from '../../shared/application/tickets/create-upload.ts';
import { deleteTicket } from '../../shared/application/tickets/delete-ticket.ts';
import { editTicket } from '../../shared/application/tickets/edit-ticket.ts';
import { forwardTicket } from '../../shared/application/tickets/forward-ticket.ts';
import { keepTicket } from '../../shared/application/tickets/keep-ticket.ts';
import {
  completeTicket,
  restoreTicket,
  unassignTicket,
  withdrawTransfer,
} from '../../shared/application/tickets/move-ticket.ts';
import { resolveInternally } from '../../shared/application/tickets/resolve-internally.ts';
import { markImportant } from '../../shared/application/tickets/mark-important.ts';
import { operations } from '../../shared/contracts/http/operations.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { byAgentId, command, edit, type NeedsOf, type OperationDeps, serveRows } from '../../shared/http/operation.ts';
import { shownCustomer, shownDraft, shownMail, shownTicket } from '../../shared/http/shown.ts';
import { batchResults } from './batch-results.ts';

export type TicketCommandsDeps = OperationDeps &
  NeedsOf<
    | typeof batchTickets
    | typeof changeCall
    | typeof createTicket
    | typeof createUpload
    | typeof discardDraft
    | typeof editCustomer
    | typeof fillTemplate
    | typeof mergeCustomers
    | typeof resolveInternally
    | typeof saveDraft
    | typeof sendAgain
  >;

/** The operations that change tickets. */
export const createHandler = (deps: TicketCommandsDeps) =>
  serveRows(deps, [
    command(operations.createTicket, createTicket(deps), shownTicket),
    command(operations.keepTicket, keepTicket(deps), shownTicket),
    command(operations.commentTicket, commentTicket(deps), shownTicket),
    command(operations.resolveTicket, resolveTicket(deps), shownTicket),
    command(operations.pendTicket, pendTicket(deps), shownTicket),
    command(operations.forwardTicket, forwardTicket(deps), shownTicket),
    command(operations.unassignTicket, unassignTicket(deps), shownTicket),
    edit(operations.editTicket, editTicket(deps), shownTicket),
    command(operations.resolveInternally, resolveInternally(deps), shownTicket),
    command(operations.withdrawTransfer, withdrawTransfer(deps), shownTicket),
    command(operations.completeTicket, completeTicket(deps), shownTicket),
    command(operations.restoreTicket, restoreTicket(deps), shownTicket),
    command(operations.deleteTicket, deleteTicket(deps)),
    command(operations.batchTickets, async (batch) => ok(await batchTickets(deps)(batch)), batchResults(deps.log)),
    command(
      operations.starTicket,
      byAgentId((ticket) => markImportant(deps)({ ...ticket, important: true })),
    ),
    command(
      operations.unstarTicket,
      byAgentId((ticket) => markImportant(deps)({ ...ticket, important: false })),
    ),

    command(operations.sendMailAgain, sendAgain(deps), (mail) => shownMail(mail, false)),
    command(operations.createUpload, byAgentId(createUpload(deps))),
    command(operations.fillTemplate, fillTemplate(deps)),
    command(operations.saveDraft, byAgentId(saveDraft(deps)), shownDraft),
    command(operations.discardDraft, byAgentId(discardDraft(deps)), shownDraft),

    command(operations.reserveCall, reserveCall(deps)),
    edit(operations.changeCall, byAgentId(changeCall(deps))),
    command(operations.finishCall, byAgentId(finishCall(deps))),
    command(operations.cancelCall, byAgentId(cancelCall(deps))),

    edit(operations.editCustomer, editCustomer(deps), shownCustomer),
    command(operations.mergeCustomers, byAgentId(mergeCustomers(deps)), shownCustomer),
  ]);
