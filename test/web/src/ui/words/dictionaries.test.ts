import { en, type WordKey } from '../../../../../web/src/ui/words/en.ts';
import { ko } from '../../../../../web/src/ui/words/ko.ts';

const keys = Object.keys(en) as WordKey[];
const variables = (words: string): readonly string[] =>
  [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('given the console speaks English and Korean', () => {
  test('when the dictionaries are laid side by side, then they have the same keys', () => {
    expect(Object.keys(ko).sort()).toEqual([...keys].sort());
  });

  test.each(keys)('when %s is said, then it has words and the same variables in both', (key) => {
    expect(en[key].trim()).not.toBe('');
    expect(ko[key].trim()).not.toBe('');
    expect(variables(ko[key])).toEqual(variables(en[key]));
  });

  // Whoever speaks to the console says what stands on the button (WCAG 2.5.3).
  test.each([en, ko])('when new tickets wait, then the button is named by the words on it', (words) => {
    expect(words['list.showArrivals']).toContain(words['list.arrivals']);
  });
});
