import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SESClient } from '@aws-sdk/client-ses';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { cognitoAgentAccounts } from '../../shared/adapters/cognito/agent-accounts.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { dynamoInvitationRepository } from '../../shared/adapters/dynamodb/invitation-repository.ts';
import { nodemailerComposer } from '../../shared/adapters/mail/compose-mail.ts';
import { sesMailer } from '../../shared/adapters/ses/ses-mailer.ts';
import type { InviteDeps } from '../../shared/application/administration/invite-agent.ts';
import type { AgentAccounts, DeskDirectory } from '../../shared/application/ports/desk.ts';
import { type Invitation, type NotSentReason, stateOf } from '../../shared/domain/desk/invitation.ts';
import { type DeployedDesk, say } from './deployed-desk.ts';

/** All that inviting needs, at the desk that a command works on. What is wrong is printed. */
export const invitationsOf = (
  desk: DeployedDesk,
): InviteDeps & { readonly accounts: AgentAccounts; readonly directory: DeskDirectory } => {
  const on = {
    client: documentClient(desk.client),
    deskTable: desk.output('DeskTableName'),
    backoff: jitteredBackoff,
  };
  const print = (_message: string, members: Readonly<Record<string, unknown>> = {}) => {
    if (typeof members['told'] === 'string') say(members['told']);
  };
  return {
    directory: dynamoDeskDirectory(on),
    accounts: cognitoAgentAccounts({
      client: new CognitoIdentityProviderClient(desk.client),
      userPoolId: desk.output('UserPoolId'),
    }),
    invitations: dynamoInvitationRepository(on),
    post: { ...nodemailerComposer, ...sesMailer({ client: new SESClient(desk.client) }) },
    clock: systemClockAndIds(),
    log: { info: () => undefined, warn: print, error: print },
    consoleUrl: desk.output('ConsoleUrl'),
    mailDomain: desk.output('MailDomain'),
  };
};

const WHY: Readonly<Record<NotSentReason, string>> = {
  refused: 'SES refuses it. In the sandbox it mails verified addresses alone, and the mail domain must be verified',
  sending_rate: 'mails leave faster than SES takes them',
  daily_quota: "SES's quota of 24 hours is used up",
  sending_paused: 'sending is paused in this account',
  busy: 'SES did not take it',
  unanswered: 'Cognito or SES did not answer, and it may have left',
};

/** What became of an invitation, for the operator; `isOut`: a mail was sent whose password can be used. */
export const invitationSentence = (
  email: string,
  invitation: Invitation,
): { readonly sentence: string; readonly isOut: boolean } => {
  const { state, reason } = stateOf(invitation, new Date());
  if (state === 'sent' || state === 'sending')
    return {
      isOut: true,
      sentence: `${email} is invited; the temporary password is valid until ${invitation.validUntil}.`,
    };
  const why = reason === undefined ? 'it has expired' : WHY[reason];
  return {
    isOut: false,
    sentence: `The invitation of ${email} was not mailed: ${why}. Repeat it: npm run invite -- ${email}`,
  };
};
