import * as fc from 'fast-check';
import { composeRawMail, headerValue, parseRawMail } from '../../../../infra/local/ses/raw-mail.ts';

describe('a raw mail', () => {
  it('taken apart and put together is the same bytes, whatever they are', () => {
    const piece = fc.constantFrom(
      'From: a\r\n',
      ' folded\r\n',
      '\tfolded\n',
      'X: 1\n',
      '\r\n',
      '\n',
      '\r',
      ': no name\r\n',
      'no colon\r\n',
      'body \xff\xfe',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const bytes = Buffer.from(pieces.join(''), 'latin1');
        expect(composeRawMail(parseRawMail(bytes)).equals(bytes)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a folded value', 'A: 1\r\nSubject: one\r\n two\r\n\r\nSubject: body', 'one two'],
    ['bare line feeds', 'Subject: one\n\ttwo\n\nbody', 'one\ttwo'],
    ['letters in any case', 'sUBJECT:x\r\n\r\n', 'x'],
    ['UTF-8 as it stands', 'Subject: 안녕\r\n\r\n', '안녕'],
    ['the first of two', 'Subject: 1\r\nSubject: 2\r\n\r\n', '1'],
    ['nothing in the body', 'A: 1\r\n\r\nSubject: body', undefined],
    ['nothing when the header block is empty', '\r\nSubject: body', undefined],
  ])('shows %s', (_, mail, subject) => {
    expect(headerValue(parseRawMail(Buffer.from(mail)), 'Subject')).toBe(subject);
  });
});
