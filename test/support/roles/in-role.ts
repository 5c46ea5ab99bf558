import { AsyncLocalStorage } from 'node:async_hooks';
import { clientDefaults } from '../../../functions/lambda.ts';
import type { HostedStage } from './hosted-stage.ts';
import { ACCOUNT, REGION } from './place.ts';
import { hostedStage } from './stage-of-file.ts';

/** Every function's own composition root, by the name of its folder. */
const ROOTS = {
  administration: () => import('../../../functions/administration/index.ts'),
  'check-triggers': () => import('../../../functions/check-triggers/index.ts'),
  'call-urls': () => import('../../../functions/call-urls/index.ts'),
  'complete-tickets': () => import('../../../functions/complete-tickets/index.ts'),
  confidential: () => import('../../../functions/confidential/index.ts'),
  'customer-information': () => import('../../../functions/customer-information/index.ts'),
  'distribute-tickets': () => import('../../../functions/distribute-tickets/index.ts'),
  'end-connections': () => import('../../../functions/end-connections/index.ts'),
  'erase-tickets': () => import('../../../functions/erase-tickets/index.ts'),
  'evaluate-triggers': () => import('../../../functions/evaluate-triggers/index.ts'),
  'find-due-times': () => import('../../../functions/find-due-times/index.ts'),
  'give-back-tickets': () => import('../../../functions/give-back-tickets/index.ts'),
  'live-access': () => import('../../../functions/live-access/index.ts'),
  'live-connect': () => import('../../../functions/live-connect/index.ts'),
  'live-messages': () => import('../../../functions/live-messages/index.ts'),
  'mail-preview': () => import('../../../functions/mail-preview/index.ts'),
  'project-tickets': () => import('../../../functions/project-tickets/index.ts'),
  'publish-events': () => import('../../../functions/publish-events/index.ts'),
  'push-hints': () => import('../../../functions/push-hints/index.ts'),
  'receive-mail': () => import('../../../functions/receive-mail/index.ts'),
  'ring-calls': () => import('../../../functions/ring-calls/index.ts'),
  'schedule-calls': () => import('../../../functions/schedule-calls/index.ts'),
  'send-mail': () => import('../../../functions/send-mail/index.ts'),
  'settle-mail': () => import('../../../functions/settle-mail/index.ts'),
  'ticket-commands': () => import('../../../functions/ticket-commands/index.ts'),
  'ticket-queries': () => import('../../../functions/ticket-queries/index.ts'),
  'transfer-to-issue': () => import('../../../functions/transfer-to-issue/index.ts'),
  'watch-mails': () => import('../../../functions/watch-mails/index.ts'),
} as const;
export type FunctionName = keyof typeof ROOTS;
export type DepsOf<N extends FunctionName> = ReturnType<Awaited<ReturnType<(typeof ROOTS)[N]>>['container']>;

/**
 * What the function sees in its environment. The SDK reads credentials at a client's first call, which is the
 * handler's: so it holds for the whole run.
 */
const environment = new AsyncLocalStorage<Readonly<Record<string, string>>>();
const ofTheProcess = process.env;
process.env = new Proxy(ofTheProcess, {
  get: (target, name) => environment.getStore()?.[String(name)] ?? (Reflect.get(target, name) as unknown),
  has: (target, name) => environment.getStore()?.[String(name)] !== undefined || Reflect.has(target, name),
});

/**
 * Client, service and test share one thread here: a burst of calls waits for itself, and one that is given up and tried
 * again would be done twice. Milliseconds.
 */
Object.assign(clientDefaults.requestHandler, { connectionTimeout: 60_000, requestTimeout: 60_000 });

const environmentOf = (stage: HostedStage, name: FunctionName): Readonly<Record<string, string>> => {
  const definition = stage.functions.get(name);
  if (!definition) throw new Error(`The template has no function ${name}`);
  const { accessKeyId, secretAccessKey, sessionToken = '' } = stage.credentialsOf(name);
  return {
    ...definition.environment,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCOUNT_ID: ACCOUNT,
    AWS_ENDPOINT_URL: stage.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
  };
};

type Run = <T>(work: () => T) => T;

/** The same dependencies, every call of which sees the function's environment, wherever it is made. */
const within = <T>(value: T, run: Run): T => {
  if (typeof value === 'function')
    return ((...given: readonly unknown[]) =>
      run(() => (value as unknown as (...given: readonly unknown[]) => unknown)(...given))) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, within(each as unknown, run)])) as T;
};

/**
 * What a function's handler depends on, made by the function's own composition root under its own role: what the role
 * doesn't grant fails as on AWS, with AccessDenied.
 */
export const inRole = async <N extends FunctionName>(name: N): Promise<DepsOf<N>> => {
  const around = environmentOf(await hostedStage(), name);
  const { container } = await ROOTS[name]();
  const run: Run = (work) => environment.run(around, work);
  return within(run(container as () => DepsOf<N>), run);
};
