import { answerTicket } from '../../../../shared/domain/ticket/answer-ticket.ts';
import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import { seesAll } from '../../../../shared/domain/ticket/sees-all.ts';
import { aMoment, anAgent, aService, aTicket } from '../../../support/tickets.ts';

const refused = { ok: false, error: { code: 'news_arrived', lastEntryId: 'ent_5' } };
const newest = (by: string) => aTicket({ lastEntry: { id: 'ent_5', by } });

it.each([
  ['something newer by the customer', 'customer', 'ent_4', false],
  ['something newer by a colleague', 'agent_2', 'ent_4', false],
  ['something newer by themselves', 'agent_1', 'ent_4', true],
  ['nothing newer', 'customer', 'ent_5', true],
  ['a writer who does not say what they have seen', 'customer', undefined, true],
])('given %s', (_name, by, seen, ok) => {
  expect(seesAll(newest(by), anAgent(), seen)).toEqual(ok ? { ok: true, value: newest(by) } : refused);
});

it('given a ticket without an entry, then nothing is missed', () => {
  expect(seesAll(aTicket(), anAgent(), 'ent_1')).toMatchObject({ ok: true });
});

it('is asked by answers and comments', () => {
  const command = { agent: anAgent(), service: aService(), said: { html: 'x', text: 'x' }, seenEntryId: 'ent_4' };
  expect(answerTicket('resolve', newest('customer'), command, aMoment())).toEqual(refused);
  expect(answerTicket('pend', newest('customer'), command, aMoment())).toEqual(refused);
  expect(commentTicket(newest('customer'), command, aMoment())).toEqual(refused);
});
