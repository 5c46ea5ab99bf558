import fc from 'fast-check';
import { detectInHtml } from '../../../../../shared/domain/masking/detect/detect-in-html.ts';
import { textContentOf } from '../../../../../shared/domain/masking/html-text.ts';
import { arbitraryHtml } from '../../../../support/masked-html.ts';

const found = (html: string) =>
  detectInHtml(html).map(({ kind, start, end }) => `${kind}:${textContentOf(html).slice(start, end)}`);

describe('personal data in HTML', () => {
  it.each([
    ['<p>010-1234-5678</p><p>2024-11-22</p>', ['phone:010-1234-5678']],
    ['<table><tr><td>1024</td><td>010-1234-5678</td><td>3</td></tr></table>', ['phone:010-1234-5678']],
    ['hong@example.com<br />home', ['email:hong@example.com']],
    ['<b>계좌번호</b><span>국민 </span><td>123456-04-123456</td>', ['account:123456-04-123456']],
  ])('ends at its block: %s', (html, spans) => {
    expect(found(html)).toEqual(spans);
  });

  it.each([
    '<p>010-<b>1234</b>-5678</p>',
    '<p>0<span>10</span>-1234-5678<br>ok</p>',
    '<p>010&#45;1234&#x2d;5678</p>',
    '<p title="02-555-1234">010-1234-5678</p>',
  ])('runs on through inline tags and references, and is not in attributes: %s', (html) => {
    expect(found(html)).toEqual(['phone:010-1234-5678']);
  });

  it('is not made of the ends of two blocks', () => {
    expect(found('<p>010-1234</p><p>-5678</p>')).toEqual([]);
    expect(found('<p>010-1234<br>-5678</p>')).toEqual([]);
  });

  it('stands where masking looks for it, in any HTML', () => {
    fc.assert(
      fc.property(arbitraryHtml, arbitraryHtml, (before, after) => {
        const html = `${before}<p>010-1234-5678</p>${after}`;
        const start = textContentOf(before).length;
        expect(detectInHtml(html)).toContainEqual({ kind: 'phone', start, end: start + 13 });
      }),
    );
  });
});
