import { type App, Stack } from 'aws-cdk-lib';
import type { Assets } from '../assets.ts';
import type { StageConfig } from '../config.ts';
import { acknowledge, acknowledgeAny } from '../constructs/allow.ts';
import { ConsoleFiles } from '../constructs/console-files.ts';
import { type DataStack, stackName, stackProps } from './data-stack.ts';
import type { FrontStack } from './front-stack.ts';

export type ConsoleStackProps = {
  readonly config: StageConfig;
  readonly assets: Assets;
  readonly data: DataStack;
  readonly front: FrontStack;
};

/** The files of the console. */
export class ConsoleStack extends Stack {
  constructor(app: App, { config, assets, data, front }: ConsoleStackProps) {
    super(app, stackName(config, 'console'), stackProps(config, 'The files of the console'));
    const { issuer, signInUrl } = data.identity;
    new ConsoleFiles(this, 'Console', {
      config,
      assets,
      site: front.site,
      liveUrl: front.live.url,
      issuer,
      signInUrl,
      clientId: front.clientId,
    });
    acknowledgeDeployment(this, front);
  }
}

/** The function that CDK adds to the stack to copy files into buckets. */
const acknowledgeDeployment = (stack: Stack, front: FrontStack) => {
  const provider = stack.node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
  if (!provider) throw new Error('The function of BucketDeployment is no longer where CDK 2.276 put it.');
  const ours =
    "CDK's own function, run only while deploying: it copies the console's files into its bucket and invalidates its distribution.";
  const actions = ['s3:GetBucket*', 's3:GetObject*', 's3:List*', 's3:Abort*', 's3:DeleteObject*'];
  const staged = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*';
  acknowledge(provider, {
    'AwsSolutions-L1': `${ours} Its runtime comes with the library.`,
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]': ours,
    ...Object.fromEntries(actions.map((action) => [`AwsSolutions-IAM5[Action::${action}]`, ours])),
    [`AwsSolutions-IAM5[Resource::${staged}]`]: ours,
    'AwsSolutions-IAM5[Resource::*]': `${ours} Invalidations name no resource here.`,
  });
  acknowledgeAny(provider, front.site.bucket.arnForObjects('*'), ours);
};
