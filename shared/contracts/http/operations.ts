import { addAgent, createGroup, editAgent, editGroup, removeGroup } from './agents.ts';
import { cancelCall, changeCall, finishCall, listOpenCalls, listTicketCalls, reserveCall } from './calls.ts';
import {
  askCustomerInformation,
  createInformationSource,
  deleteInformationSource,
  editInformationSource,
  listInformationSources,
  listInformationSourceSettings,
} from './customer-information.ts';
import { dismissDeparture, listDepartures } from './departures.ts';
import { createCategory, editCategory } from './categories.ts';
import { editCustomer, findCustomer, getCustomer, listCustomerTickets, mergeCustomers } from './customers.ts';
import type { Operation } from './define-operation.ts';
import { getMe, getService } from './desk.ts';
import { exportSetup, importSetup } from './desk-setup.ts';
import { discardDraft, getDraft, listDraftVersions, saveDraft } from './drafts.ts';
import { createField, deleteField, editField, listFields, revealField } from './fields.ts';
import { listEntries, listEvents } from './history.ts';
import { createConnectTicket, getFigures, getPresence } from './live.ts';
import { getRestrictedWords, setRestrictedWords } from './restricted-words.ts';
import {
  listMailAddresses,
  listMailLayouts,
  resetMailLayout,
  saveMailLayout,
  verifyMailAddress,
} from './mail-settings.ts';
import { previewAnswer, sendMailAgain } from './mails.ts';
import { createNotice, deleteNotice, editNotice, listNotices } from './notices.ts';
import { createService, editService, listServiceEvents } from './services.ts';
import {
  commentTicket,
  completeTicket,
  createTicket,
  deleteTicket,
  editTicket,
  forwardTicket,
  keepTicket,
  pendTicket,
  resolveInternally,
  resolveTicket,
  restoreTicket,
  starTicket,
  unassignTicket,
  unstarTicket,
  withdrawTransfer,
} from './tickets.ts';
import { findPersonalData, maskEntry, removeAttachment, revealMask, unmaskEntry } from './masking.ts';
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  fillTemplate,
  getTemplate,
  listTemplates,
  listTemplateVariables,
} from './templates.ts';
import { batchTickets } from './ticket-batch.ts';
import { getListCounts, getTicket, listTickets } from './ticket-queries.ts';
import { createUpload } from './uploads.ts';

/** All HTTP operations by their ids. Routes, OpenAPI and the typed client are made from this table alone. */
export const operations = {
  getMe,
  getService,
  createTicket,
  keepTicket,
  forwardTicket,
  unassignTicket,
  commentTicket,
  editTicket,
  resolveTicket,
  pendTicket,
  resolveInternally,
  withdrawTransfer,
  completeTicket,
  restoreTicket,
  deleteTicket,
  starTicket,
  unstarTicket,
  batchTickets,
  listTickets,
  getListCounts,
  getTicket,
  listEntries,
  listEvents,
  findPersonalData,
  maskEntry,
  unmaskEntry,
  revealMask,
  removeAttachment,
  sendMailAgain,
  getDraft,
  saveDraft,
  discardDraft,
  listDraftVersions,
  createUpload,
  findCustomer,
  getCustomer,
  listCustomerTickets,
  editCustomer,
  mergeCustomers,
  reserveCall,
  changeCall,
  finishCall,
  cancelCall,
  listOpenCalls,
  listTicketCalls,
  createCategory,
  editCategory,
  listFields,
  createField,
  editField,
  deleteField,
  revealField,
  listNotices,
  createNotice,
  editNotice,
  deleteNotice,
  createService,
  editService,
  listServiceEvents,
  addAgent,
  editAgent,
  createGroup,
  editGroup,
  removeGroup,
  listDepartures,
  dismissDeparture,
  listInformationSources,
  askCustomerInformation,
  listInformationSourceSettings,
  createInformationSource,
  editInformationSource,
  deleteInformationSource,
  getRestrictedWords,
  setRestrictedWords,
  previewAnswer,
  listTemplateVariables,
  listTemplates,
  getTemplate,
  createTemplate,
  editTemplate,
  deleteTemplate,
  fillTemplate,
  listMailLayouts,
  saveMailLayout,
  resetMailLayout,
  listMailAddresses,
  verifyMailAddress,
  exportSetup,
  importSetup,
  getFigures,
  createConnectTicket,
  getPresence,
} as const satisfies Record<string, Operation>;
export type Operations = typeof operations;
