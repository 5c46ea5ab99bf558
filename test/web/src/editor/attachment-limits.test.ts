import { attachRefusal } from '../../../../web/src/editor/attachment-limits.ts';

const MB = 1024 * 1024;
const aFile = (over: Partial<{ name: string; type: string; size: number }> = {}) => ({
  name: 'a.pdf',
  type: 'application/pdf',
  size: 10,
  ...over,
});

describe('given the files of a draft, when one is added', () => {
  const ten = Array.from({ length: 10 }, (_, index) => aFile({ name: `${index}.pdf` }));
  it.each([
    ['a program', aFile({ name: 'a.exe' }), [], 'resolve', 'type'],
    ['an empty one', aFile({ size: 0 }), [], 'comment', 'empty'],
    ['one of more than 25 MB', aFile({ size: 25 * MB + 1 }), [], 'comment', 'too_large'],
    ['the eleventh', aFile(), ten, 'comment', 'number'],
    ['one that makes the mail too large', aFile({ size: 4 * MB }), [aFile({ size: 4 * MB })], 'pend', 'mail'],
  ] as const)('%s: it is refused', (_, file, files, command, because) => {
    expect(attachRefusal(file, files, command)).toEqual({ name: file.name, because });
  });
  it.each([
    ['exactly 25 MB to a comment', aFile({ size: 25 * MB }), [], 'comment'],
    ['exactly 7 MB together to a mail', aFile({ size: 3 * MB }), [aFile({ size: 4 * MB })], 'resolve'],
    ['the tenth', aFile(), ten.slice(1), 'resolve'],
  ] as const)('%s: it is taken', (_, file, files, command) => {
    expect(attachRefusal(file, files, command)).toBeUndefined();
  });
});
