import { sanitizeRichText } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';

const cell = (words: string) =>
  `<td style="border: 1px solid #9aa1ad; padding: 4px 8px; vertical-align: top"><p dir="auto">${words}</p></td>`;
const table = `<table style="border-collapse: collapse"><tbody><tr>${cell('Item')}${cell('Price')}</tr><tr>${cell('Lamp')}${cell('12,000')}</tr></tbody></table>`;

it('given a table that an agent pasted, then rows, cells and borders stay, and its text keeps them apart', () => {
  const { html, text } = sanitizeRichText(table);
  expect(html.match(/<tr>/g)).toHaveLength(2);
  expect(html.match(/<td style="border:1px solid #9aa1ad;padding:4px 8px;vertical-align:top">/g)).toHaveLength(4);
  expect(text).toBe('Item\tPrice\nLamp\t12,000');
});

it('given a customer’s plain table, then its cells don’t run into each other', () => {
  expect(
    sanitizeRichText('<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td></td><td>d</td></tr></table>').text,
  ).toBe('a\tb\nc\t\td');
});
