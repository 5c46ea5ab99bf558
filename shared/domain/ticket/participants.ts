import { normalizeEmail } from '../customer/contacts.ts';
import { addressesToContinue } from '../mail/mail-header.ts';
import type { Decision } from './decision.ts';
import type { FactType } from './facts.ts';

/**
 * Facts that come with something a customer said. An entry is also written again when it is masked, which makes nobody
 * a participant.
 */
const SAID_BY_CUSTOMER: readonly FactType[] = ['ticket_created', 'customer_replied'];

/**
 * Addresses that may continue the ticket from now on: of whoever wrote the new entry and of those who got a copy. Each
 * once.
 */
export const newParticipants = ({ fact, entry }: Pick<Decision, 'fact' | 'entry'>): readonly string[] => {
  if (entry === undefined || !SAID_BY_CUSTOMER.includes(fact.type)) return [];
  const { author, mailHeader } = entry;
  return [
    ...new Set([
      ...(author.kind === 'customer' && author.email !== undefined ? [normalizeEmail(author.email)] : []),
      ...(mailHeader === undefined ? [] : addressesToContinue(mailHeader)),
    ]),
  ];
};
