import { boundReferences, markerOf, readMarker } from '../../../../shared/domain/mail/answer-mail.ts';

it('bounds references to the first and the newest, each once', () => {
  const ids = Array.from({ length: 30 }, (_, i) => `m${i}`);
  expect(boundReferences(ids)).toEqual(['m0', ...ids.slice(-19)]);
  expect(boundReferences(['a', 'b', 'a'])).toEqual(['b', 'a']);
});

it('reads its own marker and nobody else’s', () => {
  const marker = { serviceId: 'support', number: 7, mailId: 'mail_01J' };
  expect(readMarker(` ${markerOf(marker)} `)).toEqual(marker);
  expect(['', 'a/b/c', 'support/1/x', '//', 'a b/1/mail_1'].map(readMarker)).toEqual(Array(5).fill(undefined));
});
