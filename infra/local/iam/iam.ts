import { createHash, createHmac, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, type Authorize, type Deployment, type Principal } from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import { byAction, evaluate, type Grant, grantsFor, type Statement } from './policy-document.ts';
import { allowsService, checkResourcePolicies } from './resource-policies.ts';
import { statementsOfRole, isAssumedBy } from './roles.ts';

/**
 * What a Lambda worker gets as AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; the operator's have no
 * session token.
 */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

export type Iam = {
  readonly authorize: Authorize;
  /** The same at every start on the same data folder. Throws when the function isn't in the deployment. */
  credentialsFor(functionArn: string): Credentials;
  readonly operatorCredentials: Credentials;
  /** The owner of an access key, with the secret that signatures are checked with. */
  holderOf(accessKeyId: string): Holder | undefined;
};

type Holder = { readonly principal: Principal; readonly credentials: Credentials };

/** Called for each right of a role that allowed a call; `functionName` is the caller. */
export type OnUsedRight = (used: Grant & { readonly functionName: string }) => void;

/**
 * The roles of the deployment's functions and schedules. A policy that isn't understood throws: it must not be read as
 * less than it says.
 */
export const iam = (deployment: Deployment, state: State, onUsed?: OnUsedRight): Iam => {
  const secret = machineSecret(state);
  const rights = new Map<string, (action: string) => readonly Statement[]>();
  const functions = new Map<string, Holder>();
  checkResourcePolicies(deployment);
  for (const { attributes, ref, properties } of deployment.ofType('AWS::Lambda::Function')) {
    const role = deployment.byArn(String(properties.Role));
    const roleArn = role.attributes.Arn!;
    if (!rights.has(roleArn)) rights.set(roleArn, byAction(statementsOfRole(deployment, role)));
    functions.set(attributes.Arn!, {
      principal: { kind: 'role', roleArn, functionName: ref },
      credentials: credentialsOf(secret, attributes.Arn!),
    });
  }
  // Schedules act as roles that are no function's.
  for (const role of deployment
    .ofType('AWS::IAM::Role')
    .filter((each) => isAssumedBy(deployment, each, 'scheduler.amazonaws.com')))
    rights.set(role.attributes.Arn!, byAction(statementsOfRole(deployment, role)));
  const operatorCredentials: Credentials = {
    accessKeyId: accessKey('AKIA', secret, 'operator'),
    secretAccessKey: derive(secret, 'secret/operator'),
  };
  const holders = new Map<string, Holder>(
    [...functions.values(), { principal: { kind: 'operator' } as const, credentials: operatorCredentials }].map(
      (holder) => [holder.credentials.accessKeyId, holder],
    ),
  );

  return {
    authorize: (principal, action, resource, context = {}) => {
      if (principal.kind === 'operator') return;
      if (principal.kind === 'service') {
        const source = context['aws:SourceArn'];
        if (
          allowsService(
            deployment,
            principal.service,
            action,
            resource,
            typeof source === 'string' ? source : undefined,
          )
        )
          return;
        throw denied(
          principal.service,
          action,
          resource,
          `because no resource-based policy allows the ${action} action`,
        );
      }
      const statements = rights.get(principal.roleArn)?.(action) ?? [];
      const asked = {
        action,
        resource,
        context: {
          'aws:SecureTransport': 'true',
          'aws:PrincipalAccount': deployment.account,
          'aws:RequestedRegion': deployment.region,
          ...context,
        },
      };
      const verdict = evaluate(statements, asked);
      if (verdict === 'allow') {
        if (onUsed)
          for (const grant of grantsFor(statements, asked)) onUsed({ ...grant, functionName: principal.functionName });
        return;
      }
      const user = `arn:aws:sts::${deployment.account}:assumed-role/${principal.roleArn.split('/').at(-1)!}/${principal.functionName}`;
      throw denied(
        user,
        action,
        resource,
        verdict === 'deny'
          ? 'with an explicit deny in an identity-based policy'
          : `because no identity-based policy allows the ${action} action`,
      );
    },
    credentialsFor: (functionArn) => {
      const holder = functions.get(functionArn);
      if (!holder) throw new Error(`${functionArn} is no function of this deployment`);
      return holder.credentials;
    },
    operatorCredentials,
    holderOf: (accessKeyId) => holders.get(accessKeyId),
  };
};

/** Worded as AWS does, so that a search for it finds the same advice. */
const denied = (user: string, action: string, resource: string, why: string) =>
  new AwsError(
    'AccessDeniedException',
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
    400,
  );

const machineSecret = (state: State): Buffer => {
  state.define(
    'CREATE TABLE IF NOT EXISTS iam_secret (only INTEGER PRIMARY KEY CHECK (only = 1), secret BLOB NOT NULL) STRICT',
  );
  state.run('INSERT OR IGNORE INTO iam_secret (only, secret) VALUES (1, ?)', randomBytes(32));
  return Buffer.from(state.get<{ secret: Uint8Array }>('SELECT secret FROM iam_secret')!.secret);
};

const credentialsOf = (secret: Buffer, functionArn: string): Credentials => ({
  accessKeyId: accessKey('ASIA', secret, functionArn),
  secretAccessKey: derive(secret, `secret/${functionArn}`),
  sessionToken: derive(secret, `token/${functionArn}`),
});

const derive = (secret: Buffer, purpose: string) => createHmac('sha256', secret).update(purpose).digest('base64');

const accessKey = (prefix: string, secret: Buffer, holder: string) =>
  prefix + createHash('sha256').update(secret).update(holder).digest('hex').slice(0, 16).toUpperCase();

/**
 * Writes down each right that is used, once, as a line of JSON in a file of its own in the folder: for finding what is
 * granted and never used.
 */
export const writeUsedRights = (folder: string): OnUsedRight => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${String(process.pid)}-${crypto.randomUUID()}.jsonl`);
  const written = new Set<string>();
  return (used) => {
    const line = JSON.stringify(used);
    if (written.has(line)) return;
    written.add(line);
    appendFileSync(file, `${line}\n`);
  };
};
