import { queryService } from '../aws-endpoint/protocols.ts';
import type { Authorize, AwsService, Buses, Deployment, Log, Ports, Running, Topics } from '../kernel.ts';
import type { MailStore } from '../outbox/mail-store.ts';
import { receiptRules } from '../smtp/receipt-rules.ts';
import type { State } from '../state/open-state.ts';
import { configurationSets, identities } from './identities.ts';
import { delivering } from './delivering.ts';
import { durableWork, type Outcome, type StoredWork, workTable } from '../state/durable-work.ts';
import { publishEvent } from './ses-events.ts';
import { type SesLimits, sendingLimits } from './sending-limits.ts';
import { sesOperations } from './ses-operations.ts';
import { sesSecondService } from './ses-second-service.ts';

export type SesOptions = {
  readonly deployment: Deployment;
  readonly state: State;
  readonly ports: Pick<Ports, 'smtp'>;
  readonly authorize: Authorize;
  readonly topics: Topics;
  readonly buses: Buses;
  readonly mails: MailStore;
  readonly log: Log;
  /** smtp://user:password@host:port of a real mail server, for addresses that no receipt rule takes. */
  readonly relayUrl?: string;
  /** What the account may send, as in SES's sandbox. Default: whatever it is asked to. */
  readonly limits?: SesLimits;
  /** Milliseconds between taking a mail and its delivery (default 200). */
  readonly deliveryDelayMs?: number;
};

export type Ses = Running & {
  readonly service: AwsService;
  /** Version 2 of its API. */
  readonly secondService: AwsService;
  /** Begins delivering and publishing, also what an earlier run left. The hosts that it publishes to must run. */
  start(): void;
  /** Verifies an address or domain, as its owner would by the link or the DNS record. */
  verify(name: string): void;
  /** Deliveries and events that are still to be done. */
  pending(): number;
};

/** So many deliveries, and so many events, are worked on at the same time. */
const AT_ONCE = 8;

const xmlns = 'http://ses.amazonaws.com/doc/2010-12-01/';

/**
 * SES sending: mails go to the outbox, to our own receipt rules or to a relay, and their events where the configuration
 * set says.
 */
export const ses = (options: SesOptions): Ses => {
  const { deployment, state, mails, log } = options;
  const sets = configurationSets(deployment);
  const known = identities(deployment, state);
  const rules = receiptRules(deployment);
  const table = workTable(state, 'ses');
  const workers: Readonly<Record<string, (work: StoredWork) => Promise<Outcome>>> = {
    publish: publishEvent(options.topics, options.buses),
    deliver: delivering({
      region: deployment.region,
      mails,
      sets,
      identities: known,
      add: table.add,
      isOurs: (address) => rules.matches(address),
      mailInUrl: `smtp://127.0.0.1:${String(options.ports.smtp)}`,
      ...(options.relayUrl === undefined ? {} : { relayUrl: options.relayUrl }),
    }),
  };
  const work = durableWork({
    state,
    store: table,
    name: 'ses',
    log,
    atOnce: AT_ONCE,
    perform: async (each): Promise<Outcome> => {
      try {
        return await workers[each.lane]!(each);
      } catch (fault) {
        log('ses', `${each.lane} failed and is tried again`, fault);
        return { kind: 'again', afterMs: Math.min(60_000, 500 * 2 ** (each.attempts + 1)) };
      }
    },
  });
  const sending = {
    deployment,
    state,
    mails,
    sets,
    add: table.add,
    wake: work.wake,
    deliveryDelayMs: options.deliveryDelayMs ?? 200,
  };
  const limits = sendingLimits(options.limits, {
    now: Date.now,
    sentSince: (since) =>
      state.get<{ readonly n: number }>(
        "SELECT coalesce(sum(json_array_length(head, '$.to')), 0) AS n FROM outbox_mails WHERE sent_at > ?",
        since.toISOString(),
      )!.n,
  });
  return {
    service: queryService(
      xmlns,
      sesOperations({ authorize: options.authorize, identities: known, sets, sending, limits, state }),
    ),
    secondService: sesSecondService({ deployment, identities: known, authorize: options.authorize }),
    start: () => {
      work.start();
    },
    stop: () => work.stop(),
    verify: known.verify,
    pending: () => table.count(),
  };
};
