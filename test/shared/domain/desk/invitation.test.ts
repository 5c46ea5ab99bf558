import {
  beginInvitation,
  endInvitation,
  type Invitation,
  INVITATION_DAYS,
  stateOf,
} from '../../../../shared/domain/desk/invitation.ts';

const at = new Date('2026-11-30T09:00:00.000Z');
const later = (milliseconds: number) => new Date(at.getTime() + milliseconds);
const VALID = INVITATION_DAYS * 86_400_000;
const jun = { agentId: 'jun', serviceId: 'care', language: 'ko' } as const;
const begun = beginInvitation(jun, undefined, at);

it('is valid for as many days as the user pool lets a temporary password in', () => {
  expect(begun).toEqual({
    ...jun,
    invitedAt: '2026-11-30T09:00:00.000Z',
    validUntil: '2026-12-03T09:00:00.000Z',
    status: 'sending',
    version: 1,
  });
});

it('begins anew after another one, of which nothing stays', () => {
  const failed = endInvitation(begun, 'daily_quota');
  expect(failed).toEqual({ ...begun, status: 'not_sent', reason: 'daily_quota', version: 2 });
  const other = { ...jun, serviceId: 'engineering', language: 'en' } as const;
  expect(beginInvitation(other, failed, later(1000))).toEqual({
    ...beginInvitation(other, undefined, later(1000)),
    version: 3,
  });
});

it.each<readonly [string, Invitation, number, ReturnType<typeof stateOf>]>([
  ['on its way', begun, 59_999, { state: 'sending' }],
  ['on its way for a minute', begun, 60_000, { state: 'not_sent', reason: 'unanswered' }],
  ['mailed', endInvitation(begun, undefined), 60_000, { state: 'sent' }],
  ['mailed, in its last moment', endInvitation(begun, undefined), VALID - 1, { state: 'sent' }],
  ['mailed, and its time is over', endInvitation(begun, undefined), VALID, { state: 'expired' }],
  ['not mailed', endInvitation(begun, 'refused'), 0, { state: 'not_sent', reason: 'refused' }],
  ['not mailed long ago', endInvitation(begun, 'refused'), VALID, { state: 'not_sent', reason: 'refused' }],
])('given one that is %s, then it says so', (_, invitation, milliseconds, state) => {
  expect(stateOf(invitation, later(milliseconds))).toEqual(state);
});
