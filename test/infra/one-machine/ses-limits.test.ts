import { parseSesLimits } from '../../../infra/one-machine/ses-limits.ts';

it('reads a rate, a quota, and how long a day is', () => {
  expect(parseSesLimits('{"mailsPerSecond":1,"mailsPerDay":200}')).toEqual({ mailsPerSecond: 1, mailsPerDay: 200 });
  expect(parseSesLimits('{"mailsPerSecond":4,"mailsPerDay":0,"daySeconds":20}').daySeconds).toBe(20);
});

it.each([
  ['1,200', 'is not JSON'],
  ['{"mailsPerSecond":0,"mailsPerDay":200}', 'mailsPerSecond: '],
  ['{"mailsPerSecond":1}', 'mailsPerDay: '],
  ['{"mailsPerSecond":1,"mailsPerDay":200,"perHour":3}', 'perHour'],
])('says what is wrong with %s', (text, wrong) => {
  expect(() => parseSesLimits(text)).toThrow(wrong);
  expect(() => parseSesLimits(text)).toThrow('HANDOVER_SES_LIMITS');
});
