import { randomUUID } from 'node:crypto';
import {
  AwsError,
  type Authorize,
  type AwsService,
  type Buses,
  type BusEvent,
  type Deployment,
  type Functions,
  type Log,
  type Queues,
  type Running,
  type Topics,
} from '../kernel.ts';
import { jsonService } from '../aws-endpoint/protocols.ts';
import type { State } from '../state/open-state.ts';
import { busPolicies } from './bus-policies.ts';
import { deliveries } from './deliveries.ts';
import { busName, rulesOf, type Rule } from './rules.ts';
import { timetable } from './timetable.ts';

export type EventBusesOptions = {
  readonly deployment: Deployment;
  readonly state: State;
  readonly queues: Pick<Queues, 'send'>;
  readonly functions: Pick<Functions, 'invokeAsync'>;
  readonly topics: Pick<Topics, 'publish'>;
  readonly authorize: Authorize;
  readonly log: Log;
  readonly firstRetrySeconds?: number;
};

export type EventBuses = Running & { readonly buses: Buses; readonly service: AwsService };

type Entry = Partial<BusEvent>;
type EntryResult = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

const maximumEntries = 10; // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
const maximumBytes = 262_144;

/** The template's event buses with their rules and schedules. */
export const eventBuses = (options: EventBusesOptions): EventBuses => {
  const { deployment, state, authorize } = options;
  const arns = busArns(deployment);
  const rules = rulesOf(deployment);
  const policies = busPolicies(deployment, state);
  const outgoing = deliveries({ ...options, targets: rules.flatMap(({ targets }) => targets) });

  const publish = async (event: Readonly<Record<string, unknown>>, to: readonly Rule[]) => {
    await Promise.all(
      to.flatMap(({ targets }) => targets).map((target) => outgoing.deliver(target, target.input(event))),
    );
  };

  const accept = async (entry: BusEvent): Promise<{ readonly EventId: string }> => {
    const bus = busName(entry.EventBusName ?? 'default');
    const event = envelope(deployment, {
      'detail-type': entry.DetailType,
      source: entry.Source,
      time: entry.Time,
      resources: entry.Resources ?? [],
      detail: JSON.parse(entry.Detail) as unknown,
    });
    await publish(
      event,
      rules.filter((rule) => rule.bus === bus && rule.matches?.(event)),
    );
    return { EventId: event.id };
  };

  const scheduled = timetable(
    state,
    rules
      .filter(({ next }) => next)
      .map((rule) => ({
        arn: rule.arn,
        next: rule.next!,
        fire: (dueAt) =>
          publish(
            envelope(deployment, {
              'detail-type': 'Scheduled Event',
              source: rule.source,
              time: dueAt,
              resources: [rule.arn],
              detail: {},
            }),
            [rule],
          ),
      })),
  );

  const putEvents = async (entries: readonly Entry[], mayPut: (busArn: string) => void) => {
    if (entries.length < 1 || entries.length > maximumEntries)
      throw validation(
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${String(maximumEntries)}`,
      );
    const bytes = entries.reduce(
      (sum, entry) =>
        sum +
        (entry.Time ? 14 : 0) +
        [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce(
          (size, text) => size + Buffer.byteLength(text ?? ''),
          0,
        ),
      0,
    );
    if (bytes > maximumBytes) throw validation('Total size of the entries in the request is over the limit.');
    for (const entry of entries) mayPut(arnOf(entry.EventBusName));
    return Promise.all(entries.map(async (entry): Promise<EntryResult> => refusal(entry) ?? accept(entry as BusEvent)));
  };

  const arnOf = (nameOrArn = 'default') => {
    const arn = arns.get(busName(nameOrArn));
    if (!arn) throw new AwsError('ResourceNotFoundException', `Event bus ${busName(nameOrArn)} does not exist.`);
    return arn;
  };

  return {
    buses: { put: (events) => Promise.all(events.map(accept)) },
    service: jsonService('1.1', {
      PutEvents: async (input, { principal }) => {
        const results = await putEvents((input.Entries ?? []) as readonly Entry[], (busArn) => {
          authorize(principal, 'events:PutEvents', busArn);
          policies.check(principal, 'events:PutEvents', busArn);
        });
        return { FailedEntryCount: results.filter((each) => 'ErrorCode' in each).length, Entries: results };
      },
      PutPermission: async ({ EventBusName, ...input }, { principal }) => {
        const busArn = arnOf(EventBusName as string | undefined);
        authorize(principal, 'events:PutPermission', busArn);
        policies.put(busArn, input);
        return {};
      },
      RemovePermission: async ({ EventBusName, ...input }, { principal }) => {
        const busArn = arnOf(EventBusName as string | undefined);
        authorize(principal, 'events:RemovePermission', busArn);
        policies.remove(busArn, input);
        return {};
      },
    }),
    stop: async () => {
      scheduled.stop();
      await outgoing.stop();
    },
  };
};

const validation = (message: string) => new AwsError('ValidationException', message);

const busArns = (deployment: Deployment): ReadonlyMap<string, string> =>
  new Map([
    ['default', `arn:aws:events:${deployment.region}:${deployment.account}:event-bus/default`],
    ...deployment
      .ofType('AWS::Events::EventBus')
      .map(
        (resource) =>
          [
            resource.ref,
            resource.attributes.Arn ??
              `arn:aws:events:${deployment.region}:${deployment.account}:event-bus/${resource.ref}`,
          ] as const,
      ),
  ]);

const envelope = (
  deployment: Deployment,
  {
    time,
    ...event
  }: {
    readonly 'detail-type': string;
    readonly source: string;
    readonly time: string | number | undefined;
    readonly resources: readonly string[];
    readonly detail: unknown;
  },
) => ({
  version: '0',
  id: randomUUID(),
  account: deployment.account,
  region: deployment.region,
  ...event,
  // The JSON protocol sends times as epoch seconds.
  time: `${new Date(typeof time === 'number' && time < 1e11 ? time * 1000 : (time ?? Date.now())).toISOString().slice(0, 19)}Z`,
});

const refusal = (entry: Entry): EntryResult | undefined => {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name])
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      };
  }
  try {
    const detail: unknown = JSON.parse(entry.Detail!);
    if (typeof detail === 'object' && detail !== null && !Array.isArray(detail)) return undefined;
  } catch {
    // Refused below, as any other detail that isn't an object.
  }
  return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
};
