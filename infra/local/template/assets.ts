import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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
