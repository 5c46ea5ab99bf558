import { createHash } from 'node:crypto';
import { allowsService } from '../iam/resource-policies.ts';
import type { Deployment } from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import { domainOf } from './raw-mail.ts';

export type SesEventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Reject' | 'DeliveryDelay';

export type EventDestination =
  { readonly kind: 'sns'; readonly topicArn: string } | { readonly kind: 'eventbridge'; readonly busArn: string };

export type ConfigurationSets = {
  has(name: string): boolean;
  arn(name: string): string;
  /** Where events of this type go. */
  destinations(name: string, type: SesEventType): readonly EventDestination[];
};

type Declared = {
  readonly Enabled?: boolean | string;
  readonly MatchingEventTypes: readonly string[];
  readonly SnsDestination?: { readonly TopicARN: string };
  readonly EventBridgeDestination?: { readonly EventBusArn: string };
};

/** How the template spells the types; both forms that AWS takes. */
const spellings: Readonly<Record<SesEventType, readonly string[]>> = {
  Send: ['send'],
  Delivery: ['delivery'],
  Bounce: ['bounce'],
  Complaint: ['complaint'],
  Reject: ['reject'],
  DeliveryDelay: ['deliverydelay', 'delivery_delay'],
};

/**
 * The template's configuration sets. Throws when a destination is of a kind that isn't hosted here, and when SES may
 * not publish to its topic.
 */
export const configurationSets = (deployment: Deployment): ConfigurationSets => {
  const names = new Set(deployment.ofType('AWS::SES::ConfigurationSet').map((resource) => resource.ref));
  const declared = deployment.ofType('AWS::SES::ConfigurationSetEventDestination').map((resource) => {
    const destination = resource.properties.EventDestination as Declared;
    return {
      set: String(resource.properties.ConfigurationSetName),
      enabled: String(destination.Enabled ?? false) === 'true',
      types: destination.MatchingEventTypes.map((type) => type.toLowerCase()),
      target: targetOf(destination, `${resource.stack}.${resource.logicalId}`),
    };
  });
  const arn = (name: string) => `arn:aws:ses:${deployment.region}:${deployment.account}:configuration-set/${name}`;
  for (const { set, target } of declared) {
    if (
      target.kind === 'sns' &&
      !allowsService(deployment, 'ses.amazonaws.com', 'sns:Publish', target.topicArn, arn(set))
    ) {
      throw new Error(
        `SES may not sns:Publish on ${target.topicArn} for ${arn(set)}: the template grants it to ses.amazonaws.com by no policy.`,
      );
    }
  }
  return {
    has: (name) => names.has(name),
    arn,
    destinations: (name, type) =>
      declared
        .filter(
          (each) =>
            each.enabled && each.set === name && spellings[type].some((spelling) => each.types.includes(spelling)),
        )
        .map((each) => each.target),
  };
};

const targetOf = (destination: Declared, where: string): EventDestination => {
  if (destination.SnsDestination) return { kind: 'sns', topicArn: destination.SnsDestination.TopicARN };
  if (destination.EventBridgeDestination)
    return { kind: 'eventbridge', busArn: destination.EventBridgeDestination.EventBusArn };
  throw new Error(
    `${where}: only SnsDestination and EventBridgeDestination of an event destination are hosted on one machine.`,
  );
};

/** The addresses and domains that may stand in From: those of the template and those verified by a call. */
export type Identities = {
  /** The identity that an address is sent under: the address itself before its domain before the domains above. */
  covering(address: string): Identity | undefined;
  isVerified(name: string): boolean;
  /** On one machine an address is verified as soon as it is asked for. */
  verify(name: string): void;
  domains(): readonly string[];
  /** The token of a domain's TXT record, and the three of its DKIM records: always the same of one domain. */
  tokens(domain: string): { readonly verification: string; readonly dkim: readonly string[] };
  /** Whether bounces and complaints about mails of this identity are sent to their sender by mail: unless set, yes. */
  forwardsFeedback(name: string): boolean;
  forwardFeedback(name: string, forwards: boolean): void;
};

export type Identity = { readonly name: string; readonly arn: string; readonly configurationSet?: string };

export const identities = (deployment: Deployment, state: State): Identities => {
  state.define(`
    CREATE TABLE IF NOT EXISTS ses_identities (name TEXT PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS ses_feedback_forwarding (name TEXT PRIMARY KEY, forwards INTEGER NOT NULL);`);
  const declared = new Map(
    deployment.ofType('AWS::SES::EmailIdentity').map(({ properties }) => {
      const attributes = properties.ConfigurationSetAttributes as
        { readonly ConfigurationSetName?: string } | undefined;
      const feedback = properties.FeedbackAttributes as
        { readonly EmailForwardingEnabled?: boolean | string } | undefined;
      return [
        String(properties.EmailIdentity).toLowerCase(),
        {
          configurationSet: attributes?.ConfigurationSetName,
          forwardsFeedback: String(feedback?.EmailForwardingEnabled ?? true) === 'true',
        },
      ] as const;
    }),
  );
  const isVerified = (name: string) =>
    declared.has(name.toLowerCase()) ||
    state.get('SELECT name FROM ses_identities WHERE name = ?', name.toLowerCase()) !== undefined;
  return {
    covering: (address) => {
      const name = candidates(address).find(isVerified);
      if (name === undefined) return undefined;
      const configurationSet = declared.get(name)?.configurationSet;
      return {
        name,
        arn: identityArn(deployment, name),
        ...(configurationSet === undefined ? {} : { configurationSet }),
      };
    },
    isVerified,
    verify: (name) => {
      state.run('INSERT OR IGNORE INTO ses_identities (name) VALUES (?)', name.toLowerCase());
    },
    tokens: (domain) => ({
      verification: digestOf(`verification ${domain}`, 'base64'),
      dkim: [1, 2, 3].map((index) => digestOf(`dkim ${String(index)} ${domain}`, 'hex').slice(0, 32)),
    }),
    domains: () => [...declared.keys()].filter((name) => !name.includes('@')),
    forwardsFeedback: (name) => {
      const set = state.get<{ readonly forwards: number }>(
        'SELECT forwards FROM ses_feedback_forwarding WHERE name = ?',
        name.toLowerCase(),
      );
      return set ? set.forwards === 1 : (declared.get(name.toLowerCase())?.forwardsFeedback ?? true);
    },
    forwardFeedback: (name, forwards) => {
      state.run(
        'INSERT OR REPLACE INTO ses_feedback_forwarding (name, forwards) VALUES (?, ?)',
        name.toLowerCase(),
        forwards ? 1 : 0,
      );
    },
  };
};

export const identityArn = ({ region, account }: Deployment, name: string): string =>
  `arn:aws:ses:${region}:${account}:identity/${name}`;

/** Stands for what SES makes up: as long, and of the same characters. */
const digestOf = (text: string, encoding: 'base64' | 'hex'): string =>
  createHash('sha256').update(text.toLowerCase()).digest(encoding);

/** The address, its domain, and every domain above: verifying a domain verifies what is below it. */
const candidates = (address: string): readonly string[] => {
  const labels = domainOf(address).split('.');
  return [address.toLowerCase(), ...labels.map((_, index) => labels.slice(index).join('.'))];
};
