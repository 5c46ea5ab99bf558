import { randomBytes, randomUUID } from 'node:crypto';

/** An id as SES gives to what is sent: time, then chance. Its header form is `<id@host>`. */
export const newSentId = (now: Date): string =>
  `0100${now.getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;

const base36 = '0123456789abcdefghijklmnopqrstuvwxyz';

/** An id as SES gives to what it receives: 40 lower-case letters and digits. */
export const newReceivedId = (): string => [...randomBytes(40)].map((byte) => base36[byte % 36]).join('');

/** The host of the Message-IDs that SES sets; us-east-1's is older than the rule. */
export const messageIdHost = (region: string): string =>
  region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
