import { readFileSync } from 'node:fs';
import { Resolver } from 'node:dns/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { loadConfig, SettingsError } from '../config.ts';
import { OperatorError, runCommand, say } from './deployed-desk.ts';
import { type Dns, examineStage, exitCodeOf, NotLookedAt, tableOf } from './examine-stage.ts';
import { stageAccount } from './stage-account.ts';
import { STAGE_CHECKS } from './stage-checks.ts';

const USAGE = 'npm run doctor -- --stage production | --config ../my-desk.json';

/** Seconds that a name server is given, twice. */
const DNS_SECONDS = 3;

const publicDns = (): Dns => {
  const resolver = new Resolver({ timeout: DNS_SECONDS * 1000, tries: 2 });
  const recordsOf = async <T>(asked: Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await asked;
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && ['ENOTFOUND', 'ENODATA'].includes(String(cause.code))) return [];
      throw cause;
    }
  };
  return {
    texts: async (name) => (await recordsOf(resolver.resolveTxt(name))).map((parts) => parts.join('')),
    exchangers: async (name) => (await recordsOf(resolver.resolveMx(name))).map(({ exchange }) => exchange),
    addresses: (name) => recordsOf(resolver.resolve4(name)),
  };
};

const configOf = (context: Readonly<Record<string, unknown>>) => {
  try {
    return loadConfig({ context: (key) => context[key], environment: process.env, folder: process.cwd() });
  } catch (cause) {
    throw cause instanceof SettingsError ? new OperatorError(cause.message) : cause;
  }
};

await runCommand(USAGE, async () => {
  const { values } = parseArgs({ options: { stage: { type: 'string' }, config: { type: 'string' } } });
  if (values.stage === undefined && values.config === undefined) throw new OperatorError(USAGE);
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')) as {
    readonly context: { readonly stages: unknown };
  };
  const config = configOf({ stages: context.stages, ...values });
  if (config.stage === 'local')
    throw new OperatorError('The stage "local" is on this machine: npm start says what it lacks.');
  const asked = new CloudFormationClient({}).config;
  const region = await asked.region().catch(() => undefined);
  const hasCredentials = await asked.credentials().then(
    () => true,
    () => false,
  );
  const account = hasCredentials && region !== undefined ? stageAccount(config.stage, region) : undefined;
  const rows = await examineStage(
    {
      config,
      region,
      dns: publicDns(),
      account: () => {
        if (!account)
          throw new NotLookedAt(
            hasCredentials ? 'no region is set' : 'no credentials',
            hasCredentials
              ? 'set AWS_REGION, or a profile with a region'
              : 'set AWS_PROFILE, or sign in by aws sso login',
          );
        return account;
      },
    },
    STAGE_CHECKS,
  );
  tableOf(rows).forEach(say);
  return exitCodeOf(rows);
});
