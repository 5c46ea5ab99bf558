import { announced, fileRefusal } from '../../../../../web/src/desk/uploads/file-limits.ts';

const MB = 1024 * 1024;
const aFile = (over: Partial<{ name: string; type: string; size: number }> = {}) => ({
  name: 'a.pdf',
  type: 'application/pdf',
  size: 10,
  ...over,
});

describe('what a file is announced as', () => {
  it.each([
    ['a type with parameters', { type: 'Text/Plain;charset=utf-8' }, { type: 'text/plain' }],
    ['no type', { type: '' }, { type: 'application/octet-stream' }],
    ['a type that is none', { type: 'folder' }, { type: 'application/octet-stream' }],
    ['a name that is too long', { name: `${'ㄱ'.repeat(300)}.pdf` }, { name: `${'ㄱ'.repeat(196)}.pdf` }],
    ['no name', { name: ' ' }, { name: 'file' }],
  ])('given %s', (_, given, expected) => {
    expect(announced(aFile(given))).toEqual(aFile(expected));
  });
});

describe('given others, when a file is added', () => {
  it.each([
    ['a program', aFile({ name: 'a.exe' }), 0, 'type'],
    ['an empty one', aFile({ size: 0 }), 0, 'empty'],
    ['one of more than 25 MB', aFile({ size: 25 * MB + 1 }), 0, 'too_large'],
    ['the eleventh', aFile(), 10, 'number'],
  ] as const)('%s: it is refused', (_, file, others, because) => {
    expect(fileRefusal(file, others)).toEqual({ name: file.name, because });
  });
  it.each([
    ['one of exactly 25 MB', aFile({ size: 25 * MB }), 0],
    ['the tenth', aFile(), 9],
  ] as const)('%s: it is taken', (_, file, others) => {
    expect(fileRefusal(file, others)).toBeUndefined();
  });
});
