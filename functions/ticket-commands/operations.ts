import { changeCall, cancelCall, finishCall } from '../../shared/application/calls/change-call.ts';
import { reserveCall } from '../../shared/application/calls/reserve-call.ts';
import { editCustomer } from '../../shared/application/customers/edit-customer.ts';
import { mergeCustomers } from '../../shared/application/customers/merge-customers.ts';
import { discardDraft } from '../../shared/application/drafts/discard-draft.ts';
import { saveDraft } from '../../shared/application/drafts/save-draft.ts';
import { sendAgain } from '../../shared/application/mail/send-again.ts';

import { editPreferences } from '../../shared/application/preferences/edit-preferences.ts';
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
import { markRead } from '../../shared/application/tickets/mark-read.ts';
import { takeBackAnswer } from '../../shared/application/tickets/take-back-answer.ts';
import { markImportant } from '../../shared/application/tickets/mark-important.ts';
import { escalateTicket } from '../../shared/application/transfers/escalate-ticket.ts';
import { callOperations } from '../../shared/contracts/http/calls.ts';
import { customerOperations } from '../../shared/contracts/http/customers.ts';
import { draftOperations } from '../../shared/contracts/http/drafts.ts';
import { escalationOperations } from '../../shared/contracts/http/escalations.ts';
import { mailOperations } from '../../shared/contracts/http/mails.ts';
import { preferencesOperations } from '../../shared/contracts/http/preferences.ts';
import { templateOperations } from '../../shared/contracts/http/templates.ts';
import { batchOperations } from '../../shared/contracts/http/ticket-batch.ts';
import { ticketCommands } from '../../shared/contracts/http/tickets.ts';
import { uploadOperations } from '../../shared/contracts/http/uploads.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { byAgentId, command, edit, type NeedsOf, type OperationDeps, serveRows } from '../../shared/http/operation.ts';
import { shownCustomer, shownDraft, shownMail, shownPreferences, shownTicket } from '../../shared/http/shown.ts';
import { batchResults } from './batch-results.ts';

export type TicketCommandsDeps = OperationDeps &
  NeedsOf<
    | typeof batchTickets
    | typeof changeCall
    | typeof createTicket
    | typeof createUpload
    | typeof discardDraft
    | typeof editCustomer
    | typeof editPreferences
    | typeof escalateTicket
    | typeof fillTemplate
    | typeof mergeCustomers
    | typeof resolveInternally
    | typeof saveDraft
    | typeof sendAgain
    | typeof takeBackAnswer
  >;

/** The operations that change tickets, and what agents keep for themselves. */
export const createHandler = (deps: TicketCommandsDeps) =>
  serveRows(deps, [
    command(ticketCommands.createTicket, createTicket(deps), shownTicket),
    command(ticketCommands.keepTicket, keepTicket(deps), shownTicket),
    command(ticketCommands.commentTicket, commentTicket(deps), shownTicket),
    command(ticketCommands.resolveTicket, resolveTicket(deps), shownTicket),
    command(ticketCommands.pendTicket, pendTicket(deps), shownTicket),
    command(ticketCommands.takeBackAnswer, takeBackAnswer(deps), shownTicket),
    command(ticketCommands.forwardTicket, forwardTicket(deps), shownTicket),
    command(ticketCommands.unassignTicket, unassignTicket(deps), shownTicket),
    edit(ticketCommands.editTicket, editTicket(deps), shownTicket),
    command(ticketCommands.resolveInternally, resolveInternally(deps), shownTicket),
    command(escalationOperations.escalateTicket, escalateTicket(deps), shownTicket),
    command(ticketCommands.withdrawTransfer, withdrawTransfer(deps), shownTicket),
    command(ticketCommands.completeTicket, completeTicket(deps), shownTicket),
    command(ticketCommands.restoreTicket, restoreTicket(deps), shownTicket),
    command(ticketCommands.deleteTicket, deleteTicket(deps)),
    command(batchOperations.batchTickets, async (batch) => ok(await batchTickets(deps)(batch)), batchResults(deps.log)),
    command(
      ticketCommands.starTicket,
      byAgentId((ticket) => markImportant(deps)({ ...ticket, important: true })),
    ),
    command(
      ticketCommands.unstarTicket,
      byAgentId((ticket) => markImportant(deps)({ ...ticket, important: false })),
    ),
    command(ticketCommands.markRead, byAgentId(markRead(deps))),

    command(mailOperations.sendMailAgain, sendAgain(deps), (mail) => shownMail(mail, false)),
    command(uploadOperations.createUpload, byAgentId(createUpload(deps))),
    command(templateOperations.fillTemplate, fillTemplate(deps)),
    command(draftOperations.saveDraft, byAgentId(saveDraft(deps)), shownDraft),
    command(draftOperations.discardDraft, byAgentId(discardDraft(deps)), shownDraft),

    command(callOperations.reserveCall, reserveCall(deps)),
    edit(callOperations.changeCall, byAgentId(changeCall(deps))),
    command(callOperations.finishCall, byAgentId(finishCall(deps))),
    command(callOperations.cancelCall, byAgentId(cancelCall(deps))),

    edit(
      preferencesOperations.editMyPreferences,
      ({ caller: { agentId }, changes }) => editPreferences(deps)({ agentId, changes }),
      shownPreferences,
    ),

    edit(customerOperations.editCustomer, editCustomer(deps), shownCustomer),
    command(customerOperations.mergeCustomers, byAgentId(mergeCustomers(deps)), shownCustomer),
  ]);
