import { type Deployment, type Ports } from '../kernel.ts';

export type DeploymentOptions = {
  /** The folder that `cdk synth` wrote. */
  readonly cloudAssembly: string;
  readonly region: string;
  readonly account: string;
  readonly ports: Ports;
};

/** The synthesized stacks with every intrinsic resolved. Throws with stack, logical id, type and property when something isn't known here. */
export const loadDeployment = (_options: DeploymentOptions): Deployment => {
  throw new Error('coming');
};
