import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDesk, untilQuiet, type OpenDesk } from '../support/open-desk.ts';
import { benchOperations } from './operations.ts';

/** Milliseconds of processor time for one request, once everything that it caused is done. */
export type ProcessorRow = {
  readonly operation: string;
  /** In the function that answers. */
  readonly inFunction: number;
  /** In functions that work on what it caused: events, figures, pushes, mail. */
  readonly inOthers: number;
  /** In the desk's process outside functions: gateway, AWS endpoint, queues, events; all compiling and collecting. */
  readonly inHosts: number;
  /** In the database engine. */
  readonly inEngine: number;
};

/** Requests of an operation right before it is measured: by then V8 has compiled what it runs. */
const WARM_UP = 1500;
const REQUESTS = 300;
/** Linux counts processor time in ticks of 10 ms. */
const TICK = 10;

const processorOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK;
};

/** Sum of the processor time that a function's log tells of, so far. */
const reported = (log: string): number =>
  [...readFileSync(log, 'utf8').matchAll(/^REPORT .*\tProcessor Duration: ([\d.]+) ms/gm)].reduce(
    (sum, [, milliseconds]) => sum + Number(milliseconds),
    0,
  );

type Figures = {
  readonly functions: ReadonlyMap<string, number>;
  readonly desk: number;
  readonly engine: number;
};

const figuresOf = ({ data, process: { pid } }: OpenDesk): Figures => {
  const logs = join(data, 'logs');
  return {
    functions: new Map(
      readdirSync(logs)
        .filter((name) => name.endsWith('.log') && name !== 'desk.log')
        .map((name) => [name.slice(0, -'.log'.length), reported(join(logs, name))]),
    ),
    desk: processorOf(pid!),
    engine: processorOf(Number(readFileSync(join(data, 'engine.pid'), 'utf8'))),
  };
};

/**
 * What each operation costs the processor, measured on warm instances with one client. It hardly depends on the
 * machine's load, as times do. Linux only.
 */
export const measureProcessor = async (): Promise<readonly ProcessorRow[]> => {
  const desk = await openDesk();
  try {
    const client = await desk.signIn('admin@example.com');
    const rows: ProcessorRow[] = [];
    for (const { name, function: answering, run } of benchOperations(client)) {
      for (let i = 0; i < WARM_UP; i += 1) await run(i);
      await untilQuiet(desk.data);
      const before = figuresOf(desk);
      for (let i = WARM_UP; i < WARM_UP + REQUESTS; i += 1) await run(i);
      await untilQuiet(desk.data);
      const after = figuresOf(desk);
      const spent = [...after.functions].map(
        ([of, milliseconds]) => [of, milliseconds - (before.functions.get(of) ?? 0)] as const,
      );
      const sum = (all: readonly (readonly [string, number])[]) =>
        all.reduce((total, [, milliseconds]) => total + milliseconds, 0) / REQUESTS;
      rows.push({
        operation: name,
        inFunction: sum(spent.filter(([of]) => of === answering)),
        inOthers: sum(spent.filter(([of]) => of !== answering)),
        inHosts: (after.desk - before.desk) / REQUESTS - sum(spent),
        inEngine: (after.engine - before.engine) / REQUESTS,
      });
    }
    return rows;
  } finally {
    await desk.close();
  }
};
