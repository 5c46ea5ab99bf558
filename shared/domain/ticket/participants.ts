import { normalizeEmail } from '../customer/contacts.ts';
import { addressesToContinue } from '../mail/mail-header.ts';
import type { Decision } from './decision.ts';
import type { FactType } from './facts.ts';

/**
 * Facts whose entry is a message of the customer. An entry is also written when it is masked, which makes nobody a
 * participant.
 */
const CUSTOMER_MESSAGE_FACTS: readonly FactType[] = ['ticket_created', 'customer_replied'];

/**
 * Addresses that may continue the ticket from now on: the writer of the new entry and those who got a copy. Each once.
 */
export const newParticipants = ({ fact, entry }: Pick<Decision, 'fact' | 'entry'>): readonly string[] => {
  if (entry === undefined || !CUSTOMER_MESSAGE_FACTS.includes(fact.type)) return [];
  const { author, mailHeader } = entry;
  return [
    ...new Set([
      ...(author.kind === 'customer' && author.email !== undefined ? [normalizeEmail(author.email)] : []),
      ...(mailHeader === undefined ? [] : addressesToContinue(mailHeader)),
    ]),
  ];
};
