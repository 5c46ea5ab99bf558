import { Pool } from 'undici';
import type { DeskClient } from '../support/desk-client.ts';
import { addressOf } from '../support/desk-client.ts';
import { operations, type Operations } from '../../shared/contracts/http/operations.ts';
import type { Operation } from '../../shared/contracts/http/define-operation.ts';

export type LoadClient = Pick<DeskClient, 'call'> & { close(): Promise<void> };

/**
 * Calls operations as a test's client does, with less of a processor: it shares the machine with the desk that it
 * measures. Asks for no compressed answers.
 */
export const loadClient = (url: string, accessToken: string, connections: number): LoadClient => {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const call = async (id: keyof Operations, input: Parameters<DeskClient['call']>[1] = {}) => {
    const operation = operations[id] as Operation;
    const { statusCode, headers, body } = await pool.request({
      path: addressOf('', operation, input),
      method: operation.method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...input.headers,
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
    const text = await body.text();
    return { status: statusCode, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  return { call: call as unknown as DeskClient['call'], close: () => pool.close() };
};
