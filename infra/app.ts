import { App } from 'aws-cdk-lib';
import { assetsIn } from './assets.ts';
import { loadConfig, SettingsError } from './config.ts';
import { defineHandover } from './handover.ts';

const app = new App();
const context = (key: string): unknown => app.node.tryGetContext(key);
const folder = process.cwd();
const assets = context('assets');
try {
  defineHandover(app, {
    config: loadConfig({ context, environment: process.env, folder }),
    assets: assetsIn(typeof assets === 'string' ? assets : folder),
  });
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}
app.synth();
