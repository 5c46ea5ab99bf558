import { sanitizeRichText } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';
import { ANSWER_LAYOUTS, layOutAnswer } from '../../../../shared/domain/mail/answer-layout.ts';
import { checkLayout } from '../../../../shared/domain/mail/mail-layout.ts';
import type { VariableSources } from '../../../../shared/domain/template/variables.ts';
import { aService, aTicket } from '../../../support/tickets.ts';

const sources = (over: Partial<VariableSources> = {}): VariableSources => ({
  ticket: aTicket({ number: 1 }),
  service: aService({ name: 'A & <B> #{content}' }),
  at: '2026-11-22T09:00:00.000Z',
  language: 'en',
  ...over,
});

describe('layOutAnswer', () => {
  it('fills each place once: what a customer or agent wrote is never filled in again', () => {
    const { html, text } = layOutAnswer(
      ANSWER_LAYOUTS.en,
      { html: '<p>#{service.name} $& $1</p>', text: '#{service.name} $&' },
      sources(),
    );
    expect(html).toContain('<p>#{service.name} $& $1</p>');
    expect(html).toContain('A &amp; &lt;B&gt; #{content} · Inquiry #1');
    expect(html).toMatch(
      /^<!doctype html><html lang="en"><head><meta charset="utf-8"><\/head><body style="[^"]*">.*<\/body><\/html>$/s,
    );
    expect(text).toBe(
      '#{service.name} $&\n\n--\nA & <B> #{content} · Inquiry #1 — Reply to this mail to continue the conversation.\n',
    );
  });

  it('gives a subject of its own in one line, and none when nothing is left of it', () => {
    const answer = { html: '', text: '' };
    expect(
      layOutAnswer(
        { ...ANSWER_LAYOUTS.en, subject: '#{ticket.title} [#{ticket.number}]' },
        answer,
        sources({ ticket: aTicket({ number: 7, title: 'One\r\nBcc: two' }) }),
      ).subject,
    ).toBe('One Bcc: two [#7]');
    expect(layOutAnswer({ ...ANSWER_LAYOUTS.en, subject: '#{agent.name}' }, answer, sources())).not.toHaveProperty(
      'subject',
    );
    expect(layOutAnswer(ANSWER_LAYOUTS.en, answer, sources())).not.toHaveProperty('subject');
  });

  it.each(Object.entries(ANSWER_LAYOUTS))(
    'has a built-in layout in %s that an administrator could have written',
    (_, layout) => {
      expect(checkLayout(layout)).toEqual({ ok: true, value: undefined });
      expect(sanitizeRichText(layout.html).html).toBe(layout.html);
    },
  );
});
