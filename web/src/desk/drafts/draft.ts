import * as z from 'zod';
import type { TicketCommand } from '../../../../shared/domain/ticket/lifecycle.ts';
import { troubleSchema } from './trouble.ts';

/** What the editor can do with a text. */
export const PROCESS_COMMANDS = ['resolve', 'pend', 'comment'] as const satisfies readonly TicketCommand[];
export type ProcessCommand = (typeof PROCESS_COMMANDS)[number];

/** A file of a draft. Its bytes are never kept in the browser: without an upload it has to be attached again. */
const draftFileSchema = z.object({
  /** Names the file within the console. */
  id: z.string(),
  name: z.string(),
  type: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Null until it has arrived whole. */
  uploadId: z.string().nullable(),
});
export type DraftFile = Readonly<z.infer<typeof draftFileSchema>>;

const decisionSchema = z.object({
  command: z.enum(PROCESS_COMMANDS),
  html: z.string(),
  uploadIds: z.array(z.string()).default([]),
  /** The version of the server's draft that it uses up; null until it is sent, or when there is none. */
  draftVersion: z.int().nullable().default(null),
  /** The version of the ticket that the agent decided on. */
  version: z.int(),
  /** The idempotency key: the same for every attempt to send this decision. */
  key: z.string(),
});
/** A text that the agent decided to send, and the command that it is sent by. */
export type Decision = Readonly<z.infer<typeof decisionSchema>>;

/** A state of the draft at the server. */
const serverDraftSchema = z.object({ version: z.int(), html: z.string(), uploadIds: z.array(z.string()) });

/**
 * What an agent has begun to write on a ticket. The server keeps it; this browser has it as well until it is sent or
 * discarded.
 */
const draftSchema = z.object({
  /** Empty while the draft is of files alone. */
  html: z.string(),
  files: z.array(draftFileSchema).default([]),
  command: z.enum(PROCESS_COMMANDS),
  /**
   * The newest version of the ticket that the agent has seen; a later one must be looked at before an answer is sent.
   */
  seenVersion: z.int(),
  /** Time of the newest entry or change that the agent has seen, by the server's clock. */
  seenAt: z.string(),
  savedAt: z.string(),
  /** A decision that was sent and whose outcome is unknown: the next attempt sends the same one. */
  unsettled: decisionSchema.nullable(),
  /** The ticket's title, for where drafts are listed. */
  title: z.string().default(''),
  /** Why the last attempt to send it failed; null when there was none, or when the text was sent again since. */
  trouble: troubleSchema.nullable().default(null),
  /** The state of the server's draft that this text goes on from; null when it was never there. */
  server: serverDraftSchema.nullable().default(null),
  /** Another text that the server has, written elsewhere meanwhile. Until the agent chooses, both stay. */
  other: serverDraftSchema
    .extend({ savedAt: z.string(), files: z.array(draftFileSchema) })
    .nullable()
    .default(null),
});
export type Draft = z.infer<typeof draftSchema>;

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The beginning of the storage keys of an agent's drafts in a service; the ticket's number follows. */
export const draftPrefix = (agentId: string, serviceId: string): string => `handover.draft.${agentId}.${serviceId}.`;
export const draftKey = (agentId: string, serviceId: string, number: number): string =>
  `${draftPrefix(agentId, serviceId)}${number}`;

/** Null when there is no draft under the key, or when it can't be read. */
export const readDraft = (storage: DraftStorage, key: string): Draft | null => {
  try {
    const kept = storage.getItem(key);
    return kept === null ? null : (draftSchema.safeParse(JSON.parse(kept)).data ?? null);
  } catch {
    return null;
  }
};

/** Returns false when the browser's storage is full or forbidden. */
export const writeDraft = (storage: DraftStorage, key: string, draft: Draft): boolean => {
  try {
    storage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
};

export const removeDraft = (storage: DraftStorage, key: string): void => {
  try {
    storage.removeItem(key);
  } catch {
    // Nothing could be kept there either.
  }
};

/** The ids of the uploads that a text carries. */
export const uploadIdsOf = ({ files }: { readonly files: readonly DraftFile[] }): string[] =>
  files.flatMap(({ uploadId }) => uploadId ?? []);

/** Whether the server's draft lacks something of this one. */
export const isUnsaved = ({ html, files, server }: Pick<Draft, 'html' | 'files' | 'server'>): boolean =>
  server === null || server.html !== html || server.uploadIds.join() !== uploadIdsOf({ files }).join();

/**
 * The decision to send: the unsettled one when its text, files and command are the same, so that it can't be done
 * twice.
 */
export const decide = (
  draft: Pick<Draft, 'unsettled' | 'seenVersion' | 'files'>,
  command: ProcessCommand,
  html: string,
  newKey: () => string,
): Decision => {
  const { unsettled, seenVersion } = draft;
  const uploadIds = uploadIdsOf(draft);
  if (
    unsettled !== null &&
    unsettled.command === command &&
    unsettled.html === html &&
    unsettled.uploadIds.join() === uploadIds.join()
  )
    return unsettled;
  return { command, html, uploadIds, draftVersion: null, version: seenVersion, key: newKey() };
};
