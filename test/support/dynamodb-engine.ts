import type { Running } from '../../infra/local/kernel.ts';
import { startEngineProcess } from '../../infra/local/dynamodb/engine-process.ts';
import { findEngine } from '../../infra/local/dynamodb/find-engine.ts';
import { aFolder, quiet } from './local-aws.ts';

/** An engine without tables: the one at DYNAMODB_ENDPOINT, or one of our own on a throwaway file. */
export const anEngine = async (): Promise<Running & { readonly url: string }> => {
  if (process.env.DYNAMODB_ENDPOINT) return { url: process.env.DYNAMODB_ENDPOINT, stop: () => Promise.resolve() };
  const engine = findEngine(process.env);
  if (engine.kind === 'endpoint') throw new Error('Unreachable: DYNAMODB_ENDPOINT is not set');
  const folder = aFolder();
  const running = await startEngineProcess({ program: engine.path, dataDir: folder.path, port: 0, log: quiet, onFatal: (reason) => { throw reason; } });
  return { url: running.url, stop: async () => { await running.stop(); folder[Symbol.dispose](); } };
};
