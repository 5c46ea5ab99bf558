import { App } from 'aws-cdk-lib';
import { assetsIn } from './assets.ts';
import { loadConfig } from './config.ts';
import { defineHandover } from './handover.ts';

const app = new App();
const folder = process.cwd();
const assetsFolder: unknown = app.node.tryGetContext('assets');
defineHandover(app, {
  config: loadConfig({ context: (key) => app.node.tryGetContext(key) as unknown, environment: process.env, folder }),
  assets: assetsIn(typeof assetsFolder === 'string' ? assetsFolder : folder),
});
app.synth();
