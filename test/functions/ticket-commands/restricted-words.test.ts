import { httpDesk } from '../../support/http-desk.ts';

const aDesk = async (words = ['바보', 'damn']) => {
  const desk = await httpDesk();
  await desk.call('setRestrictedWords', { as: 'boss', body: { words } });
  const kept = async (over: object = {}) => {
    const number = await desk.create(over);
    await desk.call('keepTicket', { params: { number }, body: {} });
    return number;
  };
  return { ...desk, kept };
};

describe.each(['resolveTicket', 'pendTicket'] as const)(
  'given restricted words, when an answer says one: %s',
  (operationId) => {
    it('is refused with their places, writes nothing, and passes once they are gone', async () => {
      const desk = await aDesk();
      const number = await desk.kept();
      const { length } = desk.memory.facts;
      const answer = await desk.call(operationId, {
        params: { number },
        body: { html: '<p>고객님, <b>ㅂㅏ</b>​보 같은 D A M N 질문</p>' },
      });
      expect(answer).toMatchObject({
        status: 409,
        body: {
          code: 'restricted_words',
          matches: [
            { where: 'text', start: 5, end: 9, word: '바보', written: 'ㅂㅏ​보' },
            { where: 'text', start: 13, end: 20, word: 'damn', written: 'D A M N' },
          ],
        },
      });
      expect(desk.memory.facts).toHaveLength(length);
      expect(desk.memory.mails.size).toBe(0);
      expect(
        (await desk.call(operationId, { params: { number }, body: { html: '<p>고객님, 좋은 질문</p>' } })).status,
      ).toBe(200);
      expect(desk.memory.mails.size).toBe(1);
    });

    it('is refused for the subject too', async () => {
      const desk = await aDesk();
      const number = await desk.kept({ title: 'My damn printer' });
      expect(await desk.call(operationId, { params: { number }, body: { html: '<p>ok</p>' } })).toMatchObject({
        status: 409,
        body: { matches: [{ where: 'subject', start: 7, end: 11, written: 'damn' }] },
      });
      await desk.call('editTicket', { params: { number }, body: { title: 'My printer' } });
      expect((await desk.call(operationId, { params: { number }, body: { html: '<p>ok</p>' } })).status).toBe(200);
    });

    it('is refused by the subject that would leave, which may be the layout’s', async () => {
      const desk = await aDesk();
      const kind = operationId === 'resolveTicket' ? 'resolved' : 'pending';
      await desk.layouts.save(
        {
          serviceId: 'support',
          kind,
          language: 'en',
          version: 1,
          subject: 'For #{customer.name}',
          html: '<div>#{content}</div><p>damn</p>',
          text: '#{content}',
          editedBy: 'boss',
          editedAt: '2026-11-22T09:00:00.000Z',
        },
        undefined,
        undefined as never,
      );
      const [number, other] = [
        await desk.kept({ title: 'My damn printer' }),
        await desk.kept({ customer: { name: 'Mr. Damn', email: 'damn@example.com' } }),
      ];
      expect((await desk.call(operationId, { params: { number }, body: { html: '<p>ok</p>' } })).status).toBe(200);
      expect(await desk.call(operationId, { params: { number: other }, body: { html: '<p>ok</p>' } })).toMatchObject({
        status: 409,
        body: { matches: [{ where: 'subject', start: 8, end: 12, written: 'Damn' }] },
      });
    });

    it('is told first of what else it is refused for', async () => {
      const desk = await aDesk();
      const number = await desk.create();
      expect(await desk.call(operationId, { params: { number }, body: { html: '<p>바보</p>' } })).toMatchObject({
        status: 409,
        body: { code: 'illegal_transition' },
      });
    });

    it('is refused by the list of now and of its own service', async () => {
      const desk = await aDesk([]);
      const [number, other] = [await desk.kept(), await desk.kept()];
      await desk.restrictedWords.save(
        { serviceId: 'other', version: 1, words: ['바보'] },
        { serviceId: 'other', version: 0, words: [] },
        undefined as never,
      );
      expect((await desk.call(operationId, { params: { number }, body: { html: '<p>바보</p>' } })).status).toBe(200);
      await desk.call('setRestrictedWords', { as: 'boss', body: { words: ['바보'] } });
      expect((await desk.call(operationId, { params: { number: other }, body: { html: '<p>바보</p>' } })).status).toBe(
        409,
      );
    });

    it('uses up no draft and no upload', async () => {
      const desk = await aDesk();
      const number = await desk.kept();
      const uploadId = await desk.upload('note.txt');
      await desk.call('saveDraft', {
        params: { number },
        body: { version: 0, html: '<p>바보</p>', uploadIds: [uploadId] },
      });
      expect(
        (
          await desk.call(operationId, {
            params: { number },
            body: { html: '<p>바보</p>', uploadIds: [uploadId], draftVersion: 1 },
          })
        ).status,
      ).toBe(409);
      expect(
        (
          await desk.call(operationId, {
            params: { number },
            body: { html: '<p>네</p>', uploadIds: [uploadId], draftVersion: 1 },
          })
        ).status,
      ).toBe(200);
    });
  },
);

it('given a comment, then its words are nobody’s business', async () => {
  const desk = await aDesk();
  const number = await desk.kept();
  expect((await desk.call('commentTicket', { params: { number }, body: { html: '<p>바보</p>' } })).status).toBe(200);
  expect(
    (await desk.call('resolveInternally', { params: { number }, body: { reason: 'other', html: '<p>바보</p>' } }))
      .status,
  ).toBe(200);
});

it('given a batch, then each ticket is answered for itself', async () => {
  const desk = await aDesk();
  const [plain, swearing] = [await desk.kept(), await desk.kept({ title: 'damn' })];
  const batch = (html: string, key: string) =>
    desk.call('batchTickets', {
      headers: { 'idempotency-key': key },
      body: { numbers: [plain, swearing], command: { kind: 'pend', html } },
    });
  expect((await batch('<p>바보</p>', 'b1')).body).toMatchObject({
    results: [
      { ok: false, problem: { code: 'restricted_words', matches: [{ where: 'text' }] } },
      { ok: false, problem: { matches: [{ where: 'subject' }, { where: 'text' }] } },
    ],
  });
  expect((await batch('<p>네</p>', 'b2')).body).toMatchObject({
    results: [
      { ok: true, number: plain },
      { ok: false, number: swearing, problem: { code: 'restricted_words' } },
    ],
  });
});
