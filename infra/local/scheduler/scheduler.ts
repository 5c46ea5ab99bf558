import { isAssumedBy } from '../iam/roles.ts';
import { actionOn } from '../events/targets.ts';
import {
  AwsError,
  type Authorize,
  type AwsRequest,
  type AwsResponse,
  type AwsService,
  type Deployment,
  type Functions,
  type Log,
  type Queues,
  type Running,
  type Topics,
} from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import { fireSchedules } from './fire-schedules.ts';
import { scheduleStore, type ScheduleDefinition, type StoredSchedule, scheduledTime } from './schedule-store.ts';

export type SchedulerOptions = {
  readonly deployment: Deployment;
  readonly state: State;
  readonly queues: Pick<Queues, 'send'>;
  readonly functions: Pick<Functions, 'invokeAsync'>;
  readonly topics: Pick<Topics, 'publish'>;
  readonly authorize: Authorize;
  readonly log: Log;
  readonly now?: () => number;
  readonly firstRetrySeconds?: number;
};

type Input = Readonly<Record<string, unknown>>;

const principal = 'scheduler.amazonaws.com';
const known = [
  'Name',
  'GroupName',
  'ClientToken',
  'Description',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'State',
  'ActionAfterCompletion',
  'FlexibleTimeWindow',
  'Target',
];
const knownTarget = ['Arn', 'RoleArn', 'Input', 'RetryPolicy', 'DeadLetterConfig'];

/**
 * EventBridge Scheduler's one-time schedules, as calls make them; those of the template are the event buses'. What
 * isn't here answers with its name.
 */
export const scheduler = (options: SchedulerOptions): Running & { readonly service: AwsService } => {
  const { deployment, state, authorize } = options;
  const now = options.now ?? Date.now;
  const store = scheduleStore(state);
  const arnOf = (group: string, name: string) =>
    `arn:aws:scheduler:${deployment.region}:${deployment.account}:schedule/${group}/${name}`;
  const firing = fireSchedules({ ...options, store, arnOf, now });
  const groups = new Set(['default', ...deployment.ofType('AWS::Scheduler::ScheduleGroup').map(({ ref }) => ref)]);

  /** Authorizes first, so that callers without the right don't learn whether the group or the schedule exists. */
  const admit = (request: AwsRequest, action: string, group: string, name: string) => {
    authorize(request.principal, `scheduler:${action}`, arnOf(group, name));
    if (!groups.has(group)) throw notFound(`Schedule group ${group} does not exist.`);
  };
  const stored = (group: string, name: string): StoredSchedule => {
    const schedule = store.find(group, name);
    if (!schedule) throw notFound(`Schedule ${name} does not exist.`);
    return schedule;
  };
  /** The caller must be allowed to give the role away, and the role must let the scheduler act as it. */
  const passRole = (request: AwsRequest, roleArn: string) => {
    authorize(request.principal, 'iam:PassRole', roleArn, { 'iam:PassedToService': principal });
    const role = deployment.ofType('AWS::IAM::Role').find(({ attributes }) => attributes.Arn === roleArn);
    if (!role || !isAssumedBy(deployment, role, principal))
      throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  };
  const dueAtOf = (definition: ScheduleDefinition) =>
    definition.State === 'DISABLED' ? undefined : scheduledTime(definition);

  const create = (request: AwsRequest, group: string, name: string, input: Input): unknown => {
    admit(request, 'CreateSchedule', group, name);
    const definition = definitionOf(input);
    passRole(request, definition.Target.RoleArn);
    const clientToken = typeof input.ClientToken === 'string' ? input.ClientToken : undefined;
    const before = store.find(group, name);
    if (before && (clientToken === undefined || before.clientToken !== clientToken))
      throw new AwsError('ConflictException', `Schedule ${name} already exists.`, 409);
    if (!before)
      store.put({
        group,
        name,
        definition,
        dueAt: dueAtOf(definition),
        attempts: 0,
        clientToken,
        createdAt: now(),
        modifiedAt: now(),
      });
    return { ScheduleArn: arnOf(group, name) };
  };
  const update = (request: AwsRequest, group: string, name: string, input: Input): unknown => {
    admit(request, 'UpdateSchedule', group, name);
    const definition = definitionOf(input);
    passRole(request, definition.Target.RoleArn);
    store.put({ ...stored(group, name), definition, dueAt: dueAtOf(definition), attempts: 0, modifiedAt: now() });
    return { ScheduleArn: arnOf(group, name) };
  };
  const get = (request: AwsRequest, group: string, name: string): unknown => {
    admit(request, 'GetSchedule', group, name);
    const { definition, createdAt, modifiedAt } = stored(group, name);
    return {
      Arn: arnOf(group, name),
      Name: name,
      GroupName: group,
      ...definition,
      CreationDate: createdAt / 1000,
      LastModificationDate: modifiedAt / 1000,
    };
  };
  const remove = (request: AwsRequest, group: string, name: string): unknown => {
    admit(request, 'DeleteSchedule', group, name);
    if (!store.delete(group, name)) throw notFound(`Schedule ${name} does not exist.`);
    return {};
  };

  const answer = (request: AwsRequest): unknown => {
    const name = decodeURIComponent(/^\/schedules\/([^/?]+)$/.exec(request.path)?.[1] ?? '');
    if (name === '')
      throw new AwsError(
        'UnknownOperationException',
        `Scheduler's ${request.method} ${request.path} is not hosted on this machine.`,
        404,
      );
    if (!/^[\w.-]{1,64}$/.test(name))
      throw invalid(
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$`,
      );
    const input = inputOf(request);
    const group = String(input.GroupName ?? request.query.get('groupName') ?? 'default');
    switch (request.method) {
      case 'POST':
        return create(request, group, name, input);
      case 'PUT':
        return update(request, group, name, input);
      case 'GET':
        return get(request, group, name);
      case 'DELETE':
        return remove(request, group, name);
      default:
        throw new AwsError(
          'UnknownOperationException',
          `Scheduler's ${request.method} is not hosted on this machine.`,
          404,
        );
    }
  };

  return {
    service: async (request): Promise<AwsResponse> => {
      const output = answer(request);
      firing.wake();
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(output),
      });
    },
    stop: () => {
      firing.stop();
      return Promise.resolve();
    },
  };
};

const invalid = (message: string) => new AwsError('ValidationException', message, 400);
const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, 404);

const inputOf = ({ body }: AwsRequest): Input => {
  if (body.length === 0) return {};
  try {
    const input: unknown = JSON.parse(body.toString('utf8'));
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Input;
  } catch {
    // Answered below, as for any other body that isn't an object.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.', 400);
};

const definitionOf = (input: Input): ScheduleDefinition => {
  const { Target: target, FlexibleTimeWindow: window, ScheduleExpression: expression } = input;
  const unknown = [
    ...Object.keys(input).filter((name) => !known.includes(name)),
    ...Object.keys((target ?? {}) as object)
      .filter((name) => !knownTarget.includes(name))
      .map((name) => `Target.${name}`),
  ];
  if (unknown.length > 0) throw invalid(`${unknown.join(', ')} is not hosted on this machine.`);
  const { Arn, RoleArn } = (target ?? {}) as Partial<ScheduleDefinition['Target']>;
  if (
    typeof expression !== 'string' ||
    typeof Arn !== 'string' ||
    typeof RoleArn !== 'string' ||
    typeof window !== 'object' ||
    window === null
  )
    throw invalid('ScheduleExpression, FlexibleTimeWindow, Target.Arn and Target.RoleArn must be given.');
  actionOn(Arn);
  const definition: ScheduleDefinition = {
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: String(input.ScheduleExpressionTimezone ?? 'UTC'),
    State: String(input.State ?? 'ENABLED'),
    ActionAfterCompletion: String(input.ActionAfterCompletion ?? 'NONE'),
    FlexibleTimeWindow: window as Input,
    Target: target as ScheduleDefinition['Target'],
    ...(typeof input.Description === 'string' ? { Description: input.Description } : {}),
  };
  if (scheduledTime(definition) === undefined)
    throw invalid(`Invalid Schedule Expression ${expression}: only at(yyyy-mm-ddThh:mm:ss) is hosted on this machine.`);
  return definition;
};
