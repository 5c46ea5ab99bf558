import { FACTS, type Fact, type FactType } from '../ticket/facts.ts';
import type { TriggerOccasion } from './automation.ts';

type Kind = Exclude<TriggerOccasion['kinds'][number], 'hours_since'>;

/** Facts about an entry that was there before: no entry came with them, and nothing that conditions ask changed. */
const ABOUT_OLD_ENTRIES: readonly FactType[] = ['entry_masked', 'entry_unmasked', 'attachment_removed'];

/** The entry that came with a fact; undefined when none did, as with the masking of an old one. */
export const newEntryOf = ({ type, entryId }: Pick<Fact, 'type' | 'entryId'>): string | undefined =>
  ABOUT_OLD_ENTRIES.includes(type) || type === 'answer_taken_back' ? undefined : entryId;

/** Whether it changes a ticket also where no value that the log tells is another one: forwarded to who has it. */
const changesAnyway = (type: FactType): boolean => FACTS[type]?.activity === true || type === 'answer_taken_back';

const isAnswer = (type: FactType): boolean => type === 'ticket_resolved' || type === 'ticket_pended';

const kindsOf = (fact: Fact): readonly Kind[] => {
  const { type, changes, fieldChanges = {} } = fact;
  const created = type === 'ticket_created';
  const changed = Object.keys(changes).length > 0 || Object.keys(fieldChanges).length > 0 || changesAnyway(type);
  return [
    ...(created ? (['ticket_created'] as const) : []),
    ...(!created && (changed || newEntryOf(fact) !== undefined) ? (['ticket_updated'] as const) : []),
    ...(!created && changes.status !== undefined ? (['status_changed'] as const) : []),
    ...(type === 'customer_replied' ? (['customer_replied'] as const) : []),
    ...(isAnswer(type) ? (['agent_replied'] as const) : []),
    ...(changes.assignee?.after === undefined ? [] : (['ticket_assigned'] as const)),
    ...(type === 'ticket_transferred' ? (['ticket_transferred'] as const) : []),
  ];
};

/**
 * The kinds of event that a ticket's fact is. None: it makes no version of its ticket, tells of an entry that was there
 * before, or leaves the ticket deleted or in the Spam list, where no automation works.
 */
export const occasionOf = (fact: Fact): { readonly kinds: readonly Kind[] } => ({
  kinds: FACTS[fact.type] === null || fact.type === 'ticket_deleted' || fact.spam === true ? [] : kindsOf(fact),
});
