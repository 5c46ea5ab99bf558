import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { functionStarts } from '../../infra/build.ts';
import { assetsOf, functionDefinitions, loadDeployment } from '../../infra/local/host-services.ts';
import { portsFrom } from '../../infra/one-machine/options.ts';
import { builtFolder, synthesize } from '../../infra/one-machine/synthesize.ts';
import { ACCOUNT, REGION } from '../support/roles/place.ts';

export type ColdStartRow = {
  readonly function: string;
  /** Of what is loaded at the start. */
  readonly kilobytes: number;
  /** Medians of loading the bundle and putting the function together, in a fresh process. */
  readonly milliseconds: number;
  readonly processorMilliseconds: number;
};

const STARTS = 7;
/** Loads what it is given, and prints how long that took. */
const LOADER = `
const [before, began] = [process.cpuUsage(), performance.now()];
await import(process.argv[1]);
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify([performance.now() - began, (user + system) / 1000]));
process.exit();`;

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;

/** What a new instance of each function costs before its first invocation: the slowest first. */
export const measureColdStarts = async (): Promise<readonly ColdStartRow[]> => {
  const { folder } = await synthesize('{}');
  const deployment = loadDeployment({
    cloudAssembly: folder,
    region: REGION,
    account: ACCOUNT,
    ports: portsFrom(4400),
  });
  const staged = assetsOf(folder);
  const loaded = functionStarts();
  return functionDefinitions(deployment, (objectKey) => builtFolder(staged(objectKey)))
    .map(({ logName, codeFolder, environment }) => {
      const bundle = join(codeFolder, 'index.mjs');
      const starts = Array.from(
        { length: STARTS },
        () =>
          JSON.parse(
            execFileSync(process.execPath, ['--input-type=module', '--eval', LOADER, bundle], {
              encoding: 'utf8',
              // Nothing of this machine, and nothing that was compiled before.
              env: {
                ...environment,
                AWS_REGION: REGION,
                AWS_LAMBDA_FUNCTION_NAME: logName,
                AWS_ACCESS_KEY_ID: 'none',
                AWS_SECRET_ACCESS_KEY: 'none',
              },
            }),
          ) as readonly [number, number],
      );
      return {
        function: logName,
        kilobytes: loaded[logName]!.bytes / 1024,
        milliseconds: median(starts.map(([milliseconds]) => milliseconds)),
        processorMilliseconds: median(starts.map(([, processor]) => processor)),
      };
    })
    .toSorted((one, other) => other.milliseconds - one.milliseconds);
};
