import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Assets } from '../../infra/assets.ts';
import { type StageConfig, stageConfigSchema } from '../../infra/config.ts';
import { defineHandover, type Handover } from '../../infra/handover.ts';

/** One resource of a synthesized template. */
export type TemplateResource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, any>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
};
export type StackName = keyof Handover;
export type Resources = readonly (readonly [string, TemplateResource])[];
export type Synthesized = {
  readonly stacks: Handover;
  readonly template: (stack: StackName) => Template;
  /** Resources by logical id. */
  readonly resources: (stack: StackName) => Resources;
  /** Resources of a type by logical id, of one stack or of all. */
  readonly ofType: (type: string, stack?: StackName) => Resources;
};

export const STACKS: readonly StackName[] = ['data', 'front', 'desk', 'console'];

/** Settings of a stage as people write them, complete. */
export const aStage = (settings: Readonly<Record<string, unknown>> = {}): StageConfig =>
  stageConfigSchema.parse({
    stage: 'test',
    mailDomain: 'desk.example.com',
    alarmAddress: 'alarms@example.com',
    ...settings,
  });

/** Settings that make templates differ: whatever holds for a stage is checked for each of them. */
export const STAGE_VARIANTS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['nothing but what it must have', {}],
  ['an optional second factor', { secondFactor: 'optional' }],
  [
    'what one machine has',
    { stage: 'local', alarmAddress: undefined, customerInformation: { allowedHosts: ['localhost:8443'] } },
  ],
  [
    'a domain without zones',
    { domain: { name: 'desk.example.com', certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/a' } },
  ],
  [
    'a domain, zones and everything to be destroyed',
    {
      domain: {
        name: 'desk.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/a',
        zone: { id: 'Z0123456789', name: 'example.com' },
      },
      mailDomain: 'mail.example.com',
      mailZone: { id: 'Z9876543210', name: 'mail.example.com' },
      removal: 'destroy',
      timings: { autoCompleteMinutes: 1 },
    },
  ],
  ['a shared rule set', { sharedReceiptRuleSet: 'all-stages' }],
  ['the key of earlier reply addresses', { keepEarlierReplyKey: true }],
];

/** Stands in for what a build makes: templates contain only its hashes. */
export const placeholderAssets = (): Assets => {
  const folder = mkdtempSync(join(tmpdir(), 'handover-assets-'));
  const file = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  file('page/index.html', '<!doctype html>');
  file('pieces/main-0000.js', 'main()');
  file('openapi.json', '{"openapi":"3.1.0"}');
  return {
    function: (name) => {
      file(`functions/${name}/index.mjs`, `export const handler = async () => '${name}';`);
      file(`functions/${name}/index.mjs.map`, '{}');
      return join(folder, 'functions', name);
    },
    consolePage: join(folder, 'page'),
    consolePieces: join(folder, 'pieces'),
    openApi: join(folder, 'openapi.json'),
  };
};

/**
 * An app with the context of cdk.json, as the CDK CLI would start it. CDK's own check of the templates takes three
 * times as long as all the rest of a synthesis: only what is about that check asks for it.
 */
export const anApp = ({ checksTemplates = false } = {}): App => {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  return new App({
    context,
    outdir: mkdtempSync(join(tmpdir(), 'handover-synth-')),
    analyticsReporting: false,
    builtinCloudFormationValidation: checksTemplates,
  });
};

/**
 * The stacks of a stage and their templates. Throws when CDK or cdk-nag finds a fault. The cloud assembly (20 MB) is
 * read while it is there and then deleted.
 */
export const synthesize = (
  config: StageConfig = aStage(),
  read: (outdir: string, resources: Synthesized['resources']) => void = () => {},
  app: App = anApp(),
): Synthesized => {
  try {
    const stacks = defineHandover(app, { config, assets: placeholderAssets() });
    const assembly = app.synth();
    const templates = Object.fromEntries(
      STACKS.map((name) => [
        name,
        Template.fromJSON(assembly.getStackArtifact(stacks[name].artifactId).template as Record<string, unknown>),
      ]),
    ) as Record<StackName, Template>;
    const resources = (stack: StackName) =>
      Object.entries(templates[stack].toJSON()['Resources'] as Record<string, TemplateResource>);
    read(app.outdir, resources);
    return {
      stacks,
      template: (stack) => templates[stack],
      resources,
      ofType: (type, stack) =>
        (stack ? [stack] : STACKS).flatMap(resources).filter(([, resource]) => resource.Type === type),
    };
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
};
