import {
  afterDecision,
  afterMarksAnswer,
  type ImportantMarks,
} from '../../../../../web/src/desk/important/important-marks.ts';

const numbersOf = (marks: ImportantMarks) => [...marks.numbers].sort((a, b) => a - b);

it('given an answer, then what it names is marked, and what it doesn’t name any more is not', () => {
  const first = afterMarksAnswer(undefined, [4, 7], 1_000);
  expect(numbersOf(first)).toEqual([4, 7]);
  expect(numbersOf(afterMarksAnswer(first, [7, 9], 60_000))).toEqual([7, 9]);
});

it('given a decision, then it is shown at once, and an answer that may lack it takes nothing back', () => {
  const before = afterMarksAnswer(undefined, [4], 1_000);
  const decided = afterDecision(afterDecision(before, 4, false, 50_000), 9, true, 50_000);
  expect(numbersOf(decided)).toEqual([9]);
  expect(numbersOf(before)).toEqual([4]);
  expect(numbersOf(afterMarksAnswer(decided, [4], 55_000))).toEqual([9]);
  expect(numbersOf(afterMarksAnswer(afterMarksAnswer(decided, [4], 55_000), [4], 59_000))).toEqual([9]);
});

it('given a decision of long ago, then the answer counts', () => {
  const decided = afterDecision(undefined, 9, true, 50_000);
  expect(numbersOf(afterMarksAnswer(decided, [4], 61_000))).toEqual([4]);
});
