import { agentWorkOperations } from './agent-work.ts';
import { agentOperations } from './agents.ts';
import { callOperations } from './calls.ts';
import { categoryOperations } from './categories.ts';
import { customerInformationOperations } from './customer-information.ts';
import { customerOperations } from './customers.ts';
import type { Operation } from './define-operation.ts';
import { departureOperations } from './departures.ts';
import { deskOperations } from './desk.ts';
import { setupOperations } from './desk-setup.ts';
import { draftOperations } from './drafts.ts';
import { fieldOperations } from './fields.ts';
import { historyOperations } from './history.ts';
import { liveOperations } from './live.ts';
import { mailSettingOperations } from './mail-settings.ts';
import { mailOperations, previewOperations } from './mails.ts';
import { maskingOperations } from './masking.ts';
import { noticeOperations } from './notices.ts';
import { ownAssignmentOperations } from './own-assignment.ts';
import { escalationOperations } from './escalations.ts';
import { outwardOperations } from './outward.ts';
import { preferencesOperations } from './preferences.ts';
import { restrictedWordsOperations } from './restricted-words.ts';
import { serviceOperations } from './services.ts';
import { templateOperations } from './templates.ts';
import { batchOperations } from './ticket-batch.ts';
import { ticketQueries } from './ticket-queries.ts';
import { ticketCommands } from './tickets.ts';
import { triggerRunOperations } from './trigger-runs.ts';
import { triggerOperations } from './triggers.ts';
import { unsavedTextOperations } from './unsaved-texts.ts';
import { uploadOperations } from './uploads.ts';

/** All HTTP operations by their ids. Routes, OpenAPI and the typed client are made from this table alone. */
export const operations = {
  ...deskOperations,
  ...preferencesOperations,
  ...ticketCommands,
  ...batchOperations,
  ...ticketQueries,
  ...historyOperations,
  ...maskingOperations,
  ...mailOperations,
  ...draftOperations,
  ...uploadOperations,
  ...customerOperations,
  ...callOperations,
  ...categoryOperations,
  ...fieldOperations,
  ...noticeOperations,
  ...serviceOperations,
  ...agentOperations,
  ...agentWorkOperations,
  ...departureOperations,
  ...customerInformationOperations,
  ...restrictedWordsOperations,
  ...previewOperations,
  ...templateOperations,
  ...mailSettingOperations,
  ...unsavedTextOperations,
  ...setupOperations,
  ...triggerOperations,
  ...liveOperations,
  ...triggerRunOperations,
  ...ownAssignmentOperations,
  ...escalationOperations,
  ...outwardOperations,
} as const satisfies Record<string, Operation>;
export type Operations = typeof operations;
