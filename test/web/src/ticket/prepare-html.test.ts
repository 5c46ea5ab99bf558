import { steadyAddress } from '../../../../web/src/ticket/prepare-html.ts';

describe('given an attachment with a new address for each reading', () => {
  test('when it is read again within ten minutes, then it keeps the first; afterwards it takes the new one', () => {
    expect(steadyAddress('file-1', 'https://example.com/1', 0)).toBe('https://example.com/1');
    expect(steadyAddress('file-1', 'https://example.com/2', 599_999)).toBe('https://example.com/1');
    expect(steadyAddress('file-1', 'https://example.com/3', 600_000)).toBe('https://example.com/3');
  });
});
