import { once } from '../../../../shared/domain/kernel/once.ts';

it.each([[{ a: 1 }], [undefined], [null], [0]])('given %j, then it is made when asked for, and once', (value) => {
  let made = 0;
  const get = once(() => {
    made += 1;
    return value;
  });
  expect(made).toBe(0);
  expect([get(), get()]).toEqual([value, value]);
  expect(made).toBe(1);
});

it('given a fault, then it is tried again', () => {
  let tries = 0;
  const get = once(() => {
    tries += 1;
    if (tries === 1) throw new Error('not yet');
    return 'made';
  });
  expect(get).toThrow('not yet');
  expect(get()).toBe('made');
});
