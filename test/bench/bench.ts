/**
 * `npm run bench`: prints capacity units per operation (exact), processor milliseconds per operation, what starting
 * each function costs, what lists cost, and times at 1, 8 and 32 clients (for ratios within one run).
 * One of them alone:
 * - `-- --capacity`
 * - `-- processor`
 * - `-- cold-starts`
 * - `-- lists --tickets 1000,100000,1000000`: in desks of these sizes
 * - `-- load --clients 1,8,32 --requests 300`: with `--url`, `--email` and `--password` against a desk that runs
 * - `-- pushes --sockets 50,500,2000`: how soon so many consoles are told what changed
 * - `-- console`: how long an agent waits for a ticket in Chromium; only when it is asked for
 * - `-- detection`: how well personal data is found
 * - `-- triggers`: what a service's triggers cost the processor, compiled and evaluated
 * - `-- distribution --mails 500`: how evenly and how soon the tickets of a burst of mails are handed out by triggers;
 *   only when it is asked for
 * - `-- cost --agents 1,10,50 --tickets 5 --busy-tickets 40`: dollars a ticket on AWS; only when it is asked for
 */
import { parseArgs } from 'node:util';
import { ENTRY_TEXT_READ } from '../../shared/domain/trigger/automation.ts';
import { labelledTexts } from '../shared/domain/masking/detect/labelled-texts.ts';
import { measureDetection } from '../shared/domain/masking/detect/measure-detection.ts';
import { costTables } from './cost-tables.ts';
import { measureCapacity } from './measure-capacity.ts';
import { measureColdStarts } from './measure-cold-starts.ts';
import { measureConsole } from './measure-console.ts';
import { fixedUsage, measureCost } from './measure-cost.ts';
import { measureDistribution } from './measure-distribution.ts';
import { measureLists } from './measure-lists.ts';
import { measureLoad } from './measure-load.ts';
import { measureProcessor } from './measure-processor.ts';
import { measurePushes } from './measure-pushes.ts';
import { measureTriggers } from './measure-triggers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    capacity: { type: 'boolean', default: false },
    tickets: { type: 'string' },
    mails: { type: 'string', default: '500' },
    clients: { type: 'string', default: '1,8,32' },
    requests: { type: 'string', default: '300' },
    sockets: { type: 'string', default: '50,200' },
    agents: { type: 'string', default: '1,10,50' },
    'busy-tickets': { type: 'string', default: '40' },
    url: { type: 'string' },
    email: { type: 'string', default: '' },
    password: { type: 'string', default: '' },
  },
});
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const line = (...columns: readonly (string | number)[]): void => {
  say(columns.map((column, i) => (i === 0 ? String(column).padEnd(40) : String(column).padStart(12))).join(''));
};

const lists = async () => {
  say('\nA page of 50 rows of each list: read units (exact), and times in one process beside the engine');
  const measured = await measureLists(
    (values.tickets ?? '1000')
      .split(',')
      .map(Number)
      .toSorted((a, b) => a - b),
    say,
  );
  line('list', 'tickets', 'rows', 'read units', 'p50 ms');
  for (const { list, tickets, rows, readUnits, p50 } of measured.toSorted(
    (a, b) => a.list.localeCompare(b.list) || a.tickets - b.tickets,
  ))
    line(list, tickets, rows, readUnits, p50.toFixed(1));
};

const capacity = async () => {
  say('Capacity units per operation (DynamoDB’s own figures; a transaction counts each write twice)');
  line('operation', 'read units', 'write units', 'calls');
  for (const { operation, units } of await measureCapacity()) line(operation, units.read, units.write, units.calls);
};

const load = async () => {
  say('\nTimes of whole HTTP requests on this machine, all hosts on it, warm');
  line('operation', 'clients', 'per second', 'p50 ms', 'p95 ms');
  const { url, email, password } = values;
  for (const { operation, clients, perSecond, p50, p95 } of await measureLoad({
    clients: values.clients.split(',').map(Number),
    requests: Number(values.requests),
    ...(url === undefined ? {} : { desk: { url, email, password } }),
  }))
    line(operation, clients, perSecond.toFixed(0), p50.toFixed(1), p95.toFixed(1));
};

const processor = async () => {
  say('\nProcessor milliseconds per operation, warm, one client: in its function, in those that follow, in the hosts');
  line('operation', 'function', 'followers', 'hosts', 'engine');
  for (const { operation, inFunction, inOthers, inHosts, inEngine } of await measureProcessor())
    line(operation, ...[inFunction, inOthers, inHosts, inEngine].map((each) => each.toFixed(2)));
};

const coldStarts = async () => {
  say('\nA new instance of each function, in a fresh process: medians');
  line('function', 'KB', 'ms', 'processor ms');
  for (const { function: name, kilobytes, milliseconds, processorMilliseconds } of await measureColdStarts())
    line(name, kilobytes.toFixed(0), milliseconds.toFixed(0), processorMilliseconds.toFixed(0));
};

const pushes = async () => {
  say('\nA change every two seconds: milliseconds from its HTTP answer until each live connection was told it, by p95');
  line('sockets', 'opened in', 'told, p50', 'told, p95', 'last', 'missed', 'HTTP quiet', 'HTTP busy', 'messages');
  for (const row of await measurePushes(values.sockets.split(',').map(Number)))
    line(
      row.sockets,
      ...[row.opening, row.told50, row.told95, row.toldLast, row.missed].map((each) => each.toFixed(0)),
      ...[row.quiet95, row.busy95, row.messages].map((each) => each.toFixed(1)),
    );
};

const table = (rows: readonly (readonly string[])[]): void => {
  for (const [name = '', ...columns] of rows)
    say(`${name.padEnd(40)}${columns.map((each) => each.padStart(16)).join('')}`);
};
const cost = async () => {
  say('\nWhat one ticket costs on AWS, in US dollars, without free tiers');
  const runs = await measureCost({
    agents: values.agents.split(',').map(Number),
    tickets: Number(values.tickets ?? '5'),
    busyTickets: Number(values['busy-tickets']),
    tell: say,
  });
  for (const { title, rows } of costTables(runs, await fixedUsage())) {
    say(`\n${title}`);
    table(rows);
  }
};

const inConsole = async () => {
  say(
    '\nMilliseconds from a key or click in the console until a ticket’s words are on the screen, everything on it warm',
  );
  line('what', 'p50 ms', 'p95 ms');
  for (const { what, p50, p95 } of await measureConsole()) line(what, p50.toFixed(0), p95.toFixed(0));
};

const detection = () => {
  const sets = [
    ['the labelled set', [...labelledTexts('ko'), ...labelledTexts('en')]],
    ['the held-out set', labelledTexts('held-out')],
  ] as const;
  for (const [name, texts] of sets) {
    say(
      `\nDetection of personal data in ${name}: ${texts.length} texts, ${texts.filter(({ spans }) => spans.length === 0).length} of them without any`,
    );
    line('kind', 'labelled', 'found', 'right', 'recall', 'precision');
    for (const { kind, labelled, found, right, recall, precision } of measureDetection(texts).figures)
      line(kind, labelled, found, right, recall.toFixed(3), precision.toFixed(3));
  }
};

const triggers = () => {
  say(
    '\nProcessor milliseconds of triggers that ask 20 conditions each, warm: compiled once, and one evaluation of all',
  );
  line('triggers', 'conditions', 'entry', 'compile', 'evaluate');
  const sizes = [
    { count: 10, entry: 1000 },
    { count: 50, entry: 1000 },
    { count: 500, entry: 1000 },
    { count: 500, entry: ENTRY_TEXT_READ },
  ];
  for (const { triggers: count, conditions, entry, compile, evaluate } of measureTriggers(sizes))
    line(count, conditions, entry, compile.toFixed(2), evaluate.toFixed(3));
};

const distribution = async () => {
  say('\nA burst of mails to a desk with 50 triggers, of which one gives new tickets to the next of three agents');
  line('mails', 'taken in s', 'p50 ms', 'p95 ms', 'longest', 'recount', 'tickets each');
  const mails = Number(values.mails);
  const { taken, p50, p95, longest, tickets, isRight } = await measureDistribution(mails, 50);
  const times = [p50, p95, longest].map((milliseconds) => milliseconds.toFixed(0));
  line(mails, taken.toFixed(1), ...times, isRight ? 'equal' : 'DIFFERS', tickets.join(' '));
};

if (positionals.includes('lists')) await lists();
else if (positionals.includes('detection')) detection();
else if (positionals.includes('triggers')) triggers();
else if (positionals.includes('distribution')) await distribution();
else if (positionals.includes('console')) await inConsole();
else if (positionals.includes('cost')) await cost();
else if (positionals.includes('load')) await load();
else if (positionals.includes('pushes')) await pushes();
else if (positionals.includes('processor')) await processor();
else if (positionals.includes('cold-starts')) await coldStarts();
else {
  await capacity();
  if (!values.capacity) {
    await processor();
    await coldStarts();
    await lists();
    await load();
    await pushes();
    detection();
    triggers();
  }
}
