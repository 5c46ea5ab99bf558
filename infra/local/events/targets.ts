import type { Authorize, Functions, Queues, Topics } from '../kernel.ts';

/** What a target is given: the whole event, a part of it, a constant, or a text made from it. */
export type TargetInput = {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
};

/** Makes a target's JSON text from an event; throws at once for a path that isn't hosted here. */
export const targetInput = (
  target: TargetInput,
  ruleArn: string,
): ((event: Readonly<Record<string, unknown>>) => string) => {
  if (target.Input !== undefined) return () => target.Input!;
  if (target.InputPath !== undefined) {
    const read = jsonPath(target.InputPath);
    return (event) => JSON.stringify(read(event) ?? {});
  }
  if (!target.InputTransformer) return (event) => JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer;
  const paths = Object.entries(InputPathsMap).map(([name, path]) => [name, jsonPath(path)] as const);
  return (event) =>
    fill(
      InputTemplate,
      new Map<string, unknown>([
        ...paths.map(([name, read]) => [name, read(event)] as const),
        ['aws.events.rule-arn', ruleArn],
        ['aws.events.event', event],
        ['aws.events.event.json', event],
        ['aws.events.event.ingestion-time', event.time],
      ]),
    );
};

const jsonPath = (path: string): ((event: unknown) => unknown) => {
  if (!/^\$(\.[\w-]+|\[\d+\])*$/.test(path)) throw new Error(`The path ${path} is not hosted on one machine.`);
  const steps = [...path.matchAll(/\.([\w-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
  return (event) =>
    steps.reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
      event,
    );
};

/** Within a JSON text a placeholder becomes bare characters, elsewhere a JSON value, as EventBridge does it. */
const fill = (template: string, values: ReadonlyMap<string, unknown>): string => {
  let quoted = false;
  return template.replaceAll(/\\.|"|<([\w.-]+)>/g, (found, name?: string) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined) return found;
    if (!values.has(name)) throw new Error(`The input template names <${name}>, which has no path.`);
    const value = values.get(name);
    if (!quoted) return JSON.stringify(value ?? '');
    return JSON.stringify(typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)).slice(
      1,
      -1,
    );
  });
};

/** What a dead letter says of why it is one: `origin` names rule or schedule and target, as AWS does. */
export const letterAttributes = (
  origin: Readonly<Record<string, string>>,
  fault: unknown,
  retries: number,
): Readonly<Record<string, string>> => ({
  ...origin,
  ERROR_MESSAGE: String(fault),
  RETRY_ATTEMPTS: String(retries),
});

export type TargetHosts = {
  readonly queues: Pick<Queues, 'send'>;
  readonly functions: Pick<Functions, 'invokeAsync'>;
  readonly topics: Pick<Topics, 'publish'>;
  readonly authorize: Authorize;
};

const actions: Readonly<Record<string, string>> = {
  sqs: 'sqs:SendMessage',
  lambda: 'lambda:InvokeFunction',
  sns: 'sns:Publish',
};

/** The action that EventBridge does on the target; throws for a kind of target that isn't hosted. */
export const actionOn = (targetArn: string): string => {
  const service = targetArn.split(':')[2] ?? '';
  const action = actions[service];
  if (!action) throw new Error(`EventBridge targets of ${service} are not hosted on one machine: ${targetArn}.`);
  return action;
};

/**
 * Gives a payload to the queue, topic or function behind the ARN: it is on that host's disk when this resolves. With
 * `roleArn` it is sent with that role's rights; `service` is who takes the role on.
 */
export const sendToTarget = async (
  { queues, functions, topics, authorize }: TargetHosts,
  { arn, roleArn, service }: { readonly arn: string; readonly roleArn?: string; readonly service: string },
  payload: string,
): Promise<void> => {
  const action = actionOn(arn);
  if (roleArn) authorize({ kind: 'role', roleArn, functionName: service }, action, arn);
  if (action === 'sqs:SendMessage') await queues.send(arn, payload);
  else if (action === 'sns:Publish') await topics.publish(arn, payload);
  else await functions.invokeAsync(arn, JSON.parse(payload));
};
