import { sendMail } from '../../../../shared/application/mail/send-mail.ts';
import { watchMail } from '../../../../shared/application/mail/watch-mail.ts';
import type { Mailer } from '../../../../shared/application/ports/mails.ts';
import { aMailDesk, PATIENCE } from '../../../support/mail-desk.ts';
import { aMail, anEntry, aTicket } from '../../../support/tickets.ts';

const START = Date.parse('2026-11-23T00:00:00.000Z');
const HOUR = 3_600_000;

/** Work in the order of its time, as queues give it out; `now` is the time of what is being done. */
const timeline = () => {
  let now = START;
  /** Times at which something is to be done, the last one first. */
  const times: number[] = [];
  const due = new Map<number, (() => Promise<void>)[]>();
  return {
    now: () => now,
    at: (time: number, work: () => Promise<void>) => {
      const others = due.get(time);
      if (others !== undefined) {
        others.push(work);
        return;
      }
      due.set(time, [work]);
      let [low, high] = [0, times.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (times[middle]! > time) low = middle + 1;
        else high = middle;
      }
      times.splice(low, 0, time);
    },
    run: async () => {
      while (times.length > 0) {
        now = times.pop()!;
        const works = due.get(now)!;
        due.delete(now);
        for (const work of works) await work();
      }
    },
  };
};

type Story = {
  readonly tickets: number;
  /** Answers of each ticket, one every second. */
  readonly answers: number;
  readonly mailsPerSecond: number;
  readonly mailsPerDay: number;
  /** Sending is paused between these hours. */
  readonly paused?: readonly [from: number, to: number];
};

/**
 * Answers whose messages come in any order, five at once, to an account with these limits; the watch looks at each mail
 * as its queue brings it.
 */
const story = async ({ tickets, answers, mailsPerSecond, mailsPerDay, paused = [0, 0] }: Story) => {
  const desk = await aMailDesk();
  const time = timeline();
  const sent: { readonly at: number; readonly number: number; readonly mailId: string }[] = [];
  const sentWithin = (milliseconds: number) => sent.filter(({ at }) => at > time.now() - milliseconds).length;
  const asked = new Map<string, number>();
  const mailer: Mailer = {
    send: async ({ tags }) => {
      asked.set(tags.mailId!, (asked.get(tags.mailId!) ?? 0) + 1);
      const hour = (time.now() - START) / HOUR;
      if (hour >= paused[0] && hour < paused[1]) return { kind: 'held', by: 'sending_paused', reason: 'paused' };
      if (sentWithin(24 * HOUR) >= mailsPerDay) return { kind: 'held', by: 'daily_quota', reason: 'Daily' };
      if (sentWithin(1000) >= mailsPerSecond) return { kind: 'held', by: 'sending_rate', reason: 'Maximum' };
      sent.push({ at: time.now(), number: Number(tags.number), mailId: tags.mailId! });
      return { kind: 'accepted', sesMessageId: `0100-${sent.length}` };
    },
  };
  const deps = {
    ...desk,
    mailer,
    composer: { compose: async () => Buffer.from('composed') },
    clockAndIds: { ...desk.clockAndIds, now: () => new Date(time.now()) },
  };
  const [send, watch] = [sendMail(deps), watchMail(deps)];
  let free = 5;
  const line: (() => Promise<void>)[] = [];
  const deliver = (request: Parameters<typeof send>[0]) => async (): Promise<void> => {
    if (free === 0) {
      line.push(deliver(request));
      return;
    }
    free -= 1;
    const outcome = await send(request);
    time.at(time.now() + 400, async () => {
      free += 1;
      await line.shift()?.();
    });
    if (outcome.kind !== 'done') time.at(time.now() + outcome.seconds * 1000, deliver(request));
  };
  const look = (request: Parameters<typeof watch>[0]) => async (): Promise<void> => {
    const outcome = await watch(request);
    if (outcome.kind === 'later') time.at(time.now() + outcome.seconds * 1000, look(request));
  };
  for (let number = 1; number <= tickets; number += 1) {
    desk.state.tickets.set(`support#${number}`, aTicket({ number, status: 'resolved' }));
    desk.state.entries.set(`support#${number}`, [anEntry({ id: 'ent_1', kind: 'agent_reply' })]);
    for (let nth = 1; nth <= answers; nth += 1) {
      const id = `mail_${String(number).padStart(3, '0')}_${nth}`;
      const ordered = START + nth * 1000;
      const request = { serviceId: 'support', number, mailId: id, correlationId: 'cor_1', round: 1 };
      time.at(ordered, async () => {
        desk.state.mails.set(id, aMail({ id, number, createdAt: new Date(ordered).toISOString() }));
      });
      // Queues keep no order: an earlier answer's message may come after a later one's.
      time.at(ordered + 200 + (((answers - nth) * 700 + number * 13) % 1500), deliver(request));
      time.at(ordered + PATIENCE.lateSeconds * 1000, look(request));
    }
  }
  await time.run();
  return { desk, sent, asked, hours: (time.now() - START) / HOUR };
};

const mostWithin = (sent: readonly { readonly at: number }[], milliseconds: number) =>
  Math.max(...sent.map(({ at }) => sent.filter((other) => other.at > at - milliseconds && other.at <= at).length));

jest.setTimeout(120_000);

it('500 answers at one a second and a day’s quota of 200: all leave once, in order on each ticket, none fails', async () => {
  const { desk, sent, asked } = await story({ tickets: 250, answers: 2, mailsPerSecond: 1, mailsPerDay: 200 });
  expect([sent.length, new Set(sent.map(({ mailId }) => mailId)).size]).toEqual([500, 500]);
  expect([mostWithin(sent, 1000), mostWithin(sent, 24 * HOUR)]).toEqual([1, 200]);
  for (const mails of Map.groupBy(sent, ({ number }) => number).values())
    expect(mails.map(({ mailId }) => mailId)).toEqual(mails.map(({ mailId }) => mailId).toSorted());
  expect(new Set([...desk.state.mails.values()].map(({ status, held }) => `${status} ${typeof held}`))).toEqual(
    new Set(['sent undefined']),
  );

  // Each is told to have left, and to be late if it was: once.
  const told = Map.groupBy(desk.state.facts, ({ type }) => type);
  expect([...told.keys()].toSorted()).toEqual(['mail_delayed', 'mail_sent']);
  expect(told.get('mail_sent')).toHaveLength(500);
  const late = sent.filter(({ at, mailId }) => at > Date.parse(desk.state.mails.get(mailId)!.createdAt) + 60_000);
  expect(
    told
      .get('mail_delayed')!
      .map((fact) => fact.mailId)
      .toSorted(),
  ).toEqual(late.map(({ mailId }) => mailId).toSorted());

  // The quota of three days is used: two days and what the last waits take. Nobody asks SES all the time meanwhile.
  expect(sent.at(-1)!.at - START).toBeLessThan(51 * HOUR);
  expect(Math.max(...asked.values())).toBeLessThan(80);
});

it('at the rate alone the backlog leaves without long gaps', async () => {
  const { sent } = await story({ tickets: 250, answers: 2, mailsPerSecond: 1, mailsPerDay: 10_000 });
  expect(sent).toHaveLength(500);
  // 250, 450 and 500 seconds would be perfect.
  for (const [nth, minutes] of [
    [250, 6],
    [450, 16],
    [499, 32],
  ] as const)
    expect(sent[nth]!.at - START).toBeLessThan(minutes * 60_000);
});

it('sending that is paused for a day: all leave when it goes on', async () => {
  const { sent, desk } = await story({
    tickets: 10,
    answers: 5,
    mailsPerSecond: 14,
    mailsPerDay: 10_000,
    paused: [0, 24],
  });
  expect(sent).toHaveLength(50);
  expect((sent.at(-1)!.at - START) / HOUR).toBeLessThan(27);
  for (const mails of Map.groupBy(sent, ({ number }) => number).values())
    expect(mails.map(({ mailId }) => mailId)).toEqual(mails.map(({ mailId }) => mailId).toSorted());
  expect(desk.state.facts.filter(({ type }) => type === 'mail_failed')).toEqual([]);
});

it('sending that is paused for a week: every mail has failed after three days, and is not asked for any more', async () => {
  const { sent, desk, hours } = await story({
    tickets: 5,
    answers: 2,
    mailsPerSecond: 14,
    mailsPerDay: 10_000,
    paused: [0, 168],
  });
  expect(sent).toEqual([]);
  expect(desk.state.facts.filter(({ type }) => type === 'mail_failed')).toHaveLength(10);
  expect(hours).toBeLessThan(76);
});
