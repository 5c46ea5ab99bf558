import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { MessageBody } from '../../domain/ticket/decision.ts';
import type { RichText } from '../ports/writing.ts';

/** HTML and plain text of an agent together, in bytes of UTF-8: a row of DynamoDB holds 400 KB. */
export const AGENT_TEXT_BYTES = 256 * 1024;

/**
 * A text as an agent gives it. `seenEntryId` is the newest entry that he has seen: with something newer by others an
 * answer is refused; a comment never is.
 */
export type WrittenText = { readonly html: string; readonly seenEntryId?: string };

export type TooLarge = { readonly code: 'too_large'; readonly limitBytes: number };

/** What an agent wrote, safe to show and to mail. */
export const sanitizeText = (richText: RichText, html: string): Result<MessageBody, TooLarge> => {
  const body = richText.sanitize(html);
  const { length } = new TextEncoder().encode(body.html + body.text);
  return length > AGENT_TEXT_BYTES ? err({ code: 'too_large', limitBytes: AGENT_TEXT_BYTES }) : ok(body);
};
