import { createTransport } from 'nodemailer';
import { membersOf, type QueryOperation } from '../aws-endpoint/protocols.ts';
import { AwsError, type Authorize, type AwsRequest, type Principal } from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import type { ConfigurationSets, Identities } from './identities.ts';
import { parseAddresses } from './raw-mail.ts';
import { type OutgoingMail, type RawRequest, readOutgoingMail } from './outgoing-mail.ts';
import type { SendingLimits } from './sending-limits.ts';
import { type SendingOptions, sendMail } from './sending.ts';

export type SesOperationsOptions = {
  readonly authorize: Authorize;
  readonly identities: Identities;
  readonly sets: ConfigurationSets;
  readonly sending: SendingOptions;
  readonly limits: SendingLimits;
  readonly state: State;
};

type Parameters = Readonly<Record<string, string>>;

/** The calls of SES's v1 API that are hosted, by name. */
export const sesOperations = (options: SesOperationsOptions): Readonly<Record<string, QueryOperation>> => {
  options.state.define('CREATE TABLE IF NOT EXISTS ses_account (paused INTEGER PRIMARY KEY)');
  const send = async (request: AwsRequest, operation: 'SendRawEmail' | 'SendEmail', asked: RawRequest) => {
    const read = readOutgoingMail(asked);
    const identity = options.identities.covering(read.from);
    const region = options.sending.deployment.region.toUpperCase();
    if (!identity)
      throw new AwsError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${region}: ${read.source}`,
        400,
      );
    const set = read.configurationSetName ?? identity.configurationSet;
    const mail: OutgoingMail = set === undefined ? read : { ...read, configurationSetName: set };
    const resources = [identity.arn, ...(set === undefined ? [] : [options.sets.arn(set)])];
    for (const resource of resources) allow(options.authorize, request.principal, `ses:${operation}`, resource, mail);
    if (set !== undefined && !options.sets.has(set))
      throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${set}> does not exist.`, 400);
    if (isPaused(options.state))
      throw new AwsError(
        'AccountSendingPausedException',
        'Email sending is disabled for your entire Amazon SES account.',
        400,
      );
    const sent = options.limits.take(mail.recipients.length);
    try {
      return {
        MessageId: await sendMail(options.sending, {
          mail,
          identity,
          caller: callerOf(request.principal),
          operation,
        }),
      };
    } finally {
      sent();
    }
  };

  return {
    SendRawEmail: (parameters, request) =>
      send(request, 'SendRawEmail', {
        ...shared(parameters),
        data: Buffer.from(parameters['RawMessage.Data'] ?? '', 'base64'),
        destinations: membersOf(parameters, 'Destinations'),
      }),
    SendEmail: async (parameters, request) => send(request, 'SendEmail', await composed(parameters)),
    GetAccountSendingEnabled: (_parameters, request) => {
      options.authorize(request.principal, 'ses:GetAccountSendingEnabled', '*');
      return { Enabled: String(!isPaused(options.state)) };
    },
    UpdateAccountSendingEnabled: (parameters, request) => {
      options.authorize(request.principal, 'ses:UpdateAccountSendingEnabled', '*');
      // As in SES, sending is disabled when the call doesn't say otherwise.
      pause(options.state, parameters.Enabled !== 'true');
      return {};
    },
    GetSendQuota: (_parameters, request) => {
      options.authorize(request.principal, 'ses:GetSendQuota', '*');
      return options.limits.quota();
    },
    VerifyEmailIdentity: (parameters, request) => {
      options.authorize(request.principal, 'ses:VerifyEmailIdentity', '*');
      options.identities.verify(parameters.EmailAddress ?? '');
      return {};
    },
    // The domain is verified and signs its mails at once, as if its owner had set the records.
    VerifyDomainIdentity: (parameters, request) => {
      options.authorize(request.principal, 'ses:VerifyDomainIdentity', '*');
      const domain = domainIn(parameters);
      options.identities.verify(domain);
      return { VerificationToken: options.identities.tokens(domain).verification };
    },
    VerifyDomainDkim: (parameters, request) => {
      options.authorize(request.principal, 'ses:VerifyDomainDkim', '*');
      const domain = domainIn(parameters);
      options.identities.verify(domain);
      return { DkimTokens: { member: options.identities.tokens(domain).dkim } };
    },
    GetIdentityVerificationAttributes: (parameters, request) => {
      options.authorize(request.principal, 'ses:GetIdentityVerificationAttributes', '*');
      return {
        VerificationAttributes: {
          entry: knownIn(parameters, options.identities).map((name) => ({
            key: name,
            value: {
              VerificationStatus: 'Success',
              // As in SES, an address has none: its owner follows a link.
              ...(name.includes('@') ? {} : { VerificationToken: options.identities.tokens(name).verification }),
            },
          })),
        },
      };
    },
    GetIdentityDkimAttributes: (parameters, request) => {
      options.authorize(request.principal, 'ses:GetIdentityDkimAttributes', '*');
      return {
        DkimAttributes: {
          entry: knownIn(parameters, options.identities).map((name) => ({
            key: name,
            value: name.includes('@')
              ? { DkimEnabled: 'false', DkimVerificationStatus: 'NotStarted' }
              : {
                  DkimEnabled: 'true',
                  DkimVerificationStatus: 'Success',
                  DkimTokens: { member: options.identities.tokens(name).dkim },
                },
          })),
        },
      };
    },
  };
};

const knownIn = (parameters: Parameters, { isVerified }: Identities) =>
  membersOf(parameters, 'Identities').filter(isVerified);

const domainIn = ({ Domain = '' }: Parameters): string => {
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(Domain))
    throw new AwsError('InvalidParameterValue', `Invalid domain name ${Domain}.`, 400);
  return Domain;
};

const allow = (authorize: Authorize, principal: Principal, action: string, resource: string, mail: OutgoingMail) => {
  authorize(principal, action, resource, {
    'ses:FromAddress': mail.from,
    'ses:FromDisplayName': parseAddresses(mail.source)[0]?.name ?? '',
    'ses:Recipients': mail.recipients,
    'ses:FeedbackAddress': mail.returnPath,
  });
};

const callerOf = (principal: Principal) =>
  principal.kind === 'role'
    ? principal.roleArn.split('/').at(-1)!
    : principal.kind === 'service'
      ? principal.service
      : 'operator';

const shared = (parameters: Parameters) => ({
  ...(parameters.Source === undefined ? {} : { source: parameters.Source }),
  ...(parameters.ConfigurationSetName === undefined ? {} : { configurationSetName: parameters.ConfigurationSetName }),
  tags: tagsOf(parameters),
});

const tagsOf = (parameters: Parameters) => {
  const tags: { name: string; value: string }[] = [];
  for (let index = 1; ; index += 1) {
    const name = parameters[`Tags.member.${String(index)}.Name`];
    if (name === undefined) return tags;
    tags.push({ name, value: parameters[`Tags.member.${String(index)}.Value`] ?? '' });
  }
};

/** SendEmail names the parts; SES makes the mail. */
const composed = async (parameters: Parameters): Promise<RawRequest> => {
  const to = membersOf(parameters, 'Destination.ToAddresses');
  const cc = membersOf(parameters, 'Destination.CcAddresses');
  const bcc = membersOf(parameters, 'Destination.BccAddresses');
  const text = parameters['Message.Body.Text.Data'];
  const html = parameters['Message.Body.Html.Data'];
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail({
    from: parameters.Source ?? '',
    to: [...to],
    cc: [...cc],
    replyTo: [...membersOf(parameters, 'ReplyToAddresses')],
    subject: parameters['Message.Subject.Data'] ?? '',
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
  });
  return { ...shared(parameters), data: message as Buffer, destinations: [...to, ...cc, ...bcc] };
};

/**
 * Whether sending is disabled for the account: an operator's switch (`aws ses update-account-sending-enabled`), kept
 * over restarts.
 */
const isPaused = (state: State): boolean => state.get('SELECT paused FROM ses_account WHERE paused = 1') !== undefined;
const pause = (state: State, paused: boolean): void => {
  state.run('DELETE FROM ses_account');
  if (paused) state.run('INSERT INTO ses_account (paused) VALUES (1)');
};
