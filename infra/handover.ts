import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Assets } from './assets.ts';
import type { StageConfig } from './config.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { DeskStack } from './stacks/desk-stack.ts';
import { FrontStack } from './stacks/front-stack.ts';

export type Handover = {
  readonly data: DataStack;
  readonly front: FrontStack;
  readonly desk: DeskStack;
  readonly console: ConsoleStack;
};

/** The stacks of one stage in the order of their deployment, checked by cdk-nag when the app is synthesized. */
export const defineHandover = (
  app: App,
  { config, assets }: { readonly config: StageConfig; readonly assets: Assets },
): Handover => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const data = new DataStack(app, { config });
  const front = new FrontStack(app, { config, data });
  const desk = new DeskStack(app, { config, assets, data, front });
  const site = new ConsoleStack(app, { config, assets, data, front });
  // The console's files are deployed after the functions that they call.
  site.addStackDependency(desk);
  return { data, front, desk, console: site };
};
