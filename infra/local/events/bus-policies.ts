import { AwsError, type Deployment, type Principal } from '../kernel.ts';
import { evaluate, parsePolicy, type Statement } from '../iam/policy-document.ts';
import type { State } from '../state/open-state.ts';

/**
 * The resource policies that an operator gives the buses (PutPermission). Callers are all of one account, whose roles
 * already say what is allowed: only what a policy denies counts here.
 */
export const busPolicies = (deployment: Deployment, state: State) => {
  state.define('CREATE TABLE IF NOT EXISTS events_policies (bus_arn TEXT PRIMARY KEY, policy TEXT NOT NULL) STRICT');
  const statementsOf = (busArn: string): readonly Statement[] => {
    const row = state.get<{ readonly policy: string }>('SELECT policy FROM events_policies WHERE bus_arn = ?', busArn);
    return row ? parsePolicy(JSON.parse(row.policy), busArn) : [];
  };
  const concerns = ({ principals }: Statement, principal: Principal) =>
    principals['*'] !== undefined ||
    (principals.AWS ?? []).some((each) =>
      [
        '*',
        deployment.account,
        `arn:aws:iam::${deployment.account}:root`,
        ...(principal.kind === 'role' ? [principal.roleArn] : []),
      ].includes(each),
    );

  return {
    /** Throws AccessDeniedException when the bus's policy denies it. */
    check: (principal: Principal, action: string, busArn: string): void => {
      const statements = statementsOf(busArn).filter((each) => concerns(each, principal));
      const context = { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': deployment.account };
      if (evaluate(statements, { action, resource: busArn, context }) !== 'deny') return;
      throw new AwsError(
        'AccessDeniedException',
        `User: ${principal.kind === 'role' ? principal.roleArn : principal.kind} is not authorized to perform: ${action} on resource: ${busArn} with an explicit deny in a resource-based policy`,
      );
    },
    put: (busArn: string, { Policy: policy, ...others }: Readonly<Record<string, unknown>>): void => {
      if (typeof policy !== 'string' || Object.keys(others).length > 0)
        throw notHosted('PutPermission', 'with a whole Policy');
      try {
        parsePolicy(JSON.parse(policy), busArn);
      } catch (fault) {
        throw new AwsError('ValidationException', fault instanceof Error ? fault.message : String(fault));
      }
      state.run(
        'INSERT INTO events_policies (bus_arn, policy) VALUES (?, ?) ON CONFLICT DO UPDATE SET policy = excluded.policy',
        busArn,
        policy,
      );
    },
    remove: (busArn: string, { RemoveAllPermissions: all, ...others }: Readonly<Record<string, unknown>>): void => {
      if (all !== true || Object.keys(others).length > 0) throw notHosted('RemovePermission', 'of all permissions');
      state.run('DELETE FROM events_policies WHERE bus_arn = ?', busArn);
    },
  };
};

const notHosted = (operation: string, hosted: string) =>
  new AwsError('ValidationException', `EventBridge's ${operation} is hosted on this machine only ${hosted}.`);
