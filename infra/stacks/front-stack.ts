import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { operations } from '../../shared/contracts/http/operations.ts';
import type { StageConfig } from '../config.ts';
import { apiPathsOf, DeskApi } from '../constructs/desk-api.ts';
import { ConsoleSite } from '../constructs/console-site.ts';
import { LiveApi } from '../constructs/live-api.ts';
import { type DataStack, stackName, stackProps } from './data-stack.ts';

/**
 * The addresses that a browser knows: console, APIs, and the client that signs it in. What answers there comes in the
 * desk stack.
 */
export class FrontStack extends Stack {
  readonly api: DeskApi;
  readonly live: LiveApi;
  readonly site: ConsoleSite;
  /** The client id that tokens for the API carry. */
  readonly clientId: string;

  constructor(app: App, { config, data }: { readonly config: StageConfig; readonly data: DataStack }) {
    super(app, stackName(config, 'front'), stackProps(config, 'The addresses of console and APIs'));
    const { issuer, signInUrl } = data.identity;
    this.api = new DeskApi(this, 'Http');
    this.live = new LiveApi(this, 'Live');
    this.site = new ConsoleSite(this, 'Site', {
      config,
      issuer,
      signInUrl,
      apiHost: this.api.host,
      apiPaths: apiPathsOf(Object.values(operations)),
      liveUrl: this.live.url,
      attachmentsOrigin: data.attachments.origin,
    });
    this.clientId = data.identity.admitConsole(this, this.site.url).userPoolClientId;
    new CfnOutput(this, 'ConsoleUrl', { value: this.site.url, description: 'The console' });
  }
}
