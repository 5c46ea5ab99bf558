import { occasionOf, newEntryOf } from '../../../../shared/domain/trigger/occasion-of.ts';
import { FACTS, FACT_TYPES, type Fact } from '../../../../shared/domain/ticket/facts.ts';
import { aFact } from '../../../support/tickets.ts';

const kindsOf = (fact: Partial<Fact>) => occasionOf(aFact({ entryId: undefined, ...fact })).kinds;
const STATUS = { status: { before: 'processing', after: 'pending' } } as const;
const ASSIGNEE = { assignee: { after: 'agent_2' } } as const;

test.each<readonly [string, Partial<Fact>, readonly string[]]>([
  [
    'a new ticket',
    { type: 'ticket_created', entryId: 'ent_1', changes: { status: { after: 'unassigned' } } },
    ['ticket_created'],
  ],
  [
    'a new ticket that somebody has',
    { type: 'ticket_created', changes: ASSIGNEE },
    ['ticket_created', 'ticket_assigned'],
  ],
  ['a comment', { type: 'ticket_commented', entryId: 'ent_1' }, ['ticket_updated']],
  ['an edit', { type: 'ticket_edited', changes: { title: {} } }, ['ticket_updated']],
  [
    'a field of the service’s own',
    { type: 'ticket_edited', fieldChanges: { code: { encrypted: true } } },
    ['ticket_updated'],
  ],
  ['an edit that changed nothing', { type: 'ticket_edited' }, []],
  [
    'a ticket that was kept',
    { type: 'ticket_kept', changes: { ...STATUS, ...ASSIGNEE } },
    ['ticket_updated', 'status_changed', 'ticket_assigned'],
  ],
  [
    'one that was forwarded to an agent',
    { type: 'ticket_forwarded', changes: ASSIGNEE },
    ['ticket_updated', 'ticket_assigned'],
  ],
  ['one that was forwarded to who has it', { type: 'ticket_forwarded' }, ['ticket_updated']],
  ['what triggers did outside alone', { type: 'ticket_automated' }, []],
  [
    'one that was given back',
    { type: 'ticket_given_back', changes: { assignee: { before: 'agent_1' } } },
    ['ticket_updated'],
  ],
  [
    'an answer',
    { type: 'ticket_resolved', entryId: 'ent_1', changes: STATUS },
    ['ticket_updated', 'status_changed', 'agent_replied'],
  ],
  ['a second interim answer', { type: 'ticket_pended', entryId: 'ent_1' }, ['ticket_updated', 'agent_replied']],
  [
    'an answer taken back',
    { type: 'answer_taken_back', entryId: 'ent_1', changes: STATUS },
    ['ticket_updated', 'status_changed'],
  ],
  ['a second interim answer taken back', { type: 'answer_taken_back', entryId: 'ent_1' }, ['ticket_updated']],
  [
    'a reply of the customer',
    { type: 'customer_replied', entryId: 'ent_1', changes: STATUS },
    ['ticket_updated', 'status_changed', 'customer_replied'],
  ],
  [
    'a reply that changes nothing else',
    { type: 'customer_replied', entryId: 'ent_1' },
    ['ticket_updated', 'customer_replied'],
  ],
  [
    'an escalation',
    { type: 'ticket_transferred', changes: STATUS },
    ['ticket_updated', 'status_changed', 'ticket_transferred'],
  ],
  ['masking', { type: 'entry_masked', entryId: 'ent_1' }, []],
  ['unmasking', { type: 'entry_unmasked', entryId: 'ent_1' }, []],
  ['a file that was removed', { type: 'attachment_removed', entryId: 'ent_1' }, []],
  ['a deleted ticket', { type: 'ticket_deleted', changes: STATUS }, []],
  ['a ticket that came as spam', { type: 'ticket_created', spam: true, entryId: 'ent_1' }, []],
  ['one that was put there', { type: 'ticket_resolved_internally', spam: true, changes: STATUS }, []],
  ['a reply to spam', { type: 'customer_replied', spam: true, entryId: 'ent_1' }, []],
  ['spam that is none', { type: 'ticket_restored', changes: STATUS }, ['ticket_updated', 'status_changed']],
])('%s is of the kinds that triggers know', (_what, fact, kinds) => {
  expect(kindsOf(fact)).toEqual(kinds);
});

test.each(FACT_TYPES.filter((type) => FACTS[type] === null))('%s makes no version, so it begins nothing', (type) => {
  expect(kindsOf({ type, entryId: 'ent_1', changes: STATUS })).toEqual([]);
});

test('an entry came with what wrote one', () => {
  expect(newEntryOf(aFact({ type: 'ticket_commented' }))).toBe('ent_1');
  expect(newEntryOf(aFact({ type: 'entry_masked' }))).toBeUndefined();
  expect(newEntryOf(aFact({ type: 'answer_taken_back' }))).toBeUndefined();
});
