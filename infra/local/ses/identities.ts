import type { Deployment } from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import { domainOf } from './mail-address.ts';

/** Who may stand in From: the template's identities and those verified by call. */
export type Identities = {
  /** The identity that an address is sent under: the address itself before its domain before the domains above. */
  covering(address: string): Identity | undefined;
  isVerified(name: string): boolean;
  /** On one machine an address is verified as soon as it is asked for. */
  verify(name: string): void;
  domains(): readonly string[];
};

export type Identity = { readonly name: string; readonly arn: string; readonly configurationSet?: string };

export const identities = (deployment: Deployment, state: State): Identities => {
  state.define('CREATE TABLE IF NOT EXISTS ses_identities (name TEXT PRIMARY KEY)');
  const declared = new Map(
    deployment.ofType('AWS::SES::EmailIdentity').map(({ properties }) => {
      const attributes = properties.ConfigurationSetAttributes as
        { readonly ConfigurationSetName?: string } | undefined;
      return [String(properties.EmailIdentity).toLowerCase(), attributes?.ConfigurationSetName] as const;
    }),
  );
  const isVerified = (name: string) =>
    declared.has(name.toLowerCase()) ||
    state.get('SELECT name FROM ses_identities WHERE name = ?', name.toLowerCase()) !== undefined;
  return {
    covering: (address) => {
      const name = candidates(address).find(isVerified);
      if (name === undefined) return undefined;
      const configurationSet = declared.get(name);
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
    domains: () => [...declared.keys()].filter((name) => !name.includes('@')),
  };
};

export const identityArn = ({ region, account }: Deployment, name: string): string =>
  `arn:aws:ses:${region}:${account}:identity/${name}`;

/** The address, its domain, and every domain above: verifying a domain verifies what is below it. */
const candidates = (address: string): readonly string[] => {
  const labels = domainOf(address).split('.');
  return [address.toLowerCase(), ...labels.map((_, index) => labels.slice(index).join('.'))];
};
