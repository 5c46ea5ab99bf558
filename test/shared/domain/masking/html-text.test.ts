import fc from 'fast-check';
import { sanitizeRichText } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';
import { mapText, textContentOf } from '../../../../shared/domain/masking/html-text.ts';
import { arbitraryHtml, textNodes } from '../../../support/masked-html.ts';

it.each([
  ['nothing between blocks', '<p>one</p><p>two</p>', 'onetwo'],
  ['references', '&amp;amp; &lt;b&gt; &quot;&#39;&nbsp;&#x1F600;&#128512;', '&amp; <b> "\'\u00a0😀😀'],
  ['an ampersand that is none', 'R&D &copy &x; a&', 'R&D &copy &x; a&'],
  ['a > inside a value', '<a title="a > b" href=\'x>y\'>z</a>', 'z'],
  ['a quote outside a value', '<p a"b>x</p>', 'x'],
  ['a < before no name', '1 < 2, <3', '1 < 2, <3'],
  ['comments', 'a<!-- <b>x</b> -->b<!doctype html>c<?x?>d', 'abcd'],
  ['line breaks as one', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
  ['no line break behind <pre>', '<pre>\n\na</pre><pre>\r\nb</pre>', '\nab'],
  ['a tag that does not end', 'a<b title="x', 'a'],
  ['what is no character', '&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
])('reads %s', (_what, html, text) => {
  expect(textContentOf(html)).toBe(text);
});

it('says what another parser says, of whatever the sanitizer lets through', () => {
  fc.assert(
    fc.property(fc.oneof(arbitraryHtml, fc.string({ unit: 'binary', maxLength: 60 })), (given) => {
      const { html } = sanitizeRichText(given);
      expect(textContentOf(html)).toBe(textNodes(html).join('').replace(/\r\n?/g, '\n'));
    }),
    { numRuns: 300 },
  );
});

it('knows the place of each unit', () => {
  const html = '<p>a&amp;😀<b>&#x1F600;</b></p>';
  const { text, starts, ends } = mapText(html);
  expect(Array.from(text, (_char, unit) => html.slice(starts[unit], ends[unit])).slice(0, 3)).toEqual([
    'a',
    '&amp;',
    '\ud83d',
  ]);
  expect([html.slice(starts[4], ends[4]), html.slice(starts[5], ends[5])]).toEqual(['&#x1F600;', '&#x1F600;']);
});

it.each(['<a ', '<a b="', '<a b=\'"', '<!--', '<', '&', '</', '="<a', '<p>', '&#'])(
  'reads a megabyte of %j in a moment',
  (piece) => {
    const began = performance.now();
    mapText(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - began).toBeLessThan(3000);
  },
);
