import type { Deployment, Resource } from '../kernel.ts';
import { domainOf, localPartOf } from '../ses/raw-mail.ts';

export type ReceiptAction =
  | { readonly kind: 'S3'; readonly bucket: string; readonly prefix: string; readonly topicArn?: string }
  | {
      readonly kind: 'Lambda';
      readonly functionArn: string;
      readonly invocationType: 'Event' | 'RequestResponse';
      readonly topicArn?: string;
    }
  | { readonly kind: 'SNS'; readonly topicArn: string; readonly encoding: 'UTF-8' | 'Base64' }
  | { readonly kind: 'Stop'; readonly topicArn?: string };

export type ReceiptRule = {
  readonly name: string;
  readonly arn: string;
  readonly scan: boolean;
  readonly actions: readonly ReceiptAction[];
  matches(address: string): boolean;
};

/** The enabled rules in the order in which they run. */
export type ReceiptRules = { readonly rules: readonly ReceiptRule[]; matches(address: string): boolean };

type Declared = {
  readonly Name?: string;
  readonly Enabled?: boolean | string;
  readonly Recipients?: readonly string[];
  readonly ScanEnabled?: boolean | string;
  readonly Actions?: readonly Readonly<Record<string, Readonly<Record<string, string>>>>[];
};

/**
 * The receipt rules of the template's rule set. Throws when there is more than one set (which is active can't be told
 * from a template), and on actions that aren't hosted here.
 */
export const receiptRules = (deployment: Deployment): ReceiptRules => {
  const sets = deployment.ofType('AWS::SES::ReceiptRuleSet');
  if (sets.length > 1)
    throw new Error(`One active receipt rule set is hosted on one machine; the template has ${String(sets.length)}.`);
  const verifiedDomains = deployment
    .ofType('AWS::SES::EmailIdentity')
    .map(({ properties }) => String(properties.EmailIdentity).toLowerCase())
    .filter((name) => !name.includes('@'));
  const rules = inOrder(deployment.ofType('AWS::SES::ReceiptRule')).flatMap((resource) => {
    const declared = resource.properties.Rule as Declared;
    if (String(declared.Enabled ?? false) !== 'true') return [];
    const patterns = declared.Recipients?.map((each) => each.toLowerCase()) ?? [];
    return [
      {
        name: nameOf(resource),
        arn: `arn:aws:ses:${deployment.region}:${deployment.account}:receipt-rule-set/${String(resource.properties.RuleSetName)}:receipt-rule/${nameOf(resource)}`,
        scan: String(declared.ScanEnabled ?? false) === 'true',
        actions: (declared.Actions ?? []).map((action) => actionOf(action, `${resource.stack}.${resource.logicalId}`)),
        matches: (address: string) =>
          patterns.length === 0
            ? verifiedDomains.some((domain) => isUnder(domain, address))
            : patterns.some((pattern) => fits(pattern, address)),
      },
    ];
  });
  return { rules, matches: (address) => rules.some((rule) => rule.matches(address)) };
};

const nameOf = (resource: Resource) => (resource.properties.Rule as Declared).Name ?? resource.ref;

/** Sorts by `After`, which names the rule before; CloudFormation inserts a rule without it at the front. */
const inOrder = (resources: readonly Resource[]): readonly Resource[] => {
  const byPredecessor = Map.groupBy(resources, (resource) => resource.properties.After as string | undefined);
  const from = (name: string | undefined): readonly Resource[] =>
    (byPredecessor.get(name) ?? []).flatMap((resource) => [resource, ...from(nameOf(resource))]);
  return from(undefined);
};

/** An address (with any label), a domain, or with a leading dot the domains below one (SES receipt rules). */
const fits = (pattern: string, address: string): boolean => {
  const lower = address.toLowerCase();
  if (pattern.startsWith('.')) return domainOf(lower).endsWith(pattern);
  if (!pattern.includes('@')) return domainOf(lower) === pattern;
  return pattern === lower || (!pattern.includes('+') && pattern === `${localPartOf(lower)}@${domainOf(lower)}`);
};

const isUnder = (domain: string, address: string) =>
  domainOf(address) === domain || domainOf(address).endsWith(`.${domain}`);

const actionOf = (action: Readonly<Record<string, Readonly<Record<string, string>>>>, where: string): ReceiptAction => {
  const [name, values] = Object.entries(action)[0] ?? ['', {}];
  const topic = values.TopicArn === undefined ? {} : { topicArn: values.TopicArn };
  if (name === 'S3Action' && values.KmsKeyArn === undefined)
    return { kind: 'S3', bucket: values.BucketName!, prefix: values.ObjectKeyPrefix ?? '', ...topic };
  if (name === 'LambdaAction')
    return {
      kind: 'Lambda',
      functionArn: values.FunctionArn!,
      invocationType: values.InvocationType === 'RequestResponse' ? 'RequestResponse' : 'Event',
      ...topic,
    };
  if (name === 'SNSAction')
    return { kind: 'SNS', topicArn: values.TopicArn!, encoding: values.Encoding === 'Base64' ? 'Base64' : 'UTF-8' };
  if (name === 'StopAction') return { kind: 'Stop', ...topic };
  throw new Error(
    `${where}: the receipt action ${name}${name === 'S3Action' ? ' with KmsKeyArn' : ''} is not hosted on one machine.`,
  );
};
