import { parseArgs } from 'node:util';
import type { Ports } from '../local/host-assembly.ts';

export type StartOptions = {
  readonly port: number;
  readonly data: string;
  readonly fresh: boolean;
  readonly demo: boolean;
  readonly assembly?: string;
};

export const usage = `npm start [-- options]
  --port PORT   console and API (default 4400); the eight ports after it are used too
  --data DIR    where everything is kept (default .handover)
  --fresh       empty the data folder first
  --no-demo     don't load demo data into an empty data folder
  --assembly DIR  host this cloud assembly instead of synthesizing the local stage`;

/** Throws an error with the usage for an unknown option or a wrong value. */
export const parseOptions = (args: readonly string[]): StartOptions => {
  const refuse = (reason: string) => new Error(`${reason}\n\nusage: ${usage}`);
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      strict: true,
      options: {
        port: { type: 'string', default: '4400' },
        data: { type: 'string', default: '.handover' },
        fresh: { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
        assembly: { type: 'string' },
      },
    }));
  } catch (fault) {
    throw refuse(fault instanceof Error ? fault.message : String(fault));
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65_527)
    throw refuse(`--port must be a number from 1 to 65527, not ${values.port}.`);
  if (values.data === '') throw refuse('--data must name a folder.');
  return {
    port,
    data: values.data,
    fresh: values.fresh,
    demo: !values['no-demo'],
    ...(values.assembly === undefined ? {} : { assembly: values.assembly }),
  };
};

/** The number in HANDOVER_CONCURRENT_EXECUTIONS. Throws when it is none. */
export const concurrentExecutionsOf = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new Error(`HANDOVER_CONCURRENT_EXECUTIONS must be a whole number from 1 on, not ${text}.`);
  return Number(text);
};

/** `shop`: the simulated customer-information API of the demo; `dooray`: its simulated organization of Dooray!. */
export type DeskPorts = Ports & { readonly shop: number; readonly dooray: number };

/** The console's port; the others are the numbers after it. */
export const portsFrom = (port: number): DeskPorts => ({
  site: port,
  aws: port + 1,
  live: port + 2,
  identity: port + 3,
  smtp: port + 4,
  outbox: port + 5,
  dynamodb: port + 6,
  shop: port + 7,
  dooray: port + 8,
});
