import type { HostedStage } from './hosted-stage.ts';

// Every call crosses a real endpoint: on a busy machine a test with hundreds of them takes its time.
jest.setTimeout(60_000);

let hosted: Promise<HostedStage> | undefined;

/**
 * The one hosted stage of this test file, started (and its hosts loaded) at the first call and stopped after its last
 * test.
 */
export const hostedStage = (): Promise<HostedStage> =>
  (hosted ??= import('./hosted-stage.ts').then(({ hostStage }) => hostStage()));

afterAll(async () => {
  await (await hosted)?.stop();
  hosted = undefined;
});
