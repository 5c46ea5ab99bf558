import { changeOfWords, editedWords, wordsInLines } from '../../../../../web/src/admin/restricted-words/word-edits.ts';

describe('given lines that were pasted', () => {
  it('when some are empty or in the list already, then only the others are words', () => {
    expect(wordsInLines(' idiot \n\nGUARANTEED\r\n환불 불가\nidiot', ['guaranteed'], 10)).toEqual({
      fresh: ['idiot', '환불 불가'],
      known: 2,
    });
  });

  it.each([
    ['one is too long', `fine\n${'x'.repeat(51)}`, { fault: 'tooLong', word: 'x'.repeat(51) }],
    ['one has nothing to be found by', 'fine\n!!!', { fault: 'noLetters', word: '!!!' }],
    ['there are too many', 'one\ntwo', { fault: 'tooMany' }],
  ])('when %s, then none is taken', (_, text, fault) => {
    expect(wordsInLines(text, ['guaranteed'], 2)).toEqual(fault);
  });
});

describe('given two who edit one list', () => {
  const base = ['a', 'b', 'c'];
  const mine = { added: ['mine', 'both'], removed: ['a', 'b'] };
  const theirs = ['b', 'c', 'theirs', 'both'];

  it('when one saves over the other, then what both added and removed holds', () => {
    expect(editedWords(theirs, mine)).toEqual(['c', 'theirs', 'both', 'mine']);
    expect(changeOfWords(base, theirs)).toEqual({ added: ['theirs', 'both'], removed: ['a'] });
  });
});
