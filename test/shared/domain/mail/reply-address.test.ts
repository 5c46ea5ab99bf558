import {
  numbersInSubject,
  readAddress,
  readReplyLabel,
  replyAddress,
} from '../../../../shared/domain/mail/reply-address.ts';

it('comes back from what it was made of, whatever case a server gave it', () => {
  const address = replyAddress('support@example.com', 1024, 'abcdefghijklm234');
  expect(address).toBe('support+1024-abcdefghijklm234@example.com');
  expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
  const { bare, label } = readAddress(` ${address.toUpperCase()} `);
  expect([bare, readReplyLabel(label)]).toEqual(['support@example.com', { number: 1024, mac: 'abcdefghijklm234' }]);
});
it.each([
  ['support@example.com', { bare: 'support@example.com' }],
  ['a+b+c@example.com', { bare: 'a@example.com', label: 'b+c' }],
  ['+x@example.com', { bare: '+x@example.com' }],
  ['a@ex+ample.com', { bare: 'a@ex+ample.com' }],
  ['nothing', { bare: 'nothing' }],
])('takes %s apart', (address, parts) => {
  expect(readAddress(address)).toEqual(parts);
});
it.each([
  [undefined],
  ['1024'],
  ['1024-abc'],
  ['1024-abcdefghijklm2345'],
  ['0123456789-abcdefghijklm234'],
  ['1024-abcdefghijklm018'],
])('finds no reference in %s', (label) => {
  expect(readReplyLabel(label)).toBeUndefined();
});
it.each([
  ['Re: x [#1024]', [1024]],
  ['[#1] and [#22]', [22, 1]],
  ['#1024', []],
  ['[#0] [#12345678901]', []],
  ['', []],
])('reads numbers of %j', (subject, numbers) => {
  expect(numbersInSubject(subject)).toEqual(numbers);
});
