import { trimEnd, trimStart } from '../kernel/plain-text.ts';

/**
 * SES replaces the Message-ID of what it sends: the part before `@` is the id that SES returned, the host depends on
 * the region.
 */
const SES_HOST = /@(?:[a-z0-9-]+\.)?amazonses\.com$/i;

export const isSesMessageId = (messageId: string): boolean => SES_HOST.test(messageId);

/** Normalizes a Message-ID for storing and finding: without angle brackets; of SES's own only the part before `@`. */
export const normalizeMessageId = (messageId: string): string =>
  trimEnd(trimStart(messageId.trim(), '<'), '>').replace(SES_HOST, '');

/** The Message-ID that recipients of our mail see. The host of us-east-1 is an exception. */
export const sesMessageIdHeader = (sesMessageId: string, region: string): string =>
  `${sesMessageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com`;
