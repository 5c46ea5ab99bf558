import fc from 'fast-check';
import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import { createTicket } from '../../../../shared/domain/ticket/create-ticket.ts';
import { forwardTicket } from '../../../../shared/domain/ticket/forward-ticket.ts';
import { maskEntry, removeAttachment, unmaskEntry } from '../../../../shared/domain/masking/change-entry.ts';
import { receiveReply } from '../../../../shared/domain/ticket/receive-reply.ts';
import { SNIPPET_BYTES, snippetOf } from '../../../../shared/domain/ticket/snippet.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { anAgent, aContext, anEntry, aTicket } from '../../../support/tickets.ts';

const of = (...lines: readonly string[]) => snippetOf({ text: lines.join('\n') });
const bytes = (text: string) => Buffer.byteLength(text);

describe('the snippet of an entry', () => {
  it.each<readonly [string, readonly string[], string | undefined]>([
    ['lines and spaces', ['Hello,', '', '  my printer\tburns. '], 'Hello, my printer burns.'],
    ['a quoted mail below', ['It works.', '', 'On Sun, Nov 22, 2026, Support wrote:', '> Turn it off.'], 'It works.'],
    ['a quoted mail above', ['On Sun, Nov 22, 2026, Support wrote:', '> Turn it off.', '', 'It works.'], 'It works.'],
    ['answers between quoted lines', ['> When?', 'Tomorrow.', '> Where?', 'At home.'], 'Tomorrow. At home.'],
    [
      'Korean web mail',
      ['감사합니다.', '2026년 11월 22일 (일) 오전 10:42, 상담 <a@b.example>님이 작성:', '> 네'],
      '감사합니다.',
    ],
    ['nothing but a quote', ['> Turn it off.', '> And on.'], 'Turn it off. And on.'],
    ['masked text', ['My card is **** ****.'], 'My card is **** ****.'],
    ['what nobody sees', ['\u200b\u202eevil\u202c\u00ad text\u0007'], 'evil text'],
    ['no text', ['', ' \u200b '], undefined],
    ['as much as fits', ['a'.repeat(84)], 'a'.repeat(84)],
    ['more than fits', ['a'.repeat(85)], `${'a'.repeat(81)}…`],
    ['more Korean than fits', ['가'.repeat(29)], `${'가'.repeat(27)}…`],
    ['a family where it is cut', [`${'a'.repeat(74)}👨‍👩‍👧‍👦 and`], `${'a'.repeat(74)}…`],
  ])('of %s', (_, lines, expected) => {
    expect(of(...lines)).toBe(expected);
  });

  it('given any text, then it is one line that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const snippet = snippetOf({ text }) ?? '-';
        expect(bytes(snippet)).toBeLessThanOrEqual(SNIPPET_BYTES);
        expect(snippet).toBe(snippet.trim());
        expect(snippet).not.toMatch(/[\n\r\u2028]/);
      }),
    );
  });

  it('of a text of many lines takes no long time', () => {
    const started = performance.now();
    of(...Array.from({ length: 20_000 }, (_, n) => `On Sun, Nov 22, 2026 line ${n} wrote:`));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('the snippet of a ticket', () => {
  const agent = anAgent();
  const body = (text: string) => ({ html: `<p>${text}</p>`, text });
  const context = (id: string) => ({ ...aContext(), entryId: id });
  const plain = (html: string) => html.replaceAll(/<[^>]*>/g, '');
  const reply = (ticket: Ticket, text: string, id: string, receivedAt?: string) => {
    const given = { body: body(text), author: {}, assigneeActive: true, ...(receivedAt && { receivedAt }) };
    const replied = receiveReply(ticket, given, context(id));
    if (!replied.ok) throw new Error(replied.error.code);
    return replied.value;
  };

  it('is of what was written last, by whomever', () => {
    const created = createTicket(
      {
        serviceId: 'support',
        number: 1,
        title: 'Printer',
        channel: 'email',
        priority: 'normal',
        language: 'en',
        customer: {},
        body: body('It burns.'),
        actor: { kind: 'customer' },
      },
      context('ent_1'),
    ).ticket;
    expect(created.snippet).toBe('It burns.');
    const replied = reply({ ...created, status: 'processing', assigneeId: agent.agentId }, 'Still.', 'ent_2').ticket;
    expect(replied.snippet).toBe('Still.');
    const commented = commentTicket(replied, { agent, body: body('A known fault') }, context('ent_3'));
    expect(commented.ok && commented.value.ticket.snippet).toBe('A known fault');
  });

  it('stays when nothing is written, and goes with a message without text', () => {
    const ticket = aTicket({ snippet: 'It burns.', lastEntry: { id: 'ent_1', by: 'customer' } });
    const forwarded = forwardTicket(
      ticket,
      { agent, target: { kind: 'group', groupId: 'second-line', exists: true } },
      context('ent_2'),
    );
    expect(forwarded.ok && forwarded.value.ticket.snippet).toBe('It burns.');
    expect(reply(ticket, '', 'ent_2').ticket).not.toHaveProperty('snippet');
  });

  it('is not of a mail that was read late and stands before others', () => {
    const ticket = aTicket({ snippet: 'The newest', lastEntry: { id: 'ent_5', by: 'agent_1' } });
    const late = reply(ticket, 'An old mail', 'ent_3', '2026-11-22T08:00:00.000Z').ticket;
    expect(late).toMatchObject({ snippet: 'The newest', lastEntry: { id: 'ent_3', after: 'ent_5' } });
  });

  it.each([
    ['the newest entry', 'ent_5', {}, 'My card is ****', 'My card is 1234'],
    [
      'the newest entry, after which an older mail was placed',
      'ent_5',
      { after: 'ent_5', id: 'ent_3' },
      'My card is ****',
      'My card is 1234',
    ],
    ['another entry', 'ent_4', {}, 'The newest', 'The newest'],
  ])(
    'given masks in %s, then it shows them as the entry does, and not when they are gone',
    (_, id, last, masked, unmasked) => {
      const ticket = aTicket({ snippet: 'The newest', lastEntry: { id: 'ent_5', by: 'customer', ...last } });
      const written = { html: '<p>My card is 1234</p>', text: 'My card is 1234' };
      const entry = anEntry({ id, ...written });
      const selection = { agent, selections: [{ start: 11, end: 15 }], revision: 0 };
      const hidden = maskEntry(ticket, { entry, written, plain }, selection, aContext());
      if (!hidden.ok || hidden.value === undefined) throw new Error('not masked');
      expect(hidden.value.ticket.snippet).toBe(masked);
      const administrator = anAgent({ role: 'administrator' });
      const [{ id: maskId } = { id: '' }] = hidden.value.masking.masks;
      const shown = unmaskEntry(
        hidden.value.ticket,
        { entry: hidden.value.entry!, written, plain },
        { agent: administrator, maskId },
        aContext(),
      );
      expect(shown.ok && shown.value.ticket.snippet).toBe(unmasked);
    },
  );

  it('stays when a file of the newest entry is removed', () => {
    const file = { id: 'att_1', key: 'k', name: 'a.png', type: 'image/png', size: 1 };
    const entry = anEntry({ id: 'ent_5', text: 'Look', attachments: [file] });
    const ticket = aTicket({ snippet: 'Look', lastEntry: { id: 'ent_5', by: 'customer' } });
    const removed = removeAttachment(ticket, entry, { agent, attachmentId: 'att_1' }, aContext());
    expect(removed.ok && removed.value?.ticket.snippet).toBe('Look');
  });
});
