import * as z from 'zod';
import type { Decision, ProcessCommand } from '../api/use-processing.ts';
import { troubleSchema } from './trouble.ts';

/**
 * What an agent has begun to write on a ticket. Kept in this browser until it is sent, discarded, or the server keeps
 * drafts.
 */
export const draftSchema = z.object({
  html: z.string(),
  command: z.enum(['resolve', 'pend', 'comment']),
  /** The ticket's version that the agent has seen: what came later is shown before anything is sent. */
  seenVersion: z.int(),
  /** Moment of the newest thing that the agent has seen, by the server's clock. */
  seenAt: z.string(),
  savedAt: z.string(),
  /** A decision that was sent and whose outcome nobody knows yet: the same one is sent again. */
  unsettled: z
    .object({ command: z.enum(['resolve', 'pend', 'comment']), html: z.string(), version: z.int(), key: z.string() })
    .nullable(),
  /** The ticket's title, for where drafts are listed. */
  title: z.string().default(''),
  /** Why it was not sent when it was to be; null for one that nobody has tried to send, or not since. */
  trouble: troubleSchema.nullable().default(null),
});
export type Draft = z.infer<typeof draftSchema>;

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What the keys of an agent's drafts in a service begin with; the ticket's number follows. */
export const draftPrefix = (agentId: string, serviceId: string): string => `handover.draft.${agentId}.${serviceId}.`;
export const draftKey = (agentId: string, serviceId: string, number: number): string =>
  `${draftPrefix(agentId, serviceId)}${number}`;

/** The draft that is kept; null when there is none or it can't be read. */
export const readDraft = (storage: DraftStorage, key: string): Draft | null => {
  try {
    const kept = storage.getItem(key);
    return kept === null ? null : (draftSchema.safeParse(JSON.parse(kept)).data ?? null);
  } catch {
    return null;
  }
};

/** Keeps a draft; false when the browser refuses (full, or forbidden). */
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

/**
 * The decision to send: the unsettled one again, with its key and version, when text and command are the same; else a
 * new one.
 */
export const decide = (
  draft: Pick<Draft, 'unsettled' | 'seenVersion'>,
  command: ProcessCommand,
  html: string,
  newKey: () => string,
): Decision => {
  const { unsettled, seenVersion } = draft;
  if (unsettled !== null && unsettled.command === command && unsettled.html === html) return unsettled;
  return { command, html, version: seenVersion, key: newKey() };
};
