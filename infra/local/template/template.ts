import { readFileSync, existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A stack's template as `cdk synth` wrote it. */
export type Template = {
  readonly stack: string;
  readonly parameters: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<
    Record<
      string,
      { readonly Value: unknown; readonly Export?: { readonly Name: unknown }; readonly Condition?: string }
    >
  >;
};

export type TemplateResource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
};

type Artifact = {
  readonly type: string;
  readonly displayName?: string;
  readonly properties?: { readonly templateFile: string; readonly stackName?: string };
};

const sections = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
];
/** Attributes about the order and lifetime of resources, which mean nothing on one machine. */
const resourceKeys = [
  'Type',
  'Properties',
  'Condition',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
];

/**
 * The stacks of a cloud assembly in the order of its manifest. Throws when it wasn't synthesized or says something that
 * isn't known here.
 */
export const readTemplates = (cloudAssembly: string): readonly Template[] => {
  const manifest = readJson(join(cloudAssembly, 'manifest.json')) as {
    readonly artifacts?: Readonly<Record<string, Artifact>>;
  };
  return Object.entries(manifest.artifacts ?? {})
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) =>
      parseTemplate(
        properties?.stackName ?? id,
        readJson(join(cloudAssembly, properties!.templateFile)) as Record<string, unknown>,
      ),
    );
};

/** Checks the sections of one stack's template. */
export const parseTemplate = (stack: string, json: Readonly<Record<string, unknown>>): Template => {
  refuseUnknown(Object.keys(json), sections, `template section of ${stack}`);
  const resources = section<TemplateResource>(json, 'Resources');
  for (const [logicalId, resource] of Object.entries(resources))
    refuseUnknown(Object.keys(resource), resourceKeys, `key of resource ${stack}/${logicalId}`);
  return {
    stack,
    parameters: section(json, 'Parameters'),
    mappings: section(json, 'Mappings'),
    conditions: section(json, 'Conditions'),
    resources,
    outputs: section(json, 'Outputs'),
  };
};

const section = <T>(json: Readonly<Record<string, unknown>>, name: string) =>
  (json[name] ?? {}) as Readonly<Record<string, T>>;

const refuseUnknown = (names: readonly string[], known: readonly string[], what: string) => {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`Unknown ${what}: ${unknown.join(', ')}`);
};

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} can't be read: run npm run synth.`, { cause });
  }
};

type AssetManifest = {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path?: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
};

/**
 * Finds a file asset of the cloud assembly by the S3 object key that the template names (`Code.S3Key`,
 * `SourceObjectKeys`): the folder or file that CDK staged. Throws when there is none.
 */
export const assetsOf = (cloudAssembly: string): ((objectKey: string) => string) => {
  const paths = new Map<string, string>();
  for (const file of readdirSync(cloudAssembly).filter((name) => name.endsWith('.assets.json'))) {
    const manifest = JSON.parse(readFileSync(join(cloudAssembly, file), 'utf8')) as AssetManifest;
    for (const { source, destinations } of Object.values(manifest.files ?? {})) {
      if (!source.path) continue;
      for (const { objectKey } of Object.values(destinations))
        paths.set(objectKey, resolve(cloudAssembly, source.path));
    }
  }
  return (objectKey) => {
    const path = paths.get(objectKey);
    if (!path || !existsSync(path))
      throw new Error(`No asset of ${cloudAssembly} has the object key ${objectKey}: synthesize again.`);
    return path;
  };
};
