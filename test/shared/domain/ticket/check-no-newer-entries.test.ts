import { answerTicket, checkNoNewerEntries } from '../../../../shared/domain/ticket/answer-ticket.ts';
import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { aContext, anAgent, aService, aTicket } from '../../../support/tickets.ts';

const refused = { ok: false, error: { code: 'news_arrived', lastEntryId: 'ent_5' } };
const newest = (by: string) => aTicket({ lastEntry: { id: 'ent_5', by } });

it.each([
  ['something newer by the customer', 'customer', 'ent_4', false],
  ['something newer by a colleague', 'agent_2', 'ent_4', false],
  ['something newer by themselves', 'agent_1', 'ent_4', true],
  ['nothing newer', 'customer', 'ent_5', true],
  ['a writer who does not say what they have seen', 'customer', undefined, true],
])('given %s', (_name, by, seen, ok) => {
  expect(checkNoNewerEntries(newest(by), anAgent(), seen)).toEqual(ok ? { ok: true, value: newest(by) } : refused);
});

it('given a ticket without an entry, then nothing is missed', () => {
  expect(checkNoNewerEntries(aTicket(), anAgent(), 'ent_1')).toMatchObject({ ok: true });
});

it('given a customer’s reply and then one’s own comment, then the reply is still news', () => {
  const answered = aTicket({ lastEntry: { id: 'ent_6', by: 'agent_1' }, otherEntry: { id: 'ent_5', by: 'customer' } });
  expect(checkNoNewerEntries(answered, anAgent(), 'ent_4')).toEqual(refused);
  expect(checkNoNewerEntries(answered, anAgent(), 'ent_5')).toMatchObject({ ok: true });
  expect(checkNoNewerEntries(answered, anAgent({ agentId: 'agent_2' }), 'ent_5')).toMatchObject({
    ok: false,
    error: { lastEntryId: 'ent_6' },
  });
});

it('is told the newest entries of two by every entry that is written', () => {
  const write = (ticket: Ticket, agentId: string, entryId: string): Ticket => {
    const decided = commentTicket(
      ticket,
      { agent: anAgent({ agentId }), body: { html: 'x', text: 'x' } },
      aContext({ entryId }),
    );
    if (!decided.ok) throw new Error('A comment is always taken');
    return decided.value.ticket;
  };
  const written = [
    ['a', 'ent_1'],
    ['b', 'ent_2'],
    ['b', 'ent_3'],
    ['a', 'ent_4'],
    ['a', 'ent_5'],
  ].reduce((ticket, [by, id]) => write(ticket, by!, id!), aTicket());
  expect(written).toMatchObject({ lastEntry: { id: 'ent_5', by: 'a' }, otherEntry: { id: 'ent_3', by: 'b' } });
});

it('is asked by answers; a comment stays in the house and is never refused for what arrived', () => {
  const command = { agent: anAgent(), service: aService(), body: { html: 'x', text: 'x' }, seenEntryId: 'ent_4' };
  expect(answerTicket('resolve', newest('customer'), command, aContext())).toEqual(refused);
  expect(answerTicket('pend', newest('customer'), command, aContext())).toEqual(refused);
  expect(commentTicket(newest('customer'), command, aContext())).toMatchObject({ ok: true });
});
