import * as z from 'zod';
import { ENTRY_KINDS } from '../../domain/ticket/entry.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { html, orNull, pageQuery } from './plain-values.ts';
import { ticketParams, uploadIds } from './ticket-shapes.ts';

const problems = [...serviceProblems, 'ticket_not_found'] as const;

export const draftDto = once(() =>
  z
    .object({
      /** 0 when nothing was ever written. */
      version: z.int(),
      html: z.string(),
      uploadIds: z.array(z.string()),
      /** What was uploaded under these ids, as far as it was there when the draft was saved. */
      files: z.array(
        z.object({ uploadId: z.string(), name: z.string(), type: z.string(), /** Bytes. */ size: z.int() }),
      ),
      begunAt: orNull(z.string()),
      savedAt: orNull(z.string()),
      /** Entries that others added to the history since the draft was begun; at most 20, oldest first. */
      arrived: z.array(
        z.object({
          entryId: z.string(),
          kind: z.enum(ENTRY_KINDS),
          at: z.string(),
          by: z.object({ kind: z.enum(['agent', 'customer', 'system']), agentId: z.string().exactOptional() }),
        }),
      ),
    })
    .meta({ id: 'Draft' }),
);

export const getDraft = defineOperation({
  operationId: 'getDraft',
  summary: 'Your draft on a ticket, with what arrived since it was begun',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/draft',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: draftDto },
  headers: noHeaders,
  problems,
});

export const saveDraft = defineOperation({
  operationId: 'saveDraft',
  summary: 'Save your draft on a ticket; the editor does so by itself',
  method: 'PUT',
  path: '/services/{serviceId}/tickets/{number}/draft',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      html: html(0),
      uploadIds: uploadIds().default([]),
      /**
       * The version that was loaded or saved last, or 0 for a new draft. When another window has saved a newer version,
       * the draft is refused, and both texts can be loaded.
       */
      version: z.int().nonnegative(),
    }),
  response: { status: 200, schema: draftDto },
  headers: noHeaders,
  problems: [...problems, 'draft_conflict', 'too_large', 'conflict_try_again'],
});

export const discardDraft = defineOperation({
  operationId: 'discardDraft',
  summary: 'Throw your draft away; the clock still has it',
  method: 'DELETE',
  path: '/services/{serviceId}/tickets/{number}/draft',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: () => z.strictObject({ version: z.int().positive() }),
  body: null,
  response: { status: 200, schema: draftDto },
  headers: noHeaders,
  problems: [...problems, 'draft_conflict', 'conflict_try_again'],
});

export const listDraftVersions = defineOperation({
  operationId: 'listDraftVersions',
  summary: 'What you wrote on a ticket before: states of drafts and sent texts, newest first',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/draft/versions',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          versions: z.array(
            z.object({
              version: z.int(),
              html: z.string(),
              text: z.string(),
              savedAt: z.string(),
              /** The entry of the history that was sent with this text. */
              sentAs: orNull(z.string()),
            }),
          ),
        })
        .meta({ id: 'DraftVersions' }),
  },
  headers: noHeaders,
  problems,
});

export const listDrafts = defineOperation({
  operationId: 'listDrafts',
  summary: 'What you wrote on tickets and have not sent, from any machine; the newest begun first',
  method: 'GET',
  path: '/services/{serviceId}/drafts',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: () => z.strictObject(pageQuery),
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          drafts: z.array(
            z.object({
              number: z.int(),
              /** The ticket's. */
              title: z.string(),
              version: z.int(),
              begunAt: z.string(),
              savedAt: z.string(),
            }),
          ),
          nextCursor: orNull(z.string()),
        })
        .meta({ id: 'UnsentDrafts' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const draftOperations = {
  getDraft,
  saveDraft,
  discardDraft,
  listDraftVersions,
  listDrafts,
} as const;
