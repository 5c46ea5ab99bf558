import {
  AUDITED_BYTES,
  AUDITED_MEMBERS,
  auditedMembers,
  type AuditedMember,
} from '../../../../shared/domain/desk/audited-members.ts';
import { changedNames, DESK_SUBJECTS, type DeskSubject } from '../../../../shared/domain/desk/desk-facts.ts';
import { SHOWN_TEXT } from '../../../../shared/domain/kernel/differences.ts';

const between = (kind: DeskSubject, before: object | undefined, after: object): readonly AuditedMember[] =>
  auditedMembers(kind, changedNames(before as never, after as never), before as never, after as never);
const bytes = (members: readonly AuditedMember[]): number => Buffer.byteLength(JSON.stringify(members));

describe('given members that changed', () => {
  it('then each is told before and after; a side without a value is absent', () => {
    expect(
      between(
        'agent',
        { role: 'agent', mayUnmask: true, groupIds: ['a'] },
        { role: 'administrator', mayUnmask: true, groupIds: ['a', 'b'], email: 'mina@example.com' },
      ),
    ).toEqual([
      { name: 'email', told: 'values', after: 'mina@example.com' },
      { name: 'groupIds', told: 'values', before: ['a'], after: ['a', 'b'] },
      { name: 'role', told: 'values', before: 'agent', after: 'administrator' },
    ]);
    expect(between('category', { parentId: 'top' }, {})).toEqual([{ name: 'parentId', told: 'values', before: 'top' }]);
  });

  it('when one is a secret, then only that it changed; the same for one that nobody described', () => {
    const members = between(
      'customer_information',
      { key: 'sealed-1', sealedKey: 'x' },
      { key: 'sealed-2', sealedKey: 'y' },
    );
    expect(members).toEqual([
      { name: 'key', told: 'secret' },
      { name: 'sealedKey', told: 'secret' },
    ]);
  });

  it('when the subject says it, then it is left out', () => {
    expect(between('category', undefined, { kind: 'inquiry_type', categoryId: 'c', order: 0 })).toEqual([
      { name: 'order', told: 'values', after: 0 },
    ]);
  });

  it('when a list is long, then what came and what went are told, and how many others', () => {
    const words = Array.from({ length: 900 }, (_, i) => `word-${i}`);
    expect(between('restricted_words', { words }, { words: [...words.slice(2), '바보'] })).toEqual([
      { name: 'words', told: 'items', removed: ['word-0', 'word-1'], added: ['바보'], more: 0 },
    ]);
    const [first] = between('restricted_words', { words }, { words: words.map((word) => word.toUpperCase()) });
    if (first?.told !== 'items') throw new Error('the list is not told by its items');
    expect(first.removed.length).toBeGreaterThan(50);
    expect(first.added.length).toBeGreaterThan(50);
    expect(first.removed.length + first.added.length + first.more).toBe(1800);
  });

  it('when a long list only stands in another order, then there is no room for it', () => {
    const agentIds = Array.from({ length: 200 }, (_, i) => `agent-${String(i).padStart(30, '0')}`);
    expect(between('group', { agentIds }, { agentIds: agentIds.toReversed() })).toEqual([
      { name: 'agentIds', told: 'too_long' },
    ]);
  });

  it('when texts by language are long, then those that differ are told, each cut', () => {
    const [names] = between(
      'field',
      { names: { ko: '가'.repeat(2000), en: 'a'.repeat(2000) } },
      { names: { ko: '가'.repeat(2000), en: `${'a'.repeat(2000)}!` } },
    );
    expect(names).toEqual({
      name: 'names',
      told: 'values',
      before: { en: `…${'a'.repeat(200)}` },
      after: { en: `…${'a'.repeat(200)}!` },
      cut: true,
    });
  });
});

const letters = (length: number, seed: string): string => seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
const LARGEST: readonly (readonly [what: string, kind: DeskSubject, before: object | undefined, after: object])[] = [
  [
    'a field with all that it may have',
    'field',
    undefined,
    {
      names: Object.fromEntries(['ko', 'en', 'ja', 'zh'].map((language) => [language, letters(2000, '긴 글')])),
      options: Array.from({ length: 200 }, (_, i) => ({
        code: `option_${i}`,
        names: { ko: letters(100, '선택'), en: letters(100, 'choice'), ja: letters(100, '選択') },
        active: true,
      })),
      inquiryTypeIds: Array.from({ length: 1000 }, (_, i) => `type-${i}`),
      scope: 'customer',
      type: 'dropdown',
    },
  ],
  [
    'two layouts that have nothing in common',
    'mail_layout',
    { subject: letters(200, '제목'), html: letters(60_000, '이전 ') },
    { subject: letters(200, '새것'), html: letters(60_000, '다음 ') },
  ],
  [
    'two templates that have nothing in common',
    'template',
    {
      name: letters(120, '이름'),
      html: letters(10_000, '이전 '),
      categoryIds: Array.from({ length: 50 }, (_, i) => letters(60, `old-${i}`)),
    },
    {
      name: letters(120, '새것'),
      html: letters(10_000, '다음 '),
      categoryIds: Array.from({ length: 50 }, (_, i) => letters(60, `new-${i}`)),
    },
  ],
  [
    'twenty addresses in place of twenty',
    'service',
    { addresses: Array.from({ length: 20 }, (_, i) => `${letters(200, 'a')}${i}@example.com`) },
    { addresses: Array.from({ length: 20 }, (_, i) => `${letters(200, 'b')}${i}@example.com`) },
  ],
];

it.each(LARGEST)('keeps %s within its bytes', (_, kind, before, after) => {
  const members = between(kind, before, after);
  expect(bytes(members)).toBeLessThanOrEqual(AUDITED_BYTES);
  expect(members.map(({ name }) => name)).toEqual(changedNames(before as never, after as never));
  // Texts that were shortened are told; short members are never left out for long ones.
  expect(members.find(({ name }) => ['html', 'addresses', 'scope'].includes(name))).not.toMatchObject({
    told: 'too_long',
  });
});

it('shows two texts that have nothing in common as far as texts are shown', () => {
  const [html] = between('template', { html: letters(10_000, '이전 ') }, { html: letters(10_000, '다음 ') });
  expect(html).toMatchObject({ before: `${letters(SHOWN_TEXT, '이전 ')}…`, after: `${letters(SHOWN_TEXT, '다음 ')}…` });
});

it('describes the members of each kind of subject', () => {
  expect(Object.keys(AUDITED_MEMBERS).sort()).toEqual([...DESK_SUBJECTS].sort());
});
