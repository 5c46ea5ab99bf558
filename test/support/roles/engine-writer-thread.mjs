// The thread of engine-writer.ts: asks the engine, leaves the answer in the port and wakes whoever waits.
import { workerData } from 'node:worker_threads';

const { endpoint, signal, port } = workerData;
const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
const authorization = `AWS4-HMAC-SHA256 Credential=test/${date.slice(0, 8)}/region/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;

port.on('message', async ({ operation, input }) => {
  let answer = {};
  try {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': date,
      authorization,
    };
    const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
    const text = await response.text();
    if (!response.ok) answer = { fault: text };
  } catch (fault) {
    answer = { fault: String(fault) };
  }
  port.postMessage(answer);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
