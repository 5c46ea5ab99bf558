import { ProblemError } from '../../../../../web/src/desk/api/problem-error.ts';
import { faultsOfRefusal } from '../../../../../web/src/admin/kit/faults.ts';

const refusal = (...errors: readonly { readonly pointer: string; readonly detail: string }[]): ProblemError =>
  new ProblemError(
    { type: 'about:blank', title: 'The request is not valid', status: 400, code: 'validation_failed', errors } as never,
    400,
  );

describe('what the desk says is wrong with values', () => {
  const table = { 'At most 0 characters': 'fault.tooLong', 'It needs an option': 'fault.chooseOne' } as const;

  it.each([
    ['It needs an option', { words: 'fault.chooseOne' }],
    ['At most 100 characters', { words: 'fault.tooLong', limit: 100 }],
    ['At most 7 bananas', { detail: 'At most 7 bananas' }],
    ['Something else', { detail: 'Something else' }],
  ])('given “%s”, then it is %j', (detail, fault) => {
    expect(faultsOfRefusal(refusal({ pointer: '#/names/ko', detail }), {}, table)).toEqual(
      new Map([['#/names/ko', fault]]),
    );
  });

  it('keeps the first of two for one place, and those for others', () => {
    const found = faultsOfRefusal(
      refusal(
        { pointer: '#/options/2/names/ko', detail: 'At most 100 characters' },
        { pointer: '#/options/2/names/ko', detail: 'It needs an option' },
        { pointer: '#/options', detail: 'It needs an option' },
      ),
      {},
      table,
    );
    expect([...found.keys()]).toEqual(['#/options/2/names/ko', '#/options']);
    expect(found.get('#/options/2/names/ko')).toEqual({ words: 'fault.tooLong', limit: 100 });
  });
});
