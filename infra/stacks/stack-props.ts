import type { StackProps } from 'aws-cdk-lib';
import type { StageConfig } from '../config.ts';

/**
 * The only names given here. Construct ids carry the stage too, because CDK makes names of them where CloudFormation
 * makes none: stages live side by side in one account.
 */
export const stackName = (config: StageConfig, name: 'data' | 'front' | 'desk' | 'console'): string =>
  `handover-${config.stage}-${name}`;

export const stackProps = (config: StageConfig, contents: string, { stateful = false } = {}): StackProps => ({
  description: `Handover ${config.stage}: ${contents}`,
  terminationProtection: stateful && config.removal === 'retain',
  analyticsReporting: false,
  tags: { service: 'handover', stage: config.stage },
});
