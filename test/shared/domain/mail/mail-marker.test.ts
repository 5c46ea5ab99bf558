import { markerOf, readMarker } from '../../../../shared/domain/mail/mail-marker.ts';

it('reads its own marker and nobody else’s', () => {
  const marker = { serviceId: 'support', number: 7, mailId: 'mail_01J' };
  expect(readMarker(` ${markerOf(marker)} `)).toEqual(marker);
  expect(['', 'a/b/c', 'support/1/x', '//', 'a b/1/mail_1'].map(readMarker)).toEqual(Array(5).fill(undefined));
});
