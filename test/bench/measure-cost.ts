import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadDeployment } from '../../infra/local/host-services.ts';
import { portsFrom } from '../../infra/one-machine/options.ts';
import { synthesizeStacks } from '../../infra/one-machine/synthesize.ts';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { ticketRows } from '../../shared/adapters/dynamodb/ticket-rows.ts';
import { PRESENCE_BEAT_SECONDS } from '../../shared/domain/desk/presence.ts';
import { answeredAgo } from '../support/answered-ago.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { openTables, type DeskTables } from '../support/desk-tables.ts';
import { openDesk, untilQuiet, type OpenDesk } from '../support/open-desk.ts';
import { throwawayFolder } from '../support/running-desk.ts';
import { ACCOUNT, REGION } from '../support/roles/place.ts';
import { waitUntil } from '../support/wait-until.ts';
import { addSources, scaleSources, type Usage, type UsageBySource } from './bill.ts';
import type { BenchConsole, StartBenchConsole } from './console.ts';
import { addAgents, agentsOf, BACKLOG, fillList, openConsoles, QUESTION, SERVICE } from './cost-desk.ts';
import { PACE, type CostRun, type CostStep } from './cost-tables.ts';
import { loadConsole } from './load-console.ts';
import { usageLedger, type ConsoleCounts, type Mark } from './usage-ledger.ts';

const SECONDS_A_TICKET = (PACE.hoursADay * 3600) / PACE.ticketsADay;
/** API Gateway ends a connection after two hours. */
const CONNECTIONS_A_DAY = PACE.hoursADay / 2;
const BEATS = Math.round(SECONDS_A_TICKET / PRESENCE_BEAT_SECONDS);
const AUTOSAVES = 4;
const DAY = 24 * 3_600_000;
/** Seconds between two of a ticket's steps at the busy pace. */
const STEP_SECONDS = 6;
/** Lambda reads an idle queue with five pollers, each of which waits for twenty seconds. */
const IDLE_POLLS_A_MINUTE = 5 * 3;
const MINUTES_A_MONTH = 43_800;

/** Runs by the clock, so that what it does belongs to no step but its own. */
const TIMED = 'complete-tickets';
const withoutTimed = (usage: UsageBySource): UsageBySource =>
  new Map([...usage].filter(([source]) => source !== TIMED));

const ANSWER =
  '<p>안녕하세요. 기다리게 해 드려 죄송합니다. 오늘 출고되어 내일 도착할 예정입니다. Your parcel leaves today and arrives tomorrow.</p>'.repeat(
    3,
  );

type Measured = {
  readonly desk: OpenDesk;
  readonly tables: DeskTables;
  readonly consoles: readonly BenchConsole[];
  readonly ledger: ReturnType<typeof usageLedger>;
  /** The number that the next ticket gets. */
  readonly nextNumber: () => number;
};

const mailIn = async ({ desk, tables, nextNumber }: Measured): Promise<number> => {
  const number = nextNumber();
  await sendAsCustomer(desk.smtpPort, {
    from: `고객 <customer-${number}@customer.example.com>`,
    to: 'support@desk.example.com',
    subject: `주문이 도착하지 않았습니다 (${number})`,
    text: QUESTION,
  });
  await waitUntil('the mail’s ticket', async () => (await tables.rowsOf(SERVICE, number)).length > 0, 60_000);
  return number;
};

type Life = readonly (readonly [step: string, run: (console: BenchConsole, number: number) => Promise<void>])[];

/** What an agent does with one ticket, after the customer's mail made it. */
const LIFE: Life = [
  ['opens the list', (console) => console.openList()],
  ['opens the ticket', (console, number) => console.openTicket(number)],
  ['keeps it', (console, number) => console.keep(number, 'delivery')],
  [
    `${AUTOSAVES} autosaves`,
    async (console, number) => {
      for (let version = 0; version < AUTOSAVES; version += 1)
        await console.saveDraft(number, ANSWER.slice(0, (ANSWER.length * (version + 1)) / AUTOSAVES), version);
    },
  ],
  [
    `${BEATS} heartbeats`,
    async (console, number) => {
      for (let beat = 0; beat < BEATS; beat += 1) {
        console.send({ type: 'presence', number, state: 'viewing' });
        await pause(50);
      }
    },
  ],
  ['answers and resolves; mail leaves', (console, number) => console.resolve(number, ANSWER)],
];

/** Whether the next ticket comes before the steps of the last one are done. */
const isBusy = (agents: number): boolean => SECONDS_A_TICKET / agents < STEP_SECONDS * LIFE.length;

/** One ticket at a time; all that a step causes is worked off before the next one. */
const measureQuiet = async (measured: Measured, tickets: number): Promise<readonly CostStep[]> => {
  const { desk, consoles, ledger } = measured;
  const usages = new Map<string, UsageBySource[]>();
  const step = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const before = ledger.mark();
    const result = await run();
    await untilQuiet(desk.data);
    usages.set(name, [...(usages.get(name) ?? []), withoutTimed(ledger.since(before))]);
    return result;
  };
  for (let i = 0; i < tickets; i += 1) {
    const number = await step('a mail makes it', () => mailIn(measured));
    for (const [name, run] of LIFE) await step(name, () => run(consoles[i % consoles.length]!, number));
  }
  return [...usages].map(([name, all]) => ({ step: name, usage: scaleSources(addSources(...all), 1 / tickets) }));
};

/** Tickets begin as often as they come to so many agents; the steps of one are closer together than people's are. */
const measureBusy = async (measured: Measured, agents: number, tickets: number): Promise<readonly CostStep[]> => {
  const { desk, consoles, ledger } = measured;
  const before = ledger.mark();
  const lives: Promise<void>[] = [];
  const faults: unknown[] = [];
  const live = async (number: number, console: BenchConsole): Promise<void> => {
    try {
      for (const [, run] of LIFE) {
        await pause(STEP_SECONDS * 1000);
        await run(console, number);
      }
    } catch (fault) {
      faults.push(fault);
    }
  };
  for (let i = 0; i < tickets && faults.length === 0; i += 1) {
    const began = performance.now();
    lives.push(live(await mailIn(measured), consoles[i % consoles.length]!));
    await pause(Math.max(0, (SECONDS_A_TICKET / agents) * 1000 - (performance.now() - began)));
  }
  await Promise.all(lives);
  if (faults.length > 0) throw faults[0];
  await untilQuiet(desk.data);
  return [{ step: 'all steps', usage: scaleSources(withoutTimed(ledger.since(before)), 1 / tickets) }];
};

/** Tickets whose days are over are completed by the next run, which is counted too. */
const measureCompletion = async (
  { desk, tables, ledger, nextNumber }: Measured,
  tickets: number,
): Promise<CostStep> => {
  const { client, deskTable } = tables;
  const service = (await dynamoDeskDirectory({ client, deskTable }).findService(SERVICE))!;
  const completeAfter = (autoCompleteDays: number) =>
    dynamoDeskRegistry({ client, deskTable, backoff: jitteredBackoff }).putService({ ...service, autoCompleteDays });
  await completeAfter(0);
  const numbers: number[] = [];
  for (let i = 0; i < tickets; i += 1) {
    nextNumber();
    numbers.push((await answeredAgo(tables, SERVICE, 15 * DAY, 'resolve', `old-${i}@customer.example.com`)).number);
  }
  await untilQuiet(desk.data);
  const before = ledger.mark();
  await completeAfter(14);
  const isCompleted = async (number: number): Promise<boolean> =>
    (await tables.rowsOf(SERVICE, number)).some(
      (row) => row.SK === 'TICKET' && ticketRows.read(row).status === 'completed',
    );
  await waitUntil(
    'the run that completes tickets',
    async () => (await Promise.all(numbers.map(isCompleted))).every(Boolean),
    120_000,
  );
  await untilQuiet(desk.data);
  return { step: 'is completed after its days', usage: scaleSources(ledger.since(before), 1 / tickets) };
};

/** What costs by the time, for the tickets of that time. */
const byTheTime = (start: UsageBySource): readonly CostStep[] => [
  {
    step: 'consoles connect every two hours',
    usage: scaleSources(start, CONNECTIONS_A_DAY / PACE.ticketsADay),
  },
  { step: 'connections stay open', usage: new Map([['consoles', { socketMinutes: SECONDS_A_TICKET / 60 }]]) },
];

export type CostOptions = {
  /** Measured one after the other, each on a desk of its own. */
  readonly agents: readonly number[];
  readonly tickets: number;
  /** The largest number of agents is measured at the pace of their working day too, with so many tickets. */
  readonly busyTickets: number;
  readonly tell: (line: string) => void;
};

const measureDesk = async (
  agents: number,
  { tickets, busyTickets, agents: all }: CostOptions,
  startConsole: StartBenchConsole,
  Socket: typeof WebSocket,
): Promise<readonly CostRun[]> => {
  const folder = throwawayFolder();
  const meter = join(folder.path, 'calls.jsonl');
  const desk = await openDesk({
    meter,
    // A mail is looked at once, after it has left, and completion has a run each minute.
    config: { timings: { lateSeconds: 3, autoCompleteMinutes: 1 } },
  });
  try {
    const tables = await openTables(desk.data);
    const people = agentsOf(agents);
    await addAgents(desk, people);
    await fillList(desk);
    await untilQuiet(desk.data);
    const counts: ConsoleCounts = { httpRequests: 0, httpBytes: 0, socketMessages: 0 };
    const ledger = usageLedger(desk.data, meter, counts);
    const beforeStart: Mark = ledger.mark();
    const consoles = await openConsoles(desk, startConsole, Socket, people, counts);
    await untilQuiet(desk.data);
    const start = scaleSources(withoutTimed(ledger.since(beforeStart)), 1 / agents);
    let last = BACKLOG;
    const measured: Measured = { desk, tables, consoles, ledger, nextNumber: () => (last += 1) };
    // Instances start, and what is used often is compiled.
    await measureQuiet(measured, 1);
    const quiet = await measureQuiet(measured, tickets);
    const busy =
      agents === Math.max(...all) && isBusy(agents) && busyTickets > 0
        ? await measureBusy(measured, agents, busyTickets)
        : undefined;
    const completion = await measureCompletion(measured, tickets);
    for (const each of consoles) each.stop();
    tables.close();
    const runOf = (pace: CostRun['pace'], life: readonly CostStep[]): CostRun => ({
      agents,
      pace,
      steps: [...life, completion, ...byTheTime(start)],
    });
    return [runOf('quiet', quiet), ...(busy === undefined ? [] : [runOf('busy', busy)])];
  } finally {
    await desk.close();
    folder.remove();
  }
};

/** What one ticket uses, from the customer's mail to its completion, while so many agents have the console open. */
export const measureCost = async (options: CostOptions): Promise<readonly CostRun[]> => {
  const Socket = WebSocket;
  const startConsole = await loadConsole();
  const runs: CostRun[] = [];
  for (const agents of options.agents) {
    options.tell(`${agents} agents`);
    runs.push(...(await measureDesk(agents, options, startConsole, Socket)));
  }
  return runs;
};

/** What a stage costs a month however many tickets it has, from its template. */
export const fixedUsage = async (): Promise<Usage> => {
  const deployment = loadDeployment({
    cloudAssembly: await synthesizeStacks('{}'),
    region: REGION,
    account: ACCOUNT,
    ports: portsFrom(4400),
  });
  const queues = deployment
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => String(properties['EventSourceArn']).includes(':sqs:'));
  return {
    alarms: deployment.ofType('AWS::CloudWatch::Alarm').length,
    keys: deployment.ofType('AWS::KMS::Key').length,
    idlePolls: queues.length * IDLE_POLLS_A_MINUTE * MINUTES_A_MONTH,
    schedules: deployment.ofType('AWS::Scheduler::Schedule').length * (MINUTES_A_MONTH / 60),
  };
};
