import { trimEnd, trimStart } from '../kernel/trim-ends.ts';

/**
 * SES replaces the Message-ID of what it sends: only the part before `@` is what it told us, the host depends on the
 * region.
 */
const SES_HOST = /@(?:[a-z0-9-]+\.)?amazonses\.com$/i;

export const isSesMessageId = (messageId: string): boolean => SES_HOST.test(messageId);

/**
 * The form in which Message-IDs are stored and looked up: without angle brackets, of SES's own only the part before
 * `@`.
 */
export const normalizeMessageId = (messageId: string): string =>
  trimEnd(trimStart(messageId.trim(), '<'), '>').replace(SES_HOST, '');

/** The Message-ID that readers of our mail see. us-east-1's host is older than the rule. */
export const sesMessageIdHeader = (sesMessageId: string, region: string): string =>
  `${sesMessageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com`;
