import {
  findTemplates,
  SEARCH_CODE_LENGTH,
  tidySearchCode,
  type CountedTemplate,
} from '../../../../shared/domain/template/template.ts';
import { aTemplate } from '../../../support/templates.ts';

describe('a search code', () => {
  it.each([
    ['Hello', 'hello'],
    ['  환불-1 ', '환불-1'],
    ['ＡＢＣ', 'abc'],
    ['환불'.normalize('NFD'), '환불'],
    ['a.b_c-9', 'a.b_c-9'],
    ['x'.repeat(SEARCH_CODE_LENGTH), 'x'.repeat(SEARCH_CODE_LENGTH)],
  ])('%p is kept as %p', (written, kept) => {
    expect(tidySearchCode(written)).toEqual({ ok: true, value: kept });
  });
  it.each(['', ' ', 'two words', '#hash', '-first', 'a/b', 'x'.repeat(SEARCH_CODE_LENGTH + 1), '가\u200b나'])(
    '%p is refused',
    (written) => {
      expect(tidySearchCode(written)).toMatchObject({ ok: false });
    },
  );
});

describe('looking for templates', () => {
  const counted = (templateId: string, over: Partial<CountedTemplate> = {}): CountedTemplate => ({
    ...aTemplate({ templateId, name: templateId, searchCode: templateId.toLowerCase(), ...over }),
    useCount: over.useCount ?? 0,
  });
  const ids = (templates: readonly CountedTemplate[], search: Parameters<typeof findTemplates>[1] = {}) =>
    findTemplates(templates, search).map(({ templateId }) => templateId);

  it('gives the most used first, then by name', () => {
    expect(ids([counted('C'), counted('A'), counted('Often', { useCount: 3 }), counted('B')])).toEqual([
      'Often',
      'A',
      'B',
      'C',
    ]);
  });
  it('finds a text in name or code, in any case and width', () => {
    const all = [
      counted('Refund'),
      counted('Delay', { searchCode: 'refund-late' }),
      counted('환불 안내', { searchCode: 'x' }),
    ];
    expect(ids(all, { text: ' ＲＥＦ ' })).toEqual(['Delay', 'Refund']);
    expect(ids(all, { text: '환불'.normalize('NFD') })).toEqual(['환불 안내']);
    expect(ids(all, { text: 'nothing' })).toEqual([]);
  });
  it('offers those of a category and those of none', () => {
    const all = [
      counted('Own', { categoryIds: ['refund', 'delay'] }),
      counted('Other', { categoryIds: ['delay'] }),
      counted('Any'),
    ];
    expect(ids(all, { categoryId: 'refund' })).toEqual(['Any', 'Own']);
    expect(ids(all)).toEqual(['Any', 'Other', 'Own']);
  });
});
