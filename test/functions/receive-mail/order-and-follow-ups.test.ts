import { draftWithNews } from '../../../shared/application/drafts/draft-with-news.ts';
import { receiveMail } from '../../../shared/application/mail/receive-mail.ts';
import { checkNoNewerEntries } from '../../../shared/domain/ticket/answer-ticket.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { aCustomerMail, aDelivery, aMailDesk, type MailDesk } from '../../support/mail-desk.ts';
import { aDraft } from '../../support/drafts.ts';

const ticketOf = (desk: MailDesk, number: number): Ticket => desk.state.tickets.get(`support#${number}`)!;
const ticketsOf = (desk: MailDesk) => [...desk.state.tickets.values()];
const textsOf = async (desk: MailDesk, number: number) =>
  (await desk.tickets.listEntries('support', number, { limit: 20, order: 'oldest' })).items.map(({ text }) => text);
const textOf = (desk: MailDesk, number: number) =>
  (desk.state.entries.get(`support#${number}`) ?? []).map(({ text }) => text);
const first = '<first@mail.example.com>';
const begun = async (over: Partial<Ticket> = {}): Promise<MailDesk> => {
  const desk = await aMailDesk();
  await receiveMail(desk)(
    aDelivery(desk, aCustomerMail({ 'Message-ID': first }, 'mail 0'), { receivedAt: '2026-11-22T08:00:00.000Z' }),
  );
  desk.state.tickets.set('support#1', { ...ticketOf(desk, 1), ...over });
  return desk;
};
const answer = (desk: MailDesk, text: string, receivedAt?: string, headers: Readonly<Record<string, string>> = {}) =>
  receiveMail(desk)(
    aDelivery(
      desk,
      aCustomerMail({ 'In-Reply-To': first, ...headers }, text),
      receivedAt === undefined ? {} : { receivedAt },
    ),
  );

describe('given a burst of mails that are read in another order', () => {
  it('shows them in the order in which our door took them', async () => {
    const desk = await begun();
    for (const n of [1, 3, 5, 2, 4]) await answer(desk, `mail ${n}`, `2026-11-22T08:00:00.00${n}Z`);
    expect(await textsOf(desk, 1)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `mail ${n}`));
    expect(
      desk.state.entries
        .get('support#1')!
        .map(({ at }) => at)
        .toSorted()
        .at(-1),
    ).toBe('2026-11-22T08:00:00.005Z');
  });

  it('keeps the date that each gives itself, unless that can’t be true', async () => {
    const desk = await begun();
    const dates = {
      early: 'Sun, 22 Nov 2026 07:58:00 +0000',
      wrong: 'Thu, 1 Jan 1970 00:00:00 +0000',
      coming: 'Sun, 22 Nov 2026 17:30:00 +0100',
    };
    for (const [text, date] of Object.entries(dates))
      await answer(desk, text, '2026-11-22T08:00:05.000Z', { Date: date });
    const { items } = await desk.tickets.listEntries('support', 1, { limit: 20, order: 'oldest' });
    expect(Object.fromEntries(items.map((entry) => [entry.text, entry.writtenAt]))).toMatchObject({
      early: '2026-11-22T07:58:00.000Z',
      wrong: undefined,
      coming: undefined,
    });
  });

  it('goes by their own dates when they were taken at once, and keeps one order when those are the same too', async () => {
    const desk = await begun();
    const at = '2026-11-22T08:00:01.000Z';
    for (const n of [2, 1, 3]) await answer(desk, `mail ${n}`, at, { Date: `Sun, 22 Nov 2026 07:59:0${n} +0000` });
    expect(await textsOf(desk, 1)).toEqual(['mail 0', 'mail 1', 'mail 2', 'mail 3']);
    const orders = await Promise.all(
      [
        ['a', 'b', 'c'],
        ['c', 'a', 'b'],
      ].map(async (ids) => {
        const other = await begun();
        for (const id of ids)
          await receiveMail(other)(
            aDelivery(other, aCustomerMail({ 'In-Reply-To': first }, id), {
              receivedAt: at,
              sesMessageId: `same-${id}`,
            }),
          );
        return textsOf(other, 1);
      }),
    );
    expect(orders[0]).toEqual(orders[1]);
  });

  it('dates a ticket by its mail’s receipt, and never takes one down in its lists', async () => {
    const desk = await begun();
    expect(ticketOf(desk, 1)).toMatchObject({
      createdAt: '2026-11-22T08:00:00.000Z',
      activityAt: '2026-11-22T08:00:00.000Z',
    });
    await answer(desk, 'new', '2026-11-22T08:30:00.000Z');
    await answer(desk, 'late', '2026-11-22T08:10:00.000Z');
    expect(ticketOf(desk, 1)).toMatchObject({ activityAt: '2026-11-22T08:30:00.000Z', unreadReply: true });
  });

  it('is news to who has seen only what was written before it, though it lies before that', async () => {
    const desk = await begun();
    await answer(desk, 'new', '2026-11-22T08:30:00.000Z');
    const seen = ticketOf(desk, 1).lastEntry!.id;
    expect(checkNoNewerEntries(ticketOf(desk, 1), { agentId: 'agent_1' }, seen).ok).toBe(true);
    await answer(desk, 'late', '2026-11-22T08:10:00.000Z');
    const late = ticketOf(desk, 1).lastEntry!;
    expect(late.id < seen).toBe(true);
    expect(checkNoNewerEntries(ticketOf(desk, 1), { agentId: 'agent_1' }, seen)).toMatchObject({
      ok: false,
      error: { code: 'news_arrived', lastEntryId: late.id },
    });
    expect(checkNoNewerEntries(ticketOf(desk, 1), { agentId: 'agent_1' }, late.id).ok).toBe(true);
    const draft = aDraft({ serviceId: 'support', number: 1, agentId: 'agent_1', begunAfter: seen });
    expect((await draftWithNews(desk)(draft, ticketOf(desk, 1))).arrived.map(({ id }) => id)).toEqual([late.id]);
  });
});

describe('given a completed ticket', () => {
  const completed = () => begun({ status: 'completed' });

  it('makes one ticket of two mails that come one after the other', async () => {
    const desk = await completed();
    await answer(desk, 'one');
    await answer(desk, 'two');
    expect(ticketsOf(desk).map(({ number, followsNumber }) => [number, followsNumber])).toEqual([
      [1, undefined],
      [2, 1],
    ]);
    expect(textOf(desk, 2)).toEqual(['one', 'two']);
  });

  it('makes one ticket of mails that come at once', async () => {
    const desk = await completed();
    await Promise.all(['one', 'two', 'three'].map((text) => answer(desk, text)));
    expect(ticketsOf(desk)).toHaveLength(2);
    expect(textOf(desk, ticketsOf(desk)[1]!.number).toSorted()).toEqual(['one', 'three', 'two']);
  });

  it('goes on along the chain when what follows is completed too', async () => {
    const desk = await completed();
    await answer(desk, 'one');
    desk.state.tickets.set('support#2', { ...ticketOf(desk, 2), status: 'completed' });
    await answer(desk, 'two');
    await answer(desk, 'three');
    expect(ticketsOf(desk).map(({ followsNumber }) => followsNumber)).toEqual([undefined, 1, 2]);
    expect(textOf(desk, 3)).toEqual(['two', 'three']);
  });

  it.each([
    [
      'spam',
      (desk: MailDesk) => {
        desk.state.tickets.set('support#2', { ...ticketOf(desk, 2), status: 'resolved', internalReason: 'spam' });
      },
    ],
    [
      'deleted',
      (desk: MailDesk) => {
        desk.state.tickets.delete('support#2');
      },
    ],
  ])('makes another ticket when what follows is %s', async (_name, end) => {
    const desk = await completed();
    await answer(desk, 'one');
    end(desk);
    await Promise.all(['two', 'three'].map((text) => answer(desk, text)));
    const other = ticketsOf(desk).at(-1)!;
    expect([other.followsNumber, textOf(desk, other.number).toSorted()]).toEqual([1, ['three', 'two']]);
  });
});
