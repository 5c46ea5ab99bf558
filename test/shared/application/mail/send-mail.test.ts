import { sendMail } from '../../../../shared/application/mail/send-mail.ts';
import { settleMail } from '../../../../shared/application/mail/settle-mail.ts';
import type { OutgoingMail } from '../../../../shared/domain/mail/outgoing-mail.ts';
import { aMailDesk, type MailDesk, scriptedMailer } from '../../../support/mail-desk.ts';
import { aMail, anEntry, aTicket } from '../../../support/tickets.ts';

const request = { serviceId: 'support', number: 1024, mailId: 'mail_1', correlationId: 'cor_9' };

const withMail = async (mail: Partial<OutgoingMail> = {}): Promise<MailDesk> => {
  const desk = await aMailDesk();
  desk.state.tickets.set('support#1024', aTicket({ status: 'resolved' }));
  desk.state.entries.set('support#1024', [
    anEntry({ id: 'ent_0', messageId: 'first@mail.example.com' }),
    anEntry({
      id: 'ent_1',
      kind: 'agent_reply',
      author: { kind: 'agent', agentId: 'agent_1' },
      html: '<p>Use water</p>',
      text: 'Use water',
      mailId: 'mail_1',
    }),
  ]);
  desk.state.mails.set('mail_1', aMail({ entryId: 'ent_1', ...mail }));
  return desk;
};
const mailOf = (desk: MailDesk) => desk.state.mails.get('mail_1')!;
const facts = (desk: MailDesk) => desk.state.facts.map(({ type }) => type);
const at = (desk: MailDesk, seconds: number) => ({
  ...desk,
  clockAndIds: { ...desk.clockAndIds, now: () => new Date(Date.parse('2026-11-22T10:00:00.000Z') + seconds * 1000) },
});
const UNKNOWN = new Error('socket hang up');

describe('given a queued mail', () => {
  it('sends it, and tells of it in the ticket’s log', async () => {
    const desk = await withMail();
    expect(await sendMail(desk)(request)).toEqual({ kind: 'done' });
    expect(desk.mailer.accepted).toEqual([
      expect.objectContaining({
        from: 'support@example.com',
        to: ['customer@example.com'],
        tags: { mailId: 'mail_1', serviceId: 'support', number: '1024' },
      }),
    ]);
    expect(mailOf(desk)).toMatchObject({ status: 'sent', attempts: 1, sesMessageId: '0100-1' });
    expect(desk.state.facts).toEqual([
      expect.objectContaining({
        type: 'mail_sent',
        mailId: 'mail_1',
        entryId: 'ent_1',
        version: 3,
        status: 'resolved',
        correlationId: 'cor_9',
        actor: { kind: 'system' },
      }),
    ]);
    expect(await desk.tickets.findByMessageId('support', '0100-1')).toEqual({ number: 1024, isOurs: true });
  });

  it('says `sending` before SES is asked', async () => {
    const desk = await withMail();
    const mailer = scriptedMailer();
    await sendMail({
      ...desk,
      mailer: {
        send: async (message) => {
          expect(mailOf(desk)).toMatchObject({ status: 'sending', attempts: 1 });
          return mailer.send(message);
        },
      },
    })(request);
    expect(mailer.accepted).toHaveLength(1);
  });

  it('gives up when SES definitely refuses, and the ticket says why', async () => {
    const desk = await withMail();
    expect(
      await sendMail({
        ...desk,
        mailer: scriptedMailer([{ kind: 'refused', reason: 'MessageRejected: Email address is not verified.' }]),
      })(request),
    ).toEqual({ kind: 'done' });
    expect(mailOf(desk)).toMatchObject({
      status: 'failed',
      failure: 'MessageRejected: Email address is not verified.',
    });
    expect(desk.state.facts).toEqual([
      expect.objectContaining({ type: 'mail_failed', reason: 'MessageRejected: Email address is not verified.' }),
    ]);
    expect(await sendMail(desk)(request)).toEqual({ kind: 'done' });
    expect(desk.mailer.accepted).toEqual([]);
  });

  it('goes back into the queue when SES doesn’t take it for a reason that may pass', async () => {
    const desk = await withMail();
    const mailer = scriptedMailer([{ kind: 'busy', reason: 'AccessDenied' }]);
    expect(await sendMail({ ...desk, mailer })(request)).toEqual({ kind: 'later', seconds: 20 });
    expect(mailOf(desk)).toMatchObject({ status: 'queued', attempts: 1 });
    expect(await sendMail({ ...desk, mailer })(request)).toEqual({ kind: 'done' });
    expect([mailer.accepted.length, mailOf(desk).attempts, facts(desk)]).toEqual([1, 2, ['mail_sent']]);
  });

  it('throws when its row is not there', async () => {
    const desk = await withMail();
    await expect(sendMail(desk)({ ...request, mailId: 'mail_2' })).rejects.toThrow('There is no mail mail_2');
  });

  it('is done with when its ticket was deleted before it left', async () => {
    const desk = await withMail();
    desk.state.tickets.clear();
    desk.state.mails.clear();
    expect(await sendMail(desk)(request)).toEqual({ kind: 'done' });
    expect(desk.log.lines).toEqual([
      { level: 'info', message: 'mail_erased', members: { serviceId: 'support', number: 1024, mailId: 'mail_1' } },
    ]);
    expect(desk.mailer.accepted).toEqual([]);
  });

  it('stays queued when it cannot be composed', async () => {
    const desk = await withMail({ entryId: 'ent_gone' });
    await expect(sendMail(desk)(request)).rejects.toThrow('has no entry');
    expect(mailOf(desk)).toMatchObject({ status: 'queued', attempts: 0 });
  });

  it('is looked at again when its answer is taken back while it is composed', async () => {
    const desk = await withMail({ entryId: 'ent_gone' });
    const findEntry = async () => {
      desk.state.mails.forEach((mail, key) => desk.state.mails.set(key, { ...mail, status: 'taken_back' }));
      return undefined;
    };
    const tickets = { ...desk.tickets, findEntry };
    expect(await sendMail({ ...desk, tickets })(request)).toEqual({ kind: 'later', seconds: 1 });
    expect(await sendMail(desk)(request)).toEqual({ kind: 'done' });
    expect(desk.mailer.accepted).toEqual([]);
  });
});

describe('given a mail of unknown fate', () => {
  const lost = async () => {
    const desk = await withMail();
    await expect(sendMail({ ...at(desk, 0), mailer: scriptedMailer([UNKNOWN]) })(request)).rejects.toThrow(
      'socket hang up',
    );
    return desk;
  };

  it('waits for SES’s word as long as it may still come', async () => {
    const desk = await lost();
    expect(mailOf(desk)).toMatchObject({ status: 'sending', attempts: 1 });
    expect(await sendMail(at(desk, 45))(request)).toEqual({ kind: 'later', seconds: 75 });
    expect(desk.mailer.accepted).toEqual([]);
    expect(desk.log.lines.at(-1)!.message).toBe('mail_waits_for_settlement');
  });

  it('is settled by SES’s Send event and never sent again', async () => {
    const desk = await lost();
    await settleMail(desk)(request, {
      kind: 'sent',
      at: '2026-11-22T10:00:01.000Z',
      sentAt: '2026-11-22T10:00:01.000Z',
      sesMessageId: '0100-lost',
    });
    expect(await sendMail(at(desk, 500))(request)).toEqual({ kind: 'done' });
    expect([desk.mailer.accepted, mailOf(desk).status, mailOf(desk).sesMessageId, facts(desk)]).toEqual([
      [],
      'sent',
      '0100-lost',
      ['mail_sent'],
    ]);
  });

  it('is sent again when no word came', async () => {
    const desk = await lost();
    expect(await sendMail(at(desk, 121))(request)).toEqual({ kind: 'done' });
    expect([desk.mailer.accepted.length, mailOf(desk).attempts, facts(desk)]).toEqual([1, 2, ['mail_sent']]);
    expect(desk.log.lines.map(({ message }) => message)).toEqual(['mail_sent_again', 'mail_sent']);
  });
});

describe('given SES’s limits', () => {
  const held = (by: 'sending_rate' | 'daily_quota' | 'sending_paused') => ({ kind: 'held', by, reason: 'x' }) as const;

  it.each([
    ['sending_rate', 2, 9],
    ['daily_quota', 600, 4],
    ['sending_paused', 600, 4],
  ] as const)(
    '%s: waits from %d s on, twice as long each time until the %dth, and asks nobody before',
    async (by, first, longest) => {
      const desk = await withMail();
      const mailer = scriptedMailer(Array.from({ length: 12 }, () => held(by)));
      let now = 0;
      for (let times = 1; times <= 12; times += 1) {
        const outcome = await sendMail({ ...at(desk, now), mailer })(request);
        const most = first * 2 ** (Math.min(times, longest) - 1);
        expect(outcome.kind).toBe('held');
        const { seconds } = outcome as Extract<typeof outcome, { kind: 'held' }>;
        expect(seconds).toBeGreaterThanOrEqual(most / 2);
        expect(seconds).toBeLessThanOrEqual(most);
        expect(mailOf(desk)).toMatchObject({ status: 'queued', attempts: times, held: { reason: by, times } });
        // A copy of the message that comes too early.
        expect(await sendMail({ ...at(desk, now), mailer })(request)).toMatchObject({ kind: 'held' });
        expect(mailOf(desk).attempts).toBe(times);
        now += seconds;
      }
      expect(await sendMail({ ...at(desk, now), mailer })(request)).toEqual({ kind: 'done' });
      expect([mailer.accepted.length, facts(desk), mailOf(desk).held]).toEqual([1, ['mail_sent'], undefined]);
    },
  );

  it('does not begin with a long wait because another limit had made it long', async () => {
    const desk = await withMail({ held: { reason: 'sending_rate', times: 8, until: '2026-11-22T10:00:00.000Z' } });
    const mailer = scriptedMailer([held('daily_quota')]);
    await sendMail({ ...at(desk, 1), mailer })(request);
    expect(mailOf(desk).held).toMatchObject({ reason: 'daily_quota', times: 1 });
  });

  it('mails that were refused at the same moment do not all come back at the same moment', async () => {
    const desk = await withMail();
    const seconds = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      desk.state.mails.clear();
      desk.state.mails.set(`mail_${n}`, aMail({ entryId: 'ent_1', id: `mail_${n}` }));
      await sendMail({ ...at(desk, 0), mailer: scriptedMailer([held('daily_quota')]) })({
        ...request,
        mailId: `mail_${n}`,
      });
      seconds.add(desk.state.mails.get(`mail_${n}`)!.held!.until);
    }
    expect(seconds.size).toBeGreaterThan(15);
  });
});

describe('given an earlier answer on the same ticket', () => {
  const second = { ...request, mailId: 'mail_2' };
  const withTwo = async (first: Partial<OutgoingMail> = {}, later: Partial<OutgoingMail> = {}) => {
    const desk = await withMail({ createdAt: '2026-11-22T10:00:00.000Z', ...first });
    desk.state.mails.set(
      'mail_2',
      aMail({ id: 'mail_2', entryId: 'ent_1', createdAt: '2026-11-22T10:00:05.000Z', ...later }),
    );
    return desk;
  };

  it('waits while it waits, longer each time, and leaves after it', async () => {
    const desk = await withTwo();
    const mailer = scriptedMailer([{ kind: 'held', by: 'daily_quota', reason: 'x' }]);
    await sendMail({ ...at(desk, 6), mailer })(request);
    expect(await sendMail({ ...at(desk, 6), mailer })(second)).toEqual({ kind: 'held', seconds: 1 });
    expect(await sendMail({ ...at(desk, 10), mailer })(second)).toMatchObject({ kind: 'held' });
    expect(desk.state.mails.get('mail_2')).toMatchObject({
      status: 'queued',
      attempts: 0,
      held: { reason: 'earlier_answer', times: 2 },
    });
    await sendMail({ ...at(desk, 700), mailer })(request);
    await sendMail({ ...at(desk, 700), mailer })(second);
    expect(mailer.accepted.map(({ tags }) => tags.mailId)).toEqual(['mail_1', 'mail_2']);
  });

  it.each<[string, Partial<OutgoingMail>]>([
    ['has failed', { status: 'failed', failure: 'MessageRejected', failedAt: '2026-11-22T10:00:02.000Z' }],
    ['has left', { status: 'sent' }],
    ['was ordered again after it', { round: 2, orderedAt: '2026-11-22T10:00:06.000Z' }],
    ['is past its time, though nobody has said so', { createdAt: '2026-11-22T09:00:00.000Z' }],
    ['belongs to another ticket', { number: 1025 }],
  ])('leaves at once when that one %s', async (_, first) => {
    const desk = await withTwo(first);
    expect(await sendMail(at(desk, 10))(second)).toEqual({ kind: 'done' });
    expect(desk.mailer.accepted).toHaveLength(1);
  });

  it('waits for SES’s word on one of unknown fate', async () => {
    const desk = await withTwo({ status: 'sending', attempts: 1, attemptedAt: '2026-11-22T10:00:04.000Z' });
    expect(await sendMail(at(desk, 10))(second)).toMatchObject({ kind: 'held' });
    expect(desk.mailer.accepted).toEqual([]);
  });
});

it('sends once when the queue delivers twice at once', async () => {
  const desk = await withMail();
  const outcomes = await Promise.all([sendMail(desk)(request), sendMail(desk)(request), sendMail(desk)(request)]);
  expect(desk.mailer.accepted).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  expect(await sendMail(desk)(request)).toEqual({ kind: 'done' });
});

describe('given a crash', () => {
  /** Dies at the n-th call of a port that changes or sends something, before it does or after it did. */
  const crashing = (desk: MailDesk, n: number, when: 'before' | 'after') => {
    let calls = 0;
    const dieAt = async <T>(call: () => Promise<T>): Promise<T> => {
      const dies = (calls += 1) === n;
      if (dies && when === 'before') throw new Error('crash');
      const result = await call();
      if (dies) throw new Error('crash');
      return result;
    };
    return {
      ...desk,
      mails: {
        ...desk.mails,
        find: (address: Parameters<MailDesk['mails']['find']>[0]) => dieAt(() => desk.mails.find(address)),
        save: (...args: Parameters<MailDesk['mails']['save']>) => dieAt(() => desk.mails.save(...args)),
      },
      tickets: {
        ...desk.tickets,
        find: (...args: Parameters<MailDesk['tickets']['find']>) => dieAt(() => desk.tickets.find(...args)),
        findEntry: (...args: Parameters<MailDesk['tickets']['findEntry']>) =>
          dieAt(() => desk.tickets.findEntry(...args)),
      },
      mailer: { send: (message: Parameters<MailDesk['mailer']['send']>[0]) => dieAt(() => desk.mailer.send(message)) },
      composer: {
        compose: (answer: Parameters<MailDesk['composer']['compose']>[0]) => dieAt(() => desk.composer.compose(answer)),
      },
    };
  };

  it.each(['before', 'after'] as const)(
    'the customer gets one mail and the log one line, wherever it happened (%s each call), if SES’s event comes',
    async (when) => {
      for (let n = 1; n < 20; n += 1) {
        const desk = await withMail();
        const crashed = await sendMail(crashing(at(desk, 0) as MailDesk, n, when))(request).then(
          () => false,
          () => true,
        );
        // What SES took, it tells.
        for (const { sesMessageId } of desk.mailer.accepted)
          await settleMail(desk)(request, {
            kind: 'sent',
            at: '2026-11-22T10:00:01.000Z',
            sentAt: '2026-11-22T10:00:01.000Z',
            sesMessageId,
          });
        // The queue brings it again and again.
        for (const seconds of [30, 60, 200, 400]) await sendMail(at(desk, seconds))(request);
        expect([n, desk.mailer.accepted.length, mailOf(desk).status, facts(desk)]).toEqual([
          n,
          1,
          'sent',
          ['mail_sent'],
        ]);
        if (!crashed) {
          expect(n).toBeGreaterThan(6);
          return;
        }
      }
      throw new Error('It never came through');
    },
  );
});
