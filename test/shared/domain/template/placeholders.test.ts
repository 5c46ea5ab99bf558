import fc from 'fast-check';
import { sanitizeRichText } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';
import {
  countIn,
  fillHtml,
  fillText,
  namesIn,
  placeholdersIn,
  unknownVariables,
} from '../../../../shared/domain/template/placeholders.ts';

const values: Readonly<Record<string, string>> = {
  'customer.name': 'Kim <b>"&amp;" #{ticket.title} $& $1',
  'ticket.title': 'Printer',
  'ticket.number': '#7',
  none: '',
};
const value = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);

describe('filling HTML', () => {
  it.each([
    [
      'escapes a value, and looks at it no more',
      '<p>Dear #{customer.name},</p>',
      '<p>Dear Kim &lt;b&gt;&quot;&amp;amp;&quot; #{ticket.title} $&amp; $1,</p>',
    ],
    ['fills each place', '#{ticket.number}#{ticket.number} <i>#{ticket.title}</i>', '#7#7 <i>Printer</i>'],
    ['leaves nothing where there is nothing to say', '<p>[#{none}]</p>', '<p>[]</p>'],
    [
      'leaves an unknown one as it is',
      '<p>#{nobody} #{} #{toString} #{__proto__}</p>',
      '<p>#{nobody} #{} #{toString} #{__proto__}</p>',
    ],
    [
      'keeps a value inside its attribute',
      '<b title="#{customer.name}">x</b>',
      '<b title="Kim &lt;b&gt;&quot;&amp;amp;&quot; #{ticket.title} $&amp; $1">x</b>',
    ],
    [
      'keeps a value inside its piece of an address',
      '<a href="https://example.com/?q=#{customer.name}&amp;n=#{ticket.number}">x</a>',
      '<a href="https://example.com/?q=Kim%20%3Cb%3E%22%26amp%3B%22%20%23%7Bticket.title%7D%20%24%26%20%241&amp;n=%237">x</a>',
    ],
  ])('%s', (_, html, filled) => {
    expect(fillHtml(html, value)).toBe(filled);
  });

  it('puts HTML in where HTML is asked for, between tags alone, and looks at it no more', () => {
    expect(
      fillHtml('<div title="#{content}">#{content}|#{ticket.title}</div>', value, {
        content: '<p>#{ticket.title} $&</p>',
      }),
    ).toBe('<div title="#{content}"><p>#{ticket.title} $&</p>|Printer</div>');
  });

  it('fills addresses that came through the sanitizer, and lets no value choose where a link leads', () => {
    const { html } = sanitizeRichText(
      '<p><a href="https://example.com/t/#{ticket.number}?q=#{customer.name}">it</a> <a href="#{customer.name}">no</a> <a href="mailto:#{ticket.title}">mail</a></p>',
    );
    expect(fillHtml(html, (name) => (name === 'customer.name' ? '"><a href=javascript:x>/../' : value(name)))).toBe(
      '<p><a href="https://example.com/t/%237?q=%22%3E%3Ca%20href%3Djavascript%3Ax%3E%2F..%2F" target="_blank" rel="noopener noreferrer nofollow">it</a> <a>no</a> <a href="mailto:Printer" target="_blank" rel="noopener noreferrer nofollow">mail</a></p>',
    );
  });

  it('gives text as it is', () => {
    expect(fillText('#{customer.name}|#{nobody}', value)).toBe(`${values['customer.name']!}|#{nobody}`);
  });

  it('keeps the tags of any template, whatever a value says', () => {
    const piece = fc.oneof(
      fc.constantFrom('<p>', '</p>', '<b title="#{v}">', '</b>', '<a href="https://example.com/#{v}">', '</a>', '#{v}'),
      fc.string().map((text) => text.replace(/[<>&"#]/g, '')),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.string(), (pieces, said) => {
        const html = pieces.join('');
        const filled = fillHtml(html, (name) => (name === 'v' ? said : undefined));
        const shape = (text: string) => (text.match(/<\/?[a-z]+/g) ?? []).join();
        expect(shape(filled)).toBe(shape(html));
        expect((filled.match(/"/g) ?? []).length).toBe((html.match(/"/g) ?? []).length);
      }),
    );
  });

  it('takes time in proportion to its text', () => {
    const begun = performance.now();
    fillHtml('<'.repeat(50_000) + '#{'.repeat(50_000), value);
    unknownVariables('#{'.repeat(100_000), []);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('what is written like a variable', () => {
  it.each([
    ['known ones are none of it', '<p>#{ticket.number} and {this} and #that</p>', []],
    ['a misspelt one', '<p>#{ticket.nubmer}</p>', [{ name: 'ticket.nubmer', at: 3 }]],
    [
      'each of several, where it begins',
      '😀 #{a} #{ticket.number} #{a}',
      [
        { name: 'a', at: 3 },
        { name: 'a', at: 25 },
      ],
    ],
    ['one with spaces', '#{ ticket.number }', [{ name: ' ticket.number ', at: 0 }]],
    ['one that an editor broke apart', '<p>#{tic<b>ket.number}</b></p>', [{ name: 'tic', at: 3 }]],
    ['one that never ends', '#{ticket.number', [{ name: 'ticket.number', at: 0 }]],
    ['an empty one', '#{}', [{ name: '', at: 0 }]],
  ])('%s', (_, text, unknown) => {
    expect(unknownVariables(text, ['ticket.number'])).toEqual(unknown);
  });

  it('is named once each', () => {
    expect(namesIn('#{a.b} #{c} #{a.b} #{ d }')).toEqual(['a.b', 'c']);
  });
  test('each is found where it stands', () => {
    expect(placeholdersIn('Hi #{a.b}#{c} #{ d }')).toEqual([
      { at: 3, written: '#{a.b}' },
      { at: 9, written: '#{c}' },
    ]);
  });

  it('is counted apart in text and in tags', () => {
    expect(countIn('<a title="#{content}">#{content}</a>#{content}', 'content')).toEqual({ inText: 2, inTags: 1 });
    expect(countIn('', 'content')).toEqual({ inText: 0, inTags: 0 });
  });
});
