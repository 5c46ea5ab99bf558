import { ProblemError } from '../../../../web/src/desk/api/problem-error.ts';
import { restrictedIn } from '../../../../web/src/editor/restricted-in.ts';

const inText = { where: 'text', start: 3, end: 8, word: 'idiot', written: 'Idiot' };
const inSubject = { ...inText, where: 'subject' };
const refused = (code: string, matches: unknown): ProblemError =>
  new ProblemError({ type: 'about:blank', title: 'Refused', status: 409, code, matches }, 409);

test.each([
  ['those of the text', refused('restricted_words', [inSubject, inText]), [inText]],
  ['none that can’t be read', refused('restricted_words', [{ word: 'idiot' }]), []],
  ['none of another refusal', refused('not_assignee', [inText]), []],
  ['none of an error of the network', new Error('offline'), []],
])('given an error, then %s are found', (_, error, words) => {
  expect(restrictedIn(error)).toEqual(words);
});
