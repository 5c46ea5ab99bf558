import * as fc from 'fast-check';
import { compilePattern } from '../../../../shared/adapters/patterns/compile-pattern.ts';
import { isMailAddress, toMailAddress } from '../../../../shared/domain/mail/mail-address.ts';
import { checkTrigger } from '../../../../shared/domain/trigger/check-trigger.ts';
import {
  addressesIn,
  admitRecipients,
  countMails,
  MAIL_CAPS,
  MAILS_COUNTED_FOR,
  NO_MAILS,
  RECIPIENTS_LIMIT,
  type MailSituation,
  type Recipients,
} from '../../../../shared/domain/trigger/mail-rules.ts';
import { aTicket } from '../../../support/tickets.ts';
import { aTrigger, knownToTriggers } from '../../../support/triggers.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const seconds = NOW.getTime() / 1000;
const situation = (over: Partial<MailSituation> = {}): MailSituation => ({
  ticket: aTicket(),
  ours: new Set(['support@example.com', 'orders@example.com']),
  counts: NO_MAILS,
  now: NOW,
  ...over,
});
const admitted = (candidates: readonly string[], over: Partial<MailSituation> = {}, to: Recipients['to'] = 'address') =>
  admitRecipients({ to, candidates }, situation(over));

describe('who a text names', () => {
  test.each([
    ['one address', 'Kim@Example.com', ['kim@example.com']],
    ['a name before it', '"Kim, Mina" <mina@example.com>', ['mina@example.com']],
    ['several senders', 'a@x.example, B <b@x.example>; c@x.example', ['a@x.example', 'b@x.example', 'c@x.example']],
    ['nothing', ' , ;', []],
  ])('%s', (_, text, expected) => {
    expect(addressesIn(text)).toEqual(expected);
  });
});

describe('which addresses can be mailed to', () => {
  test.each([
    ['kim@example.com', true],
    ["o'brien+tag@mail.example.co.kr", true],
    ['a.b@xn--bcher-kva.example', true],
    ['kim', false],
    ['kim@', false],
    ['@example.com', false],
    ['kim@localhost', false],
    ['kim@example..com', false],
    ['.kim@example.com', false],
    ['ki m@example.com', false],
    ['kim@exa mple.com', false],
    ['kim@-example.com', false],
    ['김@example.com', false],
    ['kim@예제.example', false],
    ['kim@10.0.0.1', false],
    ['kim@example.com\nbcc: all@example.com', false],
    [`${'k'.repeat(65)}@example.com`, false],
    ['kim@lee@example.com', false],
  ])('%s: %s', (address, expected) => {
    expect(isMailAddress(address)).toBe(expected);
  });
});

describe('an address as mail is sent to it', () => {
  test.each([
    [' Kim@Example.COM ', 'kim@example.com'],
    ['info@회사.kr', 'info@xn--vf4b131b.kr'],
    ['info@회사.KR'.normalize('NFD'), 'info@xn--vf4b131b.kr'],
    ['INFO@Bücher.Example', 'info@xn--bcher-kva.example'],
    ['info@회사.한국', 'info@xn--vf4b131b.xn--3e0b707e'],
    ['info@xn--vf4b131b.kr', 'info@xn--vf4b131b.kr'],
  ])('%s is %s, and can be mailed to', (written, address) => {
    expect(toMailAddress(written)).toBe(address);
    expect(isMailAddress(address)).toBe(true);
    expect(addressesIn(written)).toEqual([address]);
  });
  // A local part of another script takes a mail server that can SMTPUTF8; SES can't.
  test.each([
    '김@회사.kr',
    'info@회사.kr/path',
    'info@회사.kr:25',
    'info@회사',
    'info@회사..kr',
    'info@１２７.０.０.１',
  ])('%s is none', (written) => {
    expect(isMailAddress(toMailAddress(written))).toBe(false);
  });
});

describe('an address that a trigger is saved with', () => {
  const isSaved = (address: string): boolean => {
    const actions = [{ kind: 'mail', to: 'address', address, subject: 'x', html: 'x' } as const];
    return checkTrigger(aTrigger({ actions }), knownToTriggers(), compilePattern).length === 0;
  };
  const local = fc.oneof(fc.stringMatching(/^[a-z0-9]{1,5}$/), fc.stringMatching(/^[a-zA-Z0-9.+'김 "-]{0,6}$/));
  const host = fc.oneof(fc.stringMatching(/^[a-z0-9회사]{1,8}$/), fc.stringMatching(/^[a-z0-9.회사。/:-]{0,8}$/));
  const end = fc.constantFrom('.kr', '.한국', '.example', '', '.7');
  const written = fc.tuple(local, fc.constantFrom('@', '@', '@', '', '@@'), host, end).map((parts) => parts.join(''));

  it('is one that gets mail, or none', () => {
    fc.assert(
      fc.property(written, (address) => {
        const mailed = toMailAddress(address);
        const { addresses } = admitted([mailed]);
        expect(addresses.includes(mailed)).toBe(isSaved(mailed));
      }),
      { numRuns: 500 },
    );
  });
  it('is the written one in the form in which mail is sent to it', () => {
    expect(isSaved('info@회사.kr')).toBe(false);
    expect(isSaved(toMailAddress('info@회사.kr'))).toBe(true);
  });
});

describe('who gets a mail of a trigger', () => {
  test.each<
    [string, Recipients['to'], readonly string[], Partial<MailSituation>, readonly string[], readonly string[]]
  >([
    ['the customer', 'customer', ['customer@example.com'], {}, ['customer@example.com'], []],
    ['nobody, where there is none', 'assignee', [], {}, [], ['no_recipient']],
    [
      'each once',
      'group',
      ['a@x.example', 'A@X.example', 'b@x.example'],
      {},
      ['a@x.example', 'b@x.example'],
      ['duplicate'],
    ],
    ['no invalid one', 'group', ['a@x.example', 'nobody'], {}, ['a@x.example'], ['invalid_address']],
    ['not us', 'address', ['support@example.com'], {}, [], ['own_address']],
    ['not us by another service', 'address', ['Orders@example.com'], {}, [], ['own_address']],
    ['not us by a signed address', 'address', ['support+1024-abcdefgh@example.com'], {}, [], ['own_address']],
    [
      'no customer whose mail a machine wrote',
      'customer',
      ['customer@example.com'],
      { ticket: aTicket({ writtenByMachine: true }) },
      [],
      ['automatic_sender'],
    ],
    [
      'nor the same by the address',
      'address',
      ['Customer@example.com'],
      { ticket: aTicket({ writtenByMachine: true }) },
      [],
      ['automatic_sender'],
    ],
    [
      'but agents are told of what a machine wrote',
      'group',
      ['a@x.example'],
      { ticket: aTicket({ writtenByMachine: true }) },
      ['a@x.example'],
      [],
    ],
    ['no customer who does not read', 'customer', ['no-reply@shop.example'], {}, [], ['automatic_sender']],
    ['no mail server', 'customer', ['MAILER-DAEMON@shop.example'], {}, [], ['automatic_sender']],
    ['agents whose address begins alike', 'group', ['noreplies@x.example'], {}, ['noreplies@x.example'], []],
    ['no spammer', 'customer', ['customer@example.com'], { ticket: aTicket({ internalReason: 'spam' }) }, [], ['spam']],
    [
      'no customer of another service',
      'customer',
      ['customer@example.com'],
      { ticket: aTicket({ origin: { serviceId: 'care', number: 7 } }) },
      [],
      ['transferred_ticket'],
    ],
  ])('%s', (_, to, candidates, over, addresses, words) => {
    const result = admitted(candidates, over, to);
    expect(result.addresses).toEqual(addresses);
    expect(result.leftOut.map(({ why }) => why)).toEqual(words);
  });

  test('at most as many as SES takes', () => {
    const many = Array.from({ length: RECIPIENTS_LIMIT + 2 }, (_, index) => `a${String(index)}@x.example`);
    const { addresses, leftOut } = admitted(many);
    expect(addresses).toHaveLength(RECIPIENTS_LIMIT);
    expect(leftOut).toEqual([
      { address: 'a50@x.example', why: 'too_many_recipients' },
      { address: 'a51@x.example', why: 'too_many_recipients' },
    ]);
  });
});

describe.each(MAIL_CAPS)('the cap of $mails mails in $seconds seconds', ({ mails, seconds: within }) => {
  /** So many mails, all of them just within this cap, spread so that no shorter one is reached. */
  const sentBefore = (count: number, oldest: number) => {
    const shorter = MAIL_CAPS.filter((cap) => cap.seconds < within);
    const from = Math.max(0, ...shorter.map((cap) => cap.seconds));
    return Array.from({ length: count }, (_, index) =>
      index === 0 ? seconds - oldest : seconds - from - 1 - (index % Math.max(1, oldest - from - 1)),
    );
  };
  const outcome = (sent: readonly number[]) =>
    admitted(['kim@x.example'], { counts: { revision: 1, sent: { 'kim@x.example': sent } } }).leftOut.map(
      ({ why }) => why,
    );

  test('lets the last one through', () => {
    expect(outcome(sentBefore(mails - 1, within - 1))).toEqual([]);
  });
  test('stops the next', () => {
    expect(outcome(sentBefore(mails, within - 1))).toEqual(['too_often']);
  });
  test('counts a mail no more once its time is over', () => {
    expect(outcome(sentBefore(mails, within))).toEqual([]);
  });
  test('is one recipient’s alone', () => {
    const counts = { revision: 1, sent: { 'lee@x.example': sentBefore(mails, within - 1) } };
    expect(admitted(['kim@x.example'], { counts }).addresses).toEqual(['kim@x.example']);
  });
});

test('counting adds one for each recipient, and leaves away what counts no more', () => {
  const before = {
    revision: 4,
    sent: { 'kim@x.example': [seconds - MAILS_COUNTED_FOR + 1], 'old@x.example': [seconds - MAILS_COUNTED_FOR] },
  };
  expect(countMails(before, ['kim@x.example', 'lee@x.example'], NOW)).toEqual({
    revision: 5,
    sent: { 'kim@x.example': [seconds - MAILS_COUNTED_FOR + 1, seconds], 'lee@x.example': [seconds] },
  });
});

test('a thousand runs of a loop between two desks mail a hundred times in ten hours, ten at once', () => {
  let counts = NO_MAILS;
  let sent = 0;
  const start = NOW.getTime();
  const bySecond: number[] = [];
  for (let second = 0; second < MAILS_COUNTED_FOR; second += 30) {
    const now = new Date(start + second * 1000);
    if (admitted(['loop@other.example'], { counts, now }).addresses.length === 0) continue;
    counts = countMails(counts, ['loop@other.example'], now);
    sent += 1;
    bySecond.push(second);
  }
  expect(sent).toBe(100);
  expect(bySecond.filter((second) => second < 600)).toHaveLength(10);
  expect(bySecond.filter((second) => second < 3600)).toHaveLength(25);
});
