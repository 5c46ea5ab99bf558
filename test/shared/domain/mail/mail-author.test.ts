import { authorOf, customerOf } from '../../../../shared/domain/mail/mail-author.ts';

describe('customerOf', () => {
  const from = { name: 'Kim', address: 'Kim@Example.com' };
  const isOurs = (address: string) => address.startsWith('support');
  it.each([
    ['From alone', { from, replyTo: [] }, { name: 'Kim', email: 'kim@example.com' }],
    [
      'Reply-To',
      { from, replyTo: [{ name: 'Office', address: 'office@example.com' }] },
      { name: 'Office', email: 'office@example.com' },
    ],
    [
      'Reply-To without a name',
      { from, replyTo: [{ name: '', address: 'office@example.com' }] },
      { name: 'Kim', email: 'office@example.com' },
    ],
    [
      'Reply-To that is ours',
      { from, replyTo: [{ name: '', address: 'support@example.com' }] },
      { name: 'Kim', email: 'kim@example.com' },
    ],
    ['a name without address', { from: { name: 'The Cleaner', address: '' }, replyTo: [] }, { name: 'The Cleaner' }],
    [
      'a name that is the address',
      { from: { name: 'a@example.com', address: 'a@example.com' }, replyTo: [] },
      { email: 'a@example.com' },
    ],
    ['an address that is none', { from: { name: 'x', address: 'x y@z' }, replyTo: [] }, { name: 'x' }],
  ])('of %s', (_name, mail, customer) => {
    expect(customerOf(mail, isOurs)).toEqual(customer);
  });
  it('keeps the author apart', () => {
    expect(authorOf({ from })).toEqual({ name: 'Kim', email: 'kim@example.com' });
  });
});
