import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { MessageBody } from '../../domain/ticket/decision.ts';
import type { RichText } from '../ports/writing.ts';

/** Bytes of UTF-8 that HTML and plain text of an agent may have together: a DynamoDB row holds 400 KB. */
export const AGENT_TEXT_BYTES = 256 * 1024;

/**
 * A text as an agent wrote it. `seenEntryId` is the newest entry that the agent has seen: an answer is refused when
 * somebody else added one after it, a comment never is.
 */
export type WrittenText = { readonly html: string; readonly seenEntryId?: string };

export type TooLarge = { readonly code: 'too_large'; readonly limitBytes: number };

/** Makes a text of an agent safe to show and to mail; refuses one that is too large. */
export const sanitizeText = (richText: RichText, html: string): Result<MessageBody, TooLarge> => {
  const body = richText.sanitize(html);
  const { length } = new TextEncoder().encode(body.html + body.text);
  return length > AGENT_TEXT_BYTES ? err({ code: 'too_large', limitBytes: AGENT_TEXT_BYTES }) : ok(body);
};
