import { writtenAt } from '../../../../shared/domain/mail/written-at.ts';

describe('given a mail that was received at eight', () => {
  const received = '2026-11-22T08:00:00.000Z';

  it.each([
    ['a moment before', '2026-11-22T07:59:58.000Z', true],
    ['by a clock that is a minute ahead', '2026-11-22T08:01:00.000Z', true],
    ['in the future', '2026-11-22T08:01:01.000Z', false],
    ['a day before', '2026-11-21T08:00:00.000Z', true],
    ['longer ago', '2026-11-21T07:59:59.000Z', false],
    ['in 1970', '1970-01-01T00:00:00.000Z', false],
    ['at no time that can be read', 'yesterday', false],
  ])('when it says that it was written %s (%s), then it is believed: %s', (_, date, isKept) => {
    expect(writtenAt(date, received)).toBe(isKept ? date : undefined);
  });

  it('when it says nothing, then nothing is known', () => {
    expect(writtenAt(undefined, received)).toBeUndefined();
  });
});
