import { checkLayout, freeContent } from '../../../../shared/domain/mail/mail-layout.ts';

const check = (html: string, more: { readonly subject?: string; readonly text?: string } = {}) =>
  checkLayout({
    html,
    text: more.text ?? '#{content}',
    ...(more.subject === undefined ? {} : { subject: more.subject }),
  });

describe('a layout', () => {
  it('is taken with the answer in one place and known variables', () => {
    expect(
      check('<p>#{service.name}</p><div>#{content}</div>', { subject: '#{ticket.title} [#{ticket.number}]' }),
    ).toEqual({ ok: true, value: undefined });
  });
  it.each([
    ['no place for the answer', '<p>Hello</p>', 0],
    ['two places', '#{content} #{content}', 2],
    ['a place in a tag', '<b title="#{content}">x</b>', 1],
    ['one in the text and one in a tag', '<b title="#{content}">#{content}</b>', 2],
  ])('is refused with %s', (_, html, times) => {
    expect(check(html)).toEqual({ ok: false, error: { code: 'content_misplaced', times } });
  });
  it('is refused when its plain form lost the answer', () => {
    expect(check('<div>#{content}</div>', { text: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'content_misplaced' },
    });
  });
  it('is refused with an unknown variable, and told where', () => {
    expect(check('<p>#{content} #{agent.nam}</p>')).toEqual({
      ok: false,
      error: { code: 'variables_unknown', field: 'html', variables: [{ name: 'agent.nam', at: 14 }] },
    });
    expect(check('#{content}', { subject: '#{content}' })).toEqual({
      ok: false,
      error: { code: 'variables_unknown', field: 'subject', variables: [{ name: 'content', at: 0 }] },
    });
  });
});

it.each([
  ['<p>#{content}</p><p>Bye</p>', '<div>#{content}</div><p>Bye</p>'],
  ['<p style="color:red"> #{content} </p>', '<div>#{content}</div>'],
  ['<p>Dear you, #{content}</p>', '<p>Dear you, #{content}</p>'],
  ['<pre>#{content}</pre>', '<pre>#{content}</pre>'],
])('frees the answer from a paragraph of its own: %s', (html, free) => {
  expect(freeContent(html)).toBe(free);
});
