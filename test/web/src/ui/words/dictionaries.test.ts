import { adminEn } from '../../../../../web/src/ui/words/admin/en.ts';
import { adminKo } from '../../../../../web/src/ui/words/admin/ko.ts';
import { en } from '../../../../../web/src/ui/words/en.ts';
import { ko } from '../../../../../web/src/ui/words/ko.ts';

const variables = (words: string): readonly string[] =>
  [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
  ['the desk', en, ko],
  ['the administration', adminEn, adminKo],
])('given %s speaks English and Korean', (_, english, korean) => {
  const keys = Object.keys(english);

  test('when the dictionaries are laid side by side, then they have the same keys', () => {
    expect(Object.keys(korean).sort()).toEqual([...keys].sort());
  });

  test.each(keys)('when %s is said, then it has words and the same variables in both', (key) => {
    expect(english[key]?.trim()).not.toBe('');
    expect(korean[key]?.trim()).not.toBe('');
    expect(variables(korean[key] ?? '')).toEqual(variables(english[key] ?? ''));
  });
});

describe('given a button whose words change', () => {
  // Whoever speaks to the console says what stands on the button (WCAG 2.5.3).
  test.each([en, ko])('when new tickets wait, then the button is named by the words on it', (words) => {
    expect(words['list.showArrivals']).toContain(words['list.arrivals']);
  });
});
