import { type StackProps } from 'aws-cdk-lib';
import { type StageConfig } from '../config.ts';

/** Stack names are the only names given here, one set per stage; all below is named by CloudFormation. */
export const stackProps = (config: StageConfig, name: string, contents: string, { stateful = false } = {}): StackProps => ({
  stackName: `handover-${config.stage}-${name}`,
  description: `Handover ${config.stage}: ${contents}`,
  terminationProtection: stateful && config.removal === 'retain',
  analyticsReporting: false,
  tags: { service: 'handover', stage: config.stage },
});
