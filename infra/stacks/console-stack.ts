import { type App, Stack } from 'aws-cdk-lib';
import { type Assets } from '../assets.ts';
import { type StageConfig } from '../config.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { ConsoleFiles } from '../constructs/console-files.ts';
import { type DataStack } from './data-stack.ts';
import { type FrontStack } from './front-stack.ts';
import { stackProps } from './stack-props.ts';

export type ConsoleStackProps = { readonly config: StageConfig; readonly assets: Assets; readonly data: DataStack; readonly front: FrontStack };

/** The files of the console. */
export class ConsoleStack extends Stack {
  constructor(app: App, id: string, { config, assets, data, front }: ConsoleStackProps) {
    super(app, id, stackProps(config, 'console', 'The files of the console'));
    const { issuer, signInUrl } = data.identity;
    new ConsoleFiles(this, 'Console', { config, assets, site: front.site, liveUrl: front.live.url, issuer, signInUrl, clientId: front.clientId });
    acknowledge(this, {
      'AwsSolutions-IAM4': "CDK's own deployment function, run only while deploying.",
      'AwsSolutions-IAM5': "CDK's own deployment function: copies files to this bucket and invalidates the distribution.",
      'AwsSolutions-L1': "CDK's own deployment function: its runtime comes with the library.",
    });
  }
}
