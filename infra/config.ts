import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { MAIL_REGIONS } from './mail-regions.ts';

const hostname = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
    'must be a host name such as desk.example.com',
  );
const zoneSchema = z.strictObject({
  id: z.string().regex(/^Z[A-Z0-9]+$/, 'must be a hosted zone id such as Z0123456789ABC'),
  name: hostname,
});

/** Days that CloudWatch Logs can keep a log group. */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
/** Languages that the console speaks. */
export const LANGUAGES = ['en', 'ko'] as const;

export const stageConfigSchema = z
  .strictObject({
    /** The stage's name, part of its stacks' names; unique in an account. */
    stage: z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{0,19}$/,
        'must be 1 to 20 lower case letters, digits and hyphens, beginning with a letter',
      ),
    /** The console's own host name; without it CloudFront's is used. */
    domain: z
      .strictObject({
        name: hostname,
        certificateArn: z
          .string()
          .startsWith('arn:aws:acm:us-east-1:', 'must be a certificate in us-east-1: CloudFront takes no other'),
        /** The zone in which the address records are made; without it you make them yourself. */
        zone: zoneSchema.optional(),
      })
      .optional(),
    /** Mail to any address of this domain reaches the desk, and the desk writes from it. */
    mailDomain: hostname,
    /** The zone in which the records of mail are made; without it they are outputs of the stack. */
    mailZone: zoneSchema.optional(),
    /**
     * An active receipt rule set that other stages of the account and region share; without it the stage makes and
     * activates its own, and SES has one active at a time.
     */
    sharedReceiptRuleSet: z.string().min(1).optional(),
    /** The e-mail address that alarms are sent to. */
    alarmAddress: z.email('must be an e-mail address').optional(),
    /** Whether agents must enter a one-time code after their password. */
    secondFactor: z.enum(['required', 'optional']).default('required'),
    retention: z
      .strictObject({
        logDays: z
          .number()
          .refine((days) => (LOG_DAYS as readonly number[]).includes(days), `must be one of ${LOG_DAYS.join(', ')}`)
          .default(30),
        rawMailDays: z.int().min(1).max(3650).default(365),
      })
      .prefault({}),
    languages: z
      .array(z.enum(LANGUAGES))
      .min(1)
      .default([...LANGUAGES]),
    /** Whether tables, buckets, keys and users are kept or deleted when their stack is deleted. */
    removal: z.enum(['retain', 'destroy']).default('retain'),
    /**
     * Whether a stage keeps the KMS key by which releases before ADR 56 signed reply addresses, so that those in mails
     * that they sent go on leading to their tickets.
     */
    keepEarlierReplyKey: z.boolean().default(false),
    logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
    timings: z
      .strictObject({
        /** Seconds that a mail in state `sending` waits for SES's Send event before it is sent again. */
        settleSeconds: z.int().min(5).max(900).default(180),
        /**
         * Seconds that a mail may wait to be taken by SES before its ticket says that it is late; 900 is as long as SQS
         * can hold a message back.
         */
        lateSeconds: z.int().min(1).max(900).default(60),
        /**
         * Seconds after which a mail that SES has not taken has failed, and can be sent again: longer than send-mail's
         * 20 tries, two minutes each. One that waits for SES's limits has as long from the moment at which it is tried
         * next.
         */
        giveUpSeconds: z
          .int()
          .min(5)
          .max(6 * 3600)
          .default(2700),
        /** Seconds after which a mail has failed that waited for SES's limits all the time. */
        heldSeconds: z
          .int()
          .min(5)
          .max(10 * 24 * 3600)
          .default(3 * 24 * 3600),
        /** Seconds of a mail's first wait when SES says that mails leave too fast; the longest is 256 times as long. */
        throttledSeconds: z.int().min(1).max(2).default(2),
        /**
         * Seconds of a mail's first wait when SES says that its quota of 24 hours is used up or that sending is paused;
         * the longest is 8 times as long.
         */
        quotaSeconds: z.int().min(1).max(3600).default(600),
        /** Minutes between two looks for tickets that have stayed resolved for their service's number of days. */
        autoCompleteMinutes: z
          .int()
          .min(1)
          .max(24 * 60)
          .default(60),
        /**
         * Seconds after a ticket was deleted until its texts and files are: as long as a mail or a request to it may
         * still be under way.
         */
        eraseAfterSeconds: z.int().min(0).max(900).default(60),
        /**
         * Seconds after an agent left until their open tickets are looked through once more: longer than any request or
         * mail that saw them active takes (a mail is read in for 60 at most), so that nothing that they were given at
         * the last moment stays with them.
         */
        leaversLookAgainSeconds: z.int().min(0).max(900).default(90),
      })
      .prefault({}),
    /**
     * For simulators on one machine: nowhere else may an API that administrators configure lie at an address that is
     * not of the open internet.
     */
    customerInformation: z
      .strictObject({
        allowedHosts: z
          .array(
            z
              .string()
              .regex(
                /^[a-z0-9.-]+:\d{1,5}$/,
                'must be a host with its port such as localhost:8443: without one every port of it would be open',
              ),
          )
          .min(1),
        /** PEM of the certificate authority that these hosts' certificates are checked against. */
        authority: z
          .string()
          .startsWith('-----BEGIN CERTIFICATE-----', 'must be a certificate in PEM')
          .max(2000)
          .optional(),
      })
      .optional(),
  })
  .superRefine((config, context) => {
    if (config.stage !== 'local' && config.customerInformation)
      context.addIssue({
        code: 'custom',
        path: ['customerInformation'],
        message: 'is for one machine: elsewhere it would open the way to what is inside',
      });
    if (config.stage !== 'local' && !config.alarmAddress)
      context.addIssue({
        code: 'custom',
        path: ['alarmAddress'],
        message: 'must be set: without it nobody learns of a dead letter',
      });
  });
export type StageConfig = Readonly<z.infer<typeof stageConfigSchema>>;

/** A wrong setting; the message says how to mend it. */
export class SettingsError extends Error {}

/**
 * What a stage's settings are read from. `context` answers like a construct node's `tryGetContext`: `stage`, `stages`,
 * `config`, and `deploying` where the stacks are about to go to AWS.
 */
export type ConfigSources = {
  readonly context: (key: string) => unknown;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
};

/**
 * The settings of the stage named by `-c stage=…`: from `-c config=path` (a JSON file) or else from cdk.json's
 * `stages`, with the JSON of HANDOVER_CONFIG merged over them. Throws a SettingsError that says what to set.
 */
export const loadConfig = ({ context, environment, folder }: ConfigSources): StageConfig => {
  const path = context('config');
  const base = typeof path === 'string' ? fromFile(resolve(folder, path)) : fromStages(context);
  const merged = mergeOver(
    base,
    parseJson(environment['HANDOVER_CONFIG'] ?? '{}', 'the environment variable HANDOVER_CONFIG'),
  );
  const result = stageConfigSchema.safeParse(merged);
  if (result.success && result.data.stage === 'local' && context('deploying') !== undefined)
    throw new SettingsError(
      'The stage "local" is for one machine and can\'t be deployed: say -c stage=… or -c config=path.',
    );
  if (result.success) {
    checkRegion(result.data, environment['CDK_DEFAULT_REGION']);
    return result.data;
  }
  const lines = result.error.issues.map((issue) => `  ${['config', ...issue.path].join('.')}: ${issue.message}`);
  throw new SettingsError(
    `The settings of stage "${stageOf(merged)}" can't be used:\n${lines.join('\n')}\nSet them in cdk.json under context.stages, in the file of -c config=path, or as JSON in HANDOVER_CONFIG.`,
  );
};

/** Every stage receives mail, so it can only be where SES does. The CDK says where that is, once it knows. */
const checkRegion = ({ stage }: StageConfig, region: string | undefined): void => {
  if (stage === 'local' || region === undefined || MAIL_REGIONS.includes(region)) return;
  throw new SettingsError(
    `The stage "${stage}" can't be in ${region}: SES receives no mail there. Set AWS_REGION, or the region of your profile, to one of ${MAIL_REGIONS.join(', ')}. If AWS has added ${region} since, add it to infra/mail-regions.ts.`,
  );
};

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const stageOf = (config: Json) => (typeof config['stage'] === 'string' ? config['stage'] : 'unnamed');

const fromStages = (context: ConfigSources['context']): Json => {
  const stages = context('stages');
  const known = isObject(stages) ? Object.keys(stages) : [];
  const stage = context('stage');
  if (typeof stage !== 'string')
    throw new SettingsError(`No stage is chosen: say -c stage=… with one of ${known.join(', ')}, or -c config=path.`);
  const settings = isObject(stages) ? stages[stage] : undefined;
  if (!isObject(settings))
    throw new SettingsError(
      `There is no stage "${stage}": cdk.json has ${known.join(', ') || 'none'}. Add it under context.stages, or say -c config=path.`,
    );
  return { stage, ...settings };
};

const fromFile = (path: string): Json => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SettingsError(`The settings file of -c config=${path} can't be read.`, { cause });
  }
  return parseJson(text, `the settings file ${path}`);
};

const parseJson = (text: string, source: string): Json => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SettingsError(`${source} is not JSON.`, { cause });
  }
  if (!isObject(value)) throw new SettingsError(`${source} must be a JSON object of settings.`);
  return value;
};

const mergeOver = (base: Json, over: Json): Json =>
  Object.entries(over).reduce<Json>((merged, [key, value]) => {
    const below = merged[key];
    return { ...merged, [key]: isObject(below) && isObject(value) ? mergeOver(below, value) : value };
  }, base);
