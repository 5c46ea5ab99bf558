import { afterReading, isUnread, parseMarks, type ReadMarks } from '../../../../web/src/notices/read-marks.ts';

const aNotice = (noticeId: string, version = 1) => ({ noticeId, version });
const marked = (read: Record<string, number> = {}): ReadMarks => ({ folded: false, read });

it('is unread until its version was read', () => {
  expect(isUnread(marked(), aNotice('a'))).toBe(true);
  expect(isUnread(marked({ a: 1 }), aNotice('a'))).toBe(false);
  expect(isUnread(marked({ a: 1 }), aNotice('a', 2))).toBe(true);
});

it('keeps what was read of the listed ones, and nothing of those that are gone', () => {
  const listed = [aNotice('a', 3), aNotice('b'), aNotice('c')];
  expect(afterReading({ folded: true, read: { a: 2, gone: 1, b: 1 } }, [listed[0]!], listed)).toEqual({
    folded: true,
    read: { a: 3, b: 1 },
  });
});

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another kind of value', '7'],
  ['null', 'null'],
  ['members of other kinds', '{"folded":"yes","read":[]}'],
])('takes %s for no marks', (_, kept) => {
  expect(parseMarks(kept)).toEqual({ folded: false, read: {} });
});

it('reads what was kept, without versions that are no numbers', () => {
  expect(parseMarks('{"folded":true,"read":{"a":2,"b":"1"}}')).toEqual({ folded: true, read: { a: 2 } });
});
