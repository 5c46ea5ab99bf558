import { layOutAnswer } from '../../../../shared/domain/mail/answer-layout.ts';

describe('layOutAnswer', () => {
  it('fills each place once: what a customer or agent wrote is never filled in again', () => {
    const { html, text } = layOutAnswer('en', { html: '<p>#{service} $& $1</p>', text: '#{service} $&', ticket: '#1', service: 'A & <B> #{content}' });
    expect(html).toContain('<p>#{service} $& $1</p>');
    expect(html).toContain('A &amp; &lt;B&gt; #{content}');
    expect(text).toBe('#{service} $&\n\n--\nA & <B> #{content} · Inquiry #1 — Reply to this mail to continue the conversation.\n');
  });
});
