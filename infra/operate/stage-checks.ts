import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import {
  DescribeActiveReceiptRuleSetCommand,
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityNotificationAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { paginateListSubscriptions } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { dmarcRecord, inboundHost, SES_SPF } from '../../shared/domain/mail/sender-domain.ts';
import { feedbackHost, MAIL_REGIONS, mailFromDomain } from '../mail-regions.ts';
import { findStack } from './deployed-desk.ts';
import { type Check, missing, NotLookedAt, type Place, ready } from './examine-stage.ts';
import { deadLettersOutput, EARLIER_REPLY_KEY_EXPORT, LOSERS, RULE_SET_OUTPUT } from './stack-outputs.ts';

/** The version of CDK's bootstrap stack that CDK 2 asks for. */
const BOOTSTRAP_VERSION = 6;
/** Mails a day in the SES sandbox: https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html. */
const SANDBOX_MAILS = 200;
/** Functions of a stage that can run at once under some load; a new account may have 10, others have 1000. */
const CONCURRENCY = 100;

const regionOf = ({ region }: Place): string => {
  if (region === undefined) throw new NotLookedAt('no region is set', 'set AWS_REGION, or a profile with a region');
  return region;
};
/** The outputs of the stage that say a DNS record to set. */
const records = async (place: Place, name: RegExp): Promise<string> => {
  const outputs = await place.account().outputs();
  const found = [...outputs].filter(([key]) => name.test(key)).map(([, value]) => value);
  if (found.length > 0) return `set ${found.join('; ')}`;
  return outputs.has(RULE_SET_OUTPUT)
    ? 'wait some minutes: the stack made the records in the zone of mailZone, which must be the public one'
    : 'deploy the stage: its outputs then say the records to set';
};
const verified = 'verified';

/** The domain and its parents: a DMARC record of a parent holds for all below it. */
const withParents = (domain: string): readonly string[] => {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
};

/** Identities in one call of SES. */
const ASKED_AT_ONCE = 100;
const inParts = (names: ReadonlySet<string>): readonly (readonly string[])[] => {
  const each = [...names];
  return Array.from({ length: Math.ceil(each.length / ASKED_AT_ONCE) }, (_, part) =>
    each.slice(part * ASKED_AT_ONCE, (part + 1) * ASKED_AT_ONCE),
  );
};

/** Verified identities under which mails of these addresses leave: the address itself before its domain. */
const identitiesOf = async (ses: SESClient, addresses: readonly string[]): Promise<ReadonlySet<string>> => {
  const candidates = (address: string) => [address, ...withParents(address.slice(address.lastIndexOf('@') + 1))];
  const verifiedNames = new Set<string>();
  for (const Identities of inParts(new Set(addresses.flatMap(candidates)))) {
    const answer = await ses.send(new GetIdentityVerificationAttributesCommand({ Identities: [...Identities] }));
    for (const [name, { VerificationStatus }] of Object.entries(answer.VerificationAttributes ?? {}))
      if (VerificationStatus === 'Success') verifiedNames.add(name);
  }
  return new Set(addresses.flatMap((address) => candidates(address).find((name) => verifiedNames.has(name)) ?? []));
};

/** What a stage needs to work, in the order in which docs/runbooks/deploy.md sets it up. */
export const STAGE_CHECKS: readonly Check[] = [
  {
    what: 'region receives mail',
    look: (place) => {
      const region = regionOf(place);
      return Promise.resolve(
        MAIL_REGIONS.includes(region)
          ? ready(region)
          : missing(region, `choose one of ${MAIL_REGIONS.join(', ')} by AWS_REGION`),
      );
    },
  },
  {
    what: 'CDK bootstrap',
    look: async (place) => {
      const region = regionOf(place);
      const stack = await findStack(place.account().cloudFormation, 'CDKToolkit');
      const version = Number(stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue);
      const toDo = `npx cdk bootstrap aws://ACCOUNT/${region}`;
      if (!stack) return missing('no stack CDKToolkit', toDo);
      return version >= BOOTSTRAP_VERSION
        ? ready(`version ${String(version)}`)
        : missing(`version ${String(version)}, needed ${String(BOOTSTRAP_VERSION)}`, toDo);
    },
  },
  {
    what: 'Lambda concurrency',
    look: async (place) => {
      const { AccountLimit } = await place.account().lambda.send(new GetAccountSettingsCommand({}));
      const limit = AccountLimit?.ConcurrentExecutions ?? 0;
      return limit >= CONCURRENCY
        ? ready(`${String(limit)} at once`)
        : missing(
            `${String(limit)} at once`,
            'ask for 1000: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000',
          );
    },
  },
  {
    what: 'stacks',
    look: async (place) => {
      const stacks = await place.account().stacks();
      const states = stacks.map(([name, stack]) => `${name.slice(name.lastIndexOf('-') + 1)} ${stateOf(stack)}`);
      if (stacks.every(([, stack]) => /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stateOf(stack))))
        return ready('all four are complete');
      return missing(
        states.join(', '),
        stacks.some(([, stack]) => /FAILED|ROLLBACK/.test(stateOf(stack)))
          ? 'read the events of what failed in CloudFormation, then npm run deploy; docs/runbooks/deploy.md says what they mean'
          : 'npm run deploy, or wait while one is in progress',
      );
    },
  },
  {
    what: 'earlier reply addresses',
    look: async (place) => {
      const names = [...(await place.account().outputs()).keys()];
      const hasKey = names.some((name) => name.startsWith(EARLIER_REPLY_KEY_EXPORT));
      const { keepEarlierReplyKey } = place.config;
      if (hasKey === keepEarlierReplyKey) return ready(hasKey ? 'their key is kept' : 'none');
      return hasKey
        ? missing(
            'the settings do not keep their key',
            'set keepEarlierReplyKey to true before the next deployment, or let go of the key: docs/runbooks/deploy.md',
          )
        : missing('there is no key of theirs', 'take keepEarlierReplyKey out of the settings: it would make a new key');
    },
  },
  {
    what: 'mail domain is verified',
    look: async (place) => {
      const { mailDomain } = place.config;
      const { VerificationAttributes = {} } = await place
        .account()
        .ses.send(new GetIdentityVerificationAttributesCommand({ Identities: [mailDomain] }));
      const status = VerificationAttributes[mailDomain]?.VerificationStatus;
      return status === 'Success'
        ? ready(verified)
        : missing(status ?? 'SES does not know it', await records(place, /Dkim\d/));
    },
  },
  {
    what: 'DKIM',
    look: async (place) => {
      const { mailDomain } = place.config;
      const { DkimAttributes = {} } = await place
        .account()
        .ses.send(new GetIdentityDkimAttributesCommand({ Identities: [mailDomain] }));
      const { DkimEnabled, DkimVerificationStatus: status } = DkimAttributes[mailDomain] ?? {};
      return DkimEnabled && status === 'Success'
        ? ready(verified)
        : missing(status ?? 'SES does not know it', await records(place, /Dkim\d/));
    },
  },
  {
    what: 'MAIL FROM domain',
    look: async (place) => {
      const { mailDomain } = place.config;
      const { MailFromDomainAttributes = {} } = await place
        .account()
        .ses.send(new GetIdentityMailFromDomainAttributesCommand({ Identities: [mailDomain] }));
      const { MailFromDomain: domain, MailFromDomainStatus: status } = MailFromDomainAttributes[mailDomain] ?? {};
      if (domain && status === 'Success') return ready(domain);
      const from = mailFromDomain(mailDomain);
      return missing(
        domain ? `${domain}: ${String(status)}` : 'none',
        domain
          ? `set ${from} MX 10 ${feedbackHost(regionOf(place))}; ${from} TXT "${SES_SPF}"`
          : 'deploy the stage, which sets it',
      );
    },
  },
  {
    what: 'DMARC record',
    look: async ({ config, dns }) => {
      for (const domain of withParents(config.mailDomain)) {
        const found = (await dns.texts(`_dmarc.${domain}`)).find((text) => text.startsWith('v=DMARC1'));
        if (found !== undefined) return ready(`${domain}: ${found}`);
      }
      return missing('none', `set _dmarc.${config.mailDomain} TXT "${dmarcRecord(config.alarmAddress)}"`);
    },
  },
  {
    what: 'MX record',
    look: async (place) => {
      const { config, dns } = place;
      const host = inboundHost(regionOf(place));
      const found = (await dns.exchangers(config.mailDomain)).map((name) => name.replace(/\.$/, '').toLowerCase());
      if (found.includes(host)) return ready(host);
      return missing(found.length > 0 ? found.join(', ') : 'none', `set ${config.mailDomain} MX 10 ${host}`);
    },
  },
  {
    what: 'active receipt rule set',
    look: async (place) => {
      const { sharedReceiptRuleSet, mailDomain } = place.config;
      const account = place.account();
      const [outputs, { Metadata, Rules = [] }] = await Promise.all([
        account.outputs(),
        account.ses.send(new DescribeActiveReceiptRuleSetCommand({})),
      ]);
      const wanted = sharedReceiptRuleSet ?? outputs.get(RULE_SET_OUTPUT);
      const active = Metadata?.Name;
      const found = active === undefined ? 'none is active' : `${active} is active`;
      if (wanted === undefined) {
        return missing(
          found,
          active === undefined
            ? 'deploy the stage, which activates its own'
            : `set sharedReceiptRuleSet to "${active}", or deactivate it: a stage takes no other's place`,
        );
      }
      if (active !== wanted) {
        return missing(
          found,
          `aws ses set-active-receipt-rule-set --rule-set-name ${wanted}${active === undefined ? '' : ', if nobody needs the other one; else share it by sharedReceiptRuleSet'}`,
        );
      }
      return Rules.some(({ Enabled, Recipients = [] }) => Enabled && Recipients.includes(mailDomain))
        ? ready(found)
        : missing(`${found}, without a rule for ${mailDomain}`, 'deploy the stage, which adds its rule');
    },
  },
  {
    what: 'SES sandbox',
    look: async (place) => {
      const { ses } = place.account();
      const [{ Max24HourSend = 0 }, { Enabled }] = await Promise.all([
        ses.send(new GetSendQuotaCommand({})),
        ses.send(new GetAccountSendingEnabledCommand({})),
      ]);
      const quota = `${String(Max24HourSend)} mails a day`;
      if (Enabled === false)
        return missing(
          'sending is paused',
          'read what AWS wrote to the account, then resume sending in the console of SES',
        );
      // -1 is "without a limit".
      return Max24HourSend === -1 || Max24HourSend > SANDBOX_MAILS
        ? ready(quota)
        : missing(`${quota}: as in the sandbox`, 'request production access in the console of SES, in this region');
    },
  },
  {
    what: 'alarms reach somebody',
    neededBy: ({ alarmAddress }) => alarmAddress !== undefined,
    look: async (place) => {
      const { alarmAddress, stage } = place.config;
      for await (const { Subscriptions = [] } of paginateListSubscriptions({ client: place.account().sns }, {})) {
        const subscription = Subscriptions.find(
          ({ Endpoint, TopicArn = '' }) => Endpoint === alarmAddress && TopicArn.includes(`:handover-${stage}-desk-`),
        );
        if (!subscription) continue;
        return subscription.SubscriptionArn === 'PendingConfirmation'
          ? missing('not confirmed', `open the mail that SNS sent to ${String(alarmAddress)} and confirm it`)
          : ready(String(alarmAddress));
      }
      return missing('no subscription', 'deploy the stage, then confirm the mail that SNS sends');
    },
  },
  {
    what: "console's address",
    neededBy: ({ domain }) => domain !== undefined,
    look: async ({ config, dns }) => {
      const { name, zone } = config.domain!;
      if ((await dns.addresses(name)).length > 0) return ready(name);
      return missing(
        `${name} has no address`,
        zone ? 'deploy the stage, which makes it' : `set ${name} CNAME to the domain of the distribution`,
      );
    },
  },
  {
    what: "console's certificate",
    neededBy: ({ domain }) => domain !== undefined,
    look: ({ config }) => {
      throw new NotLookedAt(
        'no client of ACM here',
        `aws acm describe-certificate --region us-east-1 --certificate-arn ${config.domain!.certificateArn}: Status must be ISSUED`,
      );
    },
  },
  {
    what: 'somebody can sign in',
    look: async (place) => {
      const account = place.account();
      const UserPoolId = (await account.outputs()).get('UserPoolId');
      const toDo = 'npm run set-up-desk -- desk.json --stage NAME';
      if (UserPoolId === undefined) return missing('no user pool', `deploy the stage, then ${toDo}`);
      const { Users = [] } = await account.cognito.send(new ListUsersCommand({ UserPoolId, Limit: 1 }));
      return Users.length > 0 ? ready('yes') : missing('no account', toDo);
    },
  },
  {
    what: 'bounces are no mails',
    look: async (place) => {
      const { ses, services } = place.account();
      const addresses = (await services())?.flatMap((service) => service.addresses);
      if (addresses === undefined) return missing('no table', 'deploy the stage, which makes it');
      const identities = await identitiesOf(ses, addresses);
      const mailed: string[] = [];
      for (const Identities of inParts(identities)) {
        const { NotificationAttributes = {} } = await ses.send(
          new GetIdentityNotificationAttributesCommand({ Identities: [...Identities] }),
        );
        mailed.push(...Identities.filter((name) => NotificationAttributes[name]?.ForwardingEnabled !== false));
      }
      return mailed.length === 0
        ? ready(`of ${String(addresses.length)} addresses`)
        : missing(
            `SES mails those of ${mailed.join(', ')} to their senders too`,
            `aws sesv2 put-email-identity-feedback-attributes --no-email-forwarding-enabled --email-identity ${mailed.join(', then ')}`,
          );
    },
  },
  {
    what: 'dead letters',
    look: async (place) => {
      const account = place.account();
      const outputs = await account.outputs();
      const queues = LOSERS.flatMap((of) => {
        const url = outputs.get(deadLettersOutput(of));
        return url === undefined ? [] : [[of, url] as const];
      });
      const counted = await Promise.all(
        queues.map(async ([of, QueueUrl]) => {
          const { Attributes } = await account.sqs.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
          );
          return [`lost by ${of}:`, Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0)] as const;
        }),
      );
      const waiting = counted.filter(([, letters]) => letters > 0);
      return waiting.length === 0
        ? ready(`none in ${String(queues.length)} queues`)
        : missing(
            waiting.map(([name, letters]) => `${name} ${String(letters)}`).join(', '),
            'npm run redrive lists whose they are; docs/runbooks/dead-letters.md says what they mean',
          );
    },
  },
];

const stateOf = (stack: { readonly StackStatus?: string | undefined } | undefined): string =>
  stack?.StackStatus ?? 'is not there';
