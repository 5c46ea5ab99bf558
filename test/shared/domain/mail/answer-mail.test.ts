import { boundReferences } from '../../../../shared/domain/mail/answer-mail.ts';

it('bounds references to the first and the newest, each once', () => {
  const ids = Array.from({ length: 30 }, (_, i) => `m${i}`);
  expect(boundReferences(ids)).toEqual(['m0', ...ids.slice(-19)]);
  expect(boundReferences(['a', 'b', 'a'])).toEqual(['b', 'a']);
});
