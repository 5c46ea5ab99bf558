import { announced, distinctName, fileRefusal, sortChosen } from '../../../../../web/src/desk/uploads/file-limits.ts';

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

it.each([
  ['image.png', ['other.png'], 'image.png'],
  ['image.png', ['image.png'], 'image (2).png'],
  ['image.png', ['image.png', 'image (2).png'], 'image (3).png'],
  ['README', ['README'], 'README (2)'],
  ['.env', ['.env'], '.env (2)'],
])('given %s beside %j, then it is called %s', (name, taken, expected) => {
  expect(distinctName(name, new Set(taken))).toBe(expected);
});

it('given files are chosen, then each is added by a name of its own, as many as there can be', () => {
  const chosen = ['image.png', 'image.png', 'a.exe', 'last.png', 'more.png'].map((name) => new File(['x'], name));
  const others = ['image.png', ...Array.from({ length: 6 }, (_, index) => `${index}.pdf`)];
  const { added, refused } = sortChosen(chosen, others, (file, before) =>
    fileRefusal(file, others.length + before.length),
  );
  expect(added.map(({ file }) => file.name)).toEqual(['image (2).png', 'image (3).png', 'last.png']);
  expect(new Set(added.map(({ file }) => file.id)).size).toBe(3);
  expect(refused).toEqual([
    { name: 'a.exe', because: 'type' },
    { name: 'more.png', because: 'number' },
  ]);
});
