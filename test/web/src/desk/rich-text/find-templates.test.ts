import { fittingTemplates, type TemplateHead } from '../../../../../web/src/desk/rich-text/find-templates.ts';

const template = (searchCode: string, over: Partial<TemplateHead> = {}): TemplateHead => ({
  templateId: searchCode,
  version: 1,
  shared: true,
  name: searchCode,
  searchCode,
  language: 'en',
  categoryIds: [],
  useCount: 0,
  createdBy: 'boss',
  createdAt: '2026-11-22T09:00:00.000Z',
  editedBy: null,
  editedAt: null,
  ...over,
});
const codes = (
  templates: readonly TemplateHead[],
  query: string,
  ticket: Parameters<typeof fittingTemplates>[2] = { language: 'en', processingTypeId: null },
): readonly string[] => fittingTemplates(templates, query, ticket).map(({ searchCode }) => searchCode);

const refund = template('refund', { name: 'Refund is done', categoryIds: ['refunded'] });
const card = template('card', { name: 'Refund to the card' });
const korean = template('환불', { name: '환불 완료 안내', language: 'ko' });
const all = [card, korean, refund];

test('given nothing typed, then all are there, those in the ticket’s language first, in the order of their use', () => {
  expect(codes(all, '')).toEqual(['card', 'refund', '환불']);
  expect(codes(all, '', { language: 'ko', processingTypeId: null })).toEqual(['환불', 'card', 'refund']);
});
test.each([
  ['refund', ['refund', 'card']],
  ['REF', ['refund', 'card']],
  ['refundis', ['refund']],
  ['환불완료', ['환불']],
  ['ｃａｒｄ', ['card']],
  ['nothing', []],
])('given %j typed, then %j fit, a code before a name', (query, expected) => {
  expect(codes(all, query)).toEqual(expected);
});
test('given a ticket with a processing type, then those for others are not offered', () => {
  expect(codes(all, '', { language: 'en', processingTypeId: 'exchanged' })).toEqual(['card', '환불']);
  expect(codes(all, 'refund', { language: 'en', processingTypeId: 'refunded' })).toEqual(['refund', 'card']);
});
test('the whole code comes first in any language', () => {
  expect(codes([template('dear'), template('de', { language: 'ko' })], 'de')).toEqual(['de', 'dear']);
});
