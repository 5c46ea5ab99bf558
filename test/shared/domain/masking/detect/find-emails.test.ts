import { spansOf } from './spans-of.ts';

describe('an e-mail address', () => {
  it.each([
    ['메일은 hong@example.com으로', 'hong@example.com'],
    ['<hong.gd+a@mail.example.co.kr>', 'hong.gd+a@mail.example.co.kr'],
    ['HONG@EXAMPLE.COM.', 'HONG@EXAMPLE.COM'],
    ['email=hong@example.com&x=1', 'hong@example.com'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ["'hong@example.com'", 'hong@example.com'],
    ['hong (at) example (dot) com', 'hong (at) example (dot) com'],
    ['hong[at]example.com', 'hong[at]example.com'],
    ['hong골뱅이example.com', 'hong골뱅이example.com'],
    ['hong＠example．com', 'hong＠example．com'],
    ['hong.gd @ example.com', 'hong.gd @ example.com'],
    ['e-mail: hong @ example.com', 'hong @ example.com'],
    ['a@b@example.com', 'b@example.com'],
    ['https://example.com/?to=hong@example.com', 'hong@example.com'],
    ['01012345678@example.com', '01012345678@example.com'],
  ])('stands in %s', (text, address) => {
    expect(spansOf(text)).toEqual([`email:${address}`]);
  });

  it.each([
    'see you @ example.com',
    'package@1.2.3',
    'logo@2x.png',
    'git@github.com:example/project.git',
    'no-reply@example.com',
    'noreply@example.com',
    'user@localhost',
    'a..b@example.com',
    'hong.@example.com',
    '@example.com',
    'hong@',
    'hong@-example.com',
    'hong@example',
    `${'a'.repeat(65)}@example.com`,
  ])('%s is none', (text) => {
    expect(spansOf(text)).toEqual([]);
  });

  it('has 64 characters before its sign at most', () => {
    expect(spansOf(`${'a'.repeat(64)}@example.com`)).toHaveLength(1);
  });
});
