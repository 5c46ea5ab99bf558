import {
  changeBody,
  EMPTY,
  newBody,
  originKey,
  originOf,
} from '../../../../../web/src/admin/customer-information/source-values.ts';

test('given a key, then a new one is sent, a stored one never, and null takes it away', () => {
  expect(changeBody({ name: 'Shop', key: { is: 'new', text: 'secret' } })).toEqual({ name: 'Shop', key: 'secret' });
  expect(changeBody({ key: { is: 'none' } })).toEqual({ key: null });
  expect(changeBody({ name: 'Shop', key: { is: 'set' } })).toEqual({ name: 'Shop' });
  expect(changeBody({ active: false })).toEqual({ active: false });
  expect(newBody({ ...EMPTY, key: { is: 'none' } }, 3)).not.toHaveProperty('key');
  expect(newBody({ ...EMPTY, key: { is: 'new', text: 'secret' } }, 3)).toMatchObject({ key: 'secret', order: 3 });
});

test.each([
  { kind: 'customer', property: 'email' },
  { kind: 'ticket', property: 'number' },
  { kind: 'field', code: 'order:no' },
  { kind: 'typed', label: 'Member', required: true },
] as const)('given the origin $kind, then its key in the menu stands for it again', (from) => {
  expect(originOf(originKey(from), from)).toEqual(from);
});

test('given another origin, then it is typed by agents anew, under no label yet', () => {
  expect(originOf('typed', { kind: 'field', code: 'order' })).toEqual({ kind: 'typed', label: '', required: false });
});
