import { undoOffer } from '../../../../../web/src/desk/undo/undo-offer.ts';

const made = {
  serviceId: 'care',
  command: 'pend',
  answers: [
    { number: 1, entryId: 'ent_1' },
    { number: 2, entryId: 'ent_2' },
  ],
  words: '2 pending',
} as const;

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
  const before = undoOffer.get();
  if (before !== null) undoOffer.end(before);
});
afterEach(() => {
  jest.useRealTimers();
});

it('when answers are offered, then for as long as their service says', () => {
  expect(undoOffer.makeFor(10, made)).toBe(true);
  expect(undoOffer.get()).toEqual({ ...made, until: 1_010_000 });
});

it('when mails leave at once, or no answer has a mail, then nothing is offered, and what was offered before stays', () => {
  undoOffer.makeFor(10, made);
  expect(undoOffer.makeFor(0, { ...made, words: 'other' })).toBe(false);
  expect(undoOffer.makeFor(10, { ...made, answers: [], words: 'other' })).toBe(false);
  expect(undoOffer.get()).toMatchObject({ words: '2 pending' });
});

it('when one of its answers was taken back elsewhere, then the offer ends', () => {
  undoOffer.makeFor(10, made);
  undoOffer.endFor('ent_3');
  expect(undoOffer.get()).not.toBeNull();
  undoOffer.endFor('ent_2');
  expect(undoOffer.get()).toBeNull();
});
