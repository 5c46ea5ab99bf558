import { cancelCall, changeCall, finishCall, listOpenCalls, listTicketCalls, reserveCall } from './calls.ts';
import { editCustomer, findCustomer, getCustomer, listCustomerTickets, mergeCustomers } from './customers.ts';
import type { Operation } from './define-operation.ts';
import { getMe, getService } from './desk.ts';
import { discardDraft, getDraft, listDraftVersions, saveDraft } from './drafts.ts';
import { listEntries, listEvents } from './history.ts';
import { createConnectTicket, getFigures, getPresence } from './live.ts';
import { createNotice, deleteNotice, editNotice, listNotices } from './notices.ts';
import {
  batchTickets, commentTicket, completeTicket, createTicket, deleteTicket, editTicket, forwardTicket, getListCounts, getTicket, keepTicket, listTickets, pendTicket, resolveInternally, resolveTicket,
  restoreTicket, starTicket, unassignTicket, unstarTicket, withdrawTransfer,
} from './tickets.ts';
import { createUpload } from './uploads.ts';

/** Every HTTP operation by its id: routes, OpenAPI and the typed client are made from this and nothing else. */
export const operations = {
  getMe, getService,
  createTicket, keepTicket, forwardTicket, unassignTicket, commentTicket, editTicket, resolveTicket, pendTicket, resolveInternally, withdrawTransfer, completeTicket, restoreTicket, deleteTicket,
  starTicket, unstarTicket, batchTickets,
  listTickets, getListCounts, getTicket, listEntries, listEvents,
  getDraft, saveDraft, discardDraft, listDraftVersions, createUpload,
  findCustomer, getCustomer, listCustomerTickets, editCustomer, mergeCustomers,
  reserveCall, changeCall, finishCall, cancelCall, listOpenCalls, listTicketCalls,
  listNotices, createNotice, editNotice, deleteNotice,
  getFigures, createConnectTicket, getPresence,
} as const satisfies Record<string, Operation>;
export type Operations = typeof operations;
