import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { marshall } from '@aws-sdk/util-dynamodb';

export type Item = Readonly<Record<string, unknown>>;
type Key = { readonly PK: string; readonly SK: string };

/**
 * Writes single rows past every role, and has written when it returns: a thread of its own asks the engine while this
 * one waits.
 */
export type EngineWriter = {
  put(table: string, item: Item): void;
  remove(table: string, key: Key): void;
  stop(): Promise<unknown>;
};

const PATIENCE = 10_000;

export const engineWriter = (endpoint: string): EngineWriter => {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(join(import.meta.dirname, 'engine-writer-thread.mjs'), {
    workerData: { endpoint, signal, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  const ask = (operation: string, input: object) => {
    Atomics.store(signal, 0, 0);
    port1.postMessage({ operation, input });
    if (Atomics.wait(signal, 0, 0, PATIENCE) === 'timed-out')
      throw new Error(`The engine did not answer ${operation} within ${String(PATIENCE / 1000)} s`);
    const { message } = receiveMessageOnPort(port1) as { readonly message: { readonly fault?: string } };
    if (message.fault !== undefined) throw new Error(`${operation}: ${message.fault}`);
  };
  return {
    put: (TableName, item) => {
      ask('PutItem', { TableName, Item: marshall(item, { removeUndefinedValues: true }) });
    },
    remove: (TableName, key) => {
      ask('DeleteItem', { TableName, Key: marshall(key) });
    },
    stop: () => worker.terminate(),
  };
};
