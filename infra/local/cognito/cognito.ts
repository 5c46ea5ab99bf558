import { jsonService } from '../aws-endpoint/protocols.ts';
import type { Authorize, AwsService, Deployment } from '../kernel.ts';
import type { MailStore } from '../outbox/mail-store.ts';
import { mailDate } from '../ses/outgoing-mail.ts';
import { newSentId, messageIdHost } from '../ses/raw-mail.ts';
import type { State } from '../state/open-state.ts';
import { type SignInStore, signInStore } from './sign-in-store.ts';
import { type Invitation, userOperations } from './user-operations.ts';
import { type UserPool, userPool } from './user-pool.ts';
import { type UserStore, userStore } from './user-store.ts';

export type CognitoOptions = {
  readonly deployment: Deployment;
  readonly state: State;
  readonly authorize: Authorize;
  /** Where invitations go. */
  readonly mails: MailStore;
  /** Users with this attribute sign in by one click; its value is the caption of their button. */
  readonly oneClickAttribute?: string;
};

export type Cognito = {
  /** Signing name `cognito-idp`. */
  readonly service: AwsService;
  readonly pool: UserPool;
  readonly users: UserStore;
  readonly signIns: SignInStore;
};

/** The template's user pool: its users, kept in the data folder, and Cognito's API for them. */
export const cognito = ({ deployment, state, authorize, mails, oneClickAttribute }: CognitoOptions): Cognito => {
  const pool = userPool(deployment, oneClickAttribute);
  const users = userStore(state);
  const signIns = signInStore(state);
  const invite = (invitation: Invitation) => {
    sendInvitation(deployment, pool, mails, invitation);
  };
  return {
    service: jsonService('1.1', userOperations({ pool, users, signIns, authorize, invite })),
    pool,
    users,
    signIns,
  };
};

/** Cognito's sender for pools that don't configure one. */
const sender = 'no-reply@verificationemail.com';

const sendInvitation = (
  deployment: Deployment,
  pool: UserPool,
  mails: MailStore,
  { email, username, password }: Invitation,
) => {
  const at = new Date();
  const sesMessageId = newSentId(at);
  const messageId = `<${sesMessageId}@${messageIdHost(deployment.region)}>`;
  const { subject, message } = pool.invitation;
  const body = message.replaceAll('{username}', username).replaceAll('{####}', password);
  const raw = [
    `From: ${sender}`,
    `To: ${email}`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Date: ${mailDate(at)}`,
    `Message-ID: ${messageId}`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(body).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    '',
  ].join('\r\n');
  mails.add({
    sesMessageId,
    messageId,
    from: sender,
    to: [email],
    subject,
    sentAt: at.toISOString(),
    references: [],
    tags: {},
    raw: Buffer.from(raw),
  });
};
