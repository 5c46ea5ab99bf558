import { fits, fitUtf8, INLINE_LIMIT } from '../../../../shared/domain/mail/fit-body.ts';

describe('fitUtf8', () => {
  it.each([
    ['abc', 2, 'ab'],
    ['안녕', 5, '안'],
    ['안녕', 6, '안녕'],
    ['a😀b', 4, 'a'],
    ['a😀b', 5, 'a😀'],
    ['', 0, ''],
  ])('%j in %i bytes is %j', (text, limit, cut) => {
    expect(fitUtf8(text, limit)).toBe(cut);
  });
  it.each([
    ['a'.repeat(INLINE_LIMIT), true],
    ['a'.repeat(INLINE_LIMIT + 1), false],
    ['가'.repeat(INLINE_LIMIT / 3), true],
    ['가'.repeat(INLINE_LIMIT / 3 + 1), false],
  ])('knows what fits a row', (text, fit) => {
    expect(fits(text)).toBe(fit);
  });
});
