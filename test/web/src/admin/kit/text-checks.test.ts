import { contentFault, unknownIn } from '../../../../../web/src/admin/kit/text-checks.ts';
import { begunVariable } from '../../../../../web/src/admin/kit/variable-choice.ts';

it.each([
  ['<p>#{content}</p>', null],
  ['<p>Bye</p>', 'none'],
  ['<p>#{content} #{content}</p>', 'many'],
  ['<a href="#{content}">x</a>', 'inTag'],
] as const)('the place of the answer in %s', (html, fault) => {
  expect(contentFault(html)).toBe(fault);
});

it('names each variable that does not exist once; the answer’s place is one in layouts alone', () => {
  expect(unknownIn('#{nam} #{customer.name} #{nam} #{content}')).toEqual(['nam', 'content']);
  expect(unknownIn('#{content} #{today}', true)).toEqual([]);
});

it.each([
  ['Dear #{', ''],
  ['Dear #{customer.na', 'customer.na'],
  ['Dear #{customer.name}', null],
  ['Dear #', null],
  ['#{a b', null],
])('what is begun before the cursor in %s', (before, query) => {
  expect(begunVariable(before)).toBe(query);
});
