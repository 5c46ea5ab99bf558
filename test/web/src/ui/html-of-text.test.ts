import { htmlOfText } from '../../../../web/src/ui/html-of-text.ts';

describe('given plain text', () => {
  test('when it is shown, then lines stay lines and nothing of it is markup', () => {
    expect(htmlOfText('a < b & "c"\n\n<script>')).toBe(
      '<div>a &lt; b &amp; &quot;c&quot;</div><br><div>&lt;script&gt;</div>',
    );
  });
  test('when it has addresses, then they are links, without the sentence’s end', () => {
    expect(htmlOfText('See https://example.com/a?b=1&c=2.')).toBe(
      '<div>See <a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>.</div>',
    );
  });
});
