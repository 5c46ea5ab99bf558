import type { Buses, Topics } from '../kernel.ts';
import type { ConfigurationSets, EventDestination, SesEventType } from './configuration-sets.ts';
import { done, type NewWork, type Outcome, type StoredWork } from '../state/durable-work.ts';
import { detailTypes, type MailObject, sesEvent } from './ses-events.ts';

/** What the later events of a mail are made from. */
export type EventSource = { readonly set: string; readonly mail: MailObject };

type Publication = {
  readonly destination: EventDestination;
  readonly type: SesEventType;
  readonly setArn: string;
  readonly event: unknown;
};

/** One piece of work for each destination of the configuration set that wants this type. */
export const eventWork = (
  sets: ConfigurationSets,
  source: EventSource | undefined,
  type: SesEventType,
  detail: Readonly<Record<string, unknown>>,
): readonly NewWork[] =>
  source === undefined
    ? []
    : sets.destinations(source.set, type).map((destination) => {
        const body: Publication = {
          destination,
          type,
          setArn: sets.arn(source.set),
          event: sesEvent(type, source.mail, detail),
        };
        return { lane: 'publish', body };
      });

/** Publishes one event to one destination. */
export const publishEvent =
  (topics: Topics, buses: Buses) =>
  async (work: StoredWork): Promise<Outcome> => {
    const { destination, type, setArn, event } = JSON.parse(work.body) as Publication;
    if (destination.kind === 'sns') await topics.publish(destination.topicArn, `${JSON.stringify(event)}\n`);
    else
      await buses.put([
        {
          Source: 'aws.ses',
          DetailType: detailTypes[type],
          Detail: JSON.stringify(event),
          EventBusName: destination.busArn,
          Resources: [setArn],
        },
      ]);
    return done;
  };
