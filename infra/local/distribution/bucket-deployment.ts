import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Buckets, Deployment, Resource } from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import { contentType } from './file-content.ts';

export type BucketDeploymentOptions = {
  readonly deployment: Deployment;
  /** The folder of an asset, by its object key. */
  readonly assetFolder: (objectKey: string) => string;
  readonly buckets: Pick<Buckets, 'put'>;
  readonly state: State;
};

type File = { readonly key: string; readonly body: Buffer };
type Markers = Readonly<Record<string, string>>;
type Properties = {
  readonly SourceObjectKeys: readonly string[];
  readonly SourceMarkers?: readonly Markers[];
  readonly SourceMarkersConfig?: readonly { readonly jsonEscape?: boolean }[];
  readonly DestinationBucketName: string;
  readonly DestinationBucketKeyPrefix?: string;
  readonly SystemMetadata?: Readonly<Record<string, string>>;
  readonly Exclude?: readonly string[];
  readonly Include?: readonly string[];
};

/**
 * Does what CDK's BucketDeployments do while deploying: puts assets into buckets, with the markers in them replaced.
 * What lies there already is left.
 */
export const deployFiles = async (options: BucketDeploymentOptions): Promise<void> => {
  const { deployment, state } = options;
  state.define(
    'CREATE TABLE IF NOT EXISTS distribution_deployed (id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID',
  );
  await Promise.all(deployment.ofType('Custom::CDKBucketDeployment').map((resource) => deploy(resource, options)));
};

const deploy = async (resource: Resource, { assetFolder, buckets, state }: BucketDeploymentOptions) => {
  const properties = resource.properties as Properties;
  if (properties.Exclude?.length || properties.Include?.length)
    throw new Error(`${resource.stack}/${resource.logicalId}: Exclude and Include are not hosted on one machine.`);
  const {
    DestinationBucketName: bucket,
    DestinationBucketKeyPrefix: prefix,
    SystemMetadata: metadata = {},
  } = properties;
  const sources = await Promise.all(
    properties.SourceObjectKeys.map(async (key, index) =>
      filesIn(
        assetFolder(key),
        properties.SourceMarkers?.[index] ?? {},
        properties.SourceMarkersConfig?.[index]?.jsonEscape === true,
      ),
    ),
  );
  // A later source wins over an earlier one.
  const files = [...new Map(sources.flat().map((file) => [file.key, file])).values()];
  const fingerprint = fingerprintOf(files, { bucket, prefix, metadata });
  const before = state.get<{ readonly fingerprint: string }>(
    'SELECT fingerprint FROM distribution_deployed WHERE id = ?',
    resource.logicalId,
  );
  if (before?.fingerprint === fingerprint) return;
  for (const { key, body } of files)
    await buckets.put(bucket, prefix ? `${prefix.replace(/\/$/, '')}/${key}` : key, body, {
      'content-type': contentType(key),
      ...metadata,
    });
  state.run(
    'INSERT INTO distribution_deployed VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint',
    resource.logicalId,
    fingerprint,
  );
};

const filesIn = async (folder: string, markers: Markers, jsonEscape: boolean): Promise<readonly File[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const body = await readFile(path);
        return {
          key: relative(folder, path).split(sep).join('/'),
          body:
            Object.keys(markers).length === 0
              ? body
              : Buffer.from(replaceMarkers(body.toString('utf8'), markers, jsonEscape)),
        };
      }),
  );
};

const replaceMarkers = (text: string, markers: Markers, jsonEscape: boolean): string =>
  Object.entries(markers).reduce(
    (replaced, [marker, value]) =>
      replaced.replaceAll(marker, () => (jsonEscape ? JSON.stringify(value).slice(1, -1) : value)),
    text,
  );

const fingerprintOf = (files: readonly File[], setting: unknown): string => {
  const hash = createHash('sha256').update(JSON.stringify(setting));
  for (const { key, body } of [...files].sort((a, b) => (a.key < b.key ? -1 : 1)))
    hash.update(`\n${key} ${String(body.length)}\n`).update(body);
  return hash.digest('hex');
};
