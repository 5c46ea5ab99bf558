import { changedPart } from '../../../../../web/src/admin/kit/changed-part.ts';

it.each([
  ['a word', 'We answer today, gladly', 'We answer tomorrow, gladly', 'today', 'tomorrow'],
  ['a part of a word: all of it', 'Two tickets', 'Two ticket', 'tickets', 'ticket'],
  ['a Korean word', '오늘 답변합니다', '내일 답변합니다', '오늘', '내일'],
  ['what was added at the end', 'Hello', 'Hello there', '', ' there'],
  ['what was taken from the middle', 'a, b, c', 'a, c', 'b, ', ''],
  ['nothing', 'the same', 'the same', '', ''],
  ['everything', 'one', 'two', 'one', 'two'],
  ['all of an empty text', '', 'new', '', 'new'],
])('given two texts that differ in %s, then that part is found', (_, before, after, was, is) => {
  const parts = changedPart(before, after);
  expect([parts.before.changed, parts.after.changed]).toEqual([was, is]);
  expect(parts.before.begin + parts.before.changed + parts.before.end).toBe(before);
  expect(parts.after.begin + parts.after.changed + parts.after.end).toBe(after);
});
