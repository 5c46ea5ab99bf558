import { invitationSentence } from '../../../infra/operate/desk-invitations.ts';
import { beginInvitation, endInvitation, NOT_SENT_REASONS } from '../../../shared/domain/desk/invitation.ts';

const begun = beginInvitation({ agentId: 'jun', serviceId: 'care', language: 'ko' }, undefined, new Date());
const email = 'jun@example.com';

it('says until when an invitation can be accepted', () => {
  expect(invitationSentence(email, endInvitation(begun, undefined))).toEqual({
    isOut: true,
    sentence: `jun@example.com is invited; the temporary password is valid until ${begun.validUntil}.`,
  });
});

it.each(NOT_SENT_REASONS)('says why one was not mailed (%s), and how it is repeated', (reason) => {
  const { isOut, sentence } = invitationSentence(email, endInvitation(begun, reason));
  expect(isOut).toBe(false);
  expect(sentence).toMatch(
    /^The invitation of jun@example\.com was not mailed: [^.]{10}.+\. Repeat it: npm run invite/,
  );
});
