import { OUTWARD_WORDS, readWords, tellWords } from '../../../../shared/domain/trigger/told-outward.ts';

test('words are counted in the order in which they were first said, and read again', () => {
  const told = tellWords(['mail_ordered', 'own_address', 'mail_ordered']);
  expect(told).toBe('mail_ordered 2, own_address 1');
  expect(readWords(told)).toEqual([
    { word: 'mail_ordered', count: 2 },
    { word: 'own_address', count: 1 },
  ]);
});

test.each(OUTWARD_WORDS)('%s is read as it was told', (word) => {
  expect(readWords(tellWords([word]))).toEqual([{ word, count: 1 }]);
});

test('what others wrote is passed over', () => {
  expect(readWords('set_priority')).toEqual([]);
  expect(readWords('')).toEqual([]);
});
