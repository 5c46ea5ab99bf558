import { incomingTitle } from '../../../../shared/domain/mail/incoming-title.ts';

describe('incomingTitle', () => {
  it.each([
    ['  a \t b\u0000c\r\nd ', 'a b c d'],
    ['x\u202egnp.exe', 'x gnp.exe'],
    ['a'.repeat(300), 'a'.repeat(255)],
    ['', '(no subject)'],
    ['\ud83d', '\ufffd'],
  ])('%j becomes %j', (subject, title) => {
    expect(incomingTitle(subject, 'en')).toBe(title);
  });
});
