import { readFileSync } from 'node:fs';
import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { Assets } from '../assets.ts';
import type { StageConfig } from '../config.ts';
import type { ConsoleSite } from './console-site.ts';

export type ConsoleFilesProps = {
  readonly config: StageConfig;
  readonly assets: Assets;
  readonly site: ConsoleSite;
  readonly liveUrl: string;
  readonly issuer: string;
  readonly signInUrl: string;
  readonly clientId: string;
};

/** The site's files: the built console, /openapi.json, and /config.json with the stage's addresses. */
export class ConsoleFiles extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, assets, site, liveUrl, issuer, signInUrl, clientId }: ConsoleFilesProps,
  ) {
    super(scope, id);
    const common = {
      destinationBucket: site.bucket,
      // Open consoles still load the pieces of the version they began with.
      prune: false,
      memoryLimit: 512,
      logGroup: new LogGroup(this, 'Log', {
        retention: config.retention.logDays as RetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    };
    // Their names change with their content. They are there before the page that names them.
    const pieces = new BucketDeployment(this, 'Pieces', {
      ...common,
      sources: [Source.asset(assets.consolePieces)],
      destinationKeyPrefix: 'assets',
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    });
    const files = new BucketDeployment(this, 'Files', {
      ...common,
      sources: [
        Source.asset(assets.consolePage),
        Source.data('openapi.json', readFileSync(assets.openApi, 'utf8')),
        Source.jsonData('config.json', {
          apiUrl: '',
          liveUrl: whole(liveUrl),
          identity: {
            authority: whole(issuer),
            domain: whole(signInUrl),
            clientId,
            redirectUrl: whole(`${site.url}/signed-in`),
            logoutUrl: whole(`${signInUrl}/logout?client_id=${clientId}&logout_uri=${site.url}/`),
          },
          languages: config.languages,
        }),
      ],
      distribution: site.distribution,
      distributionPaths: ['/*'],
      cacheControl: [CacheControl.noCache()],
    });
    files.node.addDependency(pieces);
  }
}

/**
 * Keeps an address in one piece: the template then has all of it, and not parts for CDK's deployment to put together,
 * which one machine couldn't recognize.
 */
const whole = (address: string): string => Fn.join('', [address]);
