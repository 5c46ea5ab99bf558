import { normalizeEmail } from '../customer/contacts.ts';
import { addressesToContinue } from '../mail/mail-header.ts';
import type { Entry } from './entry.ts';
import type { Fact, FactType } from './facts.ts';

/**
 * Facts that come with something a customer said. An entry is also written again when it is masked, which makes nobody
 * a participant.
 */
const SAID_BY_CUSTOMER: readonly FactType[] = ['ticket_created', 'customer_replied'];

/**
 * Addresses that may continue the ticket from now on: of whoever wrote the new entries and of those who got a copy.
 * Each once.
 */
export const newParticipants = ({
  facts,
  entries,
}: {
  readonly facts: readonly Pick<Fact, 'type' | 'entryId'>[];
  readonly entries: readonly Entry[];
}): readonly string[] => {
  const said = entries.filter(({ id }) =>
    facts.some(({ type, entryId }) => entryId === id && SAID_BY_CUSTOMER.includes(type)),
  );
  return [
    ...new Set(
      said.flatMap(({ author, mailHeader }) => [
        ...(author.kind === 'customer' && author.email !== undefined ? [normalizeEmail(author.email)] : []),
        ...(mailHeader === undefined ? [] : addressesToContinue(mailHeader)),
      ]),
    ),
  ];
};
