import type * as z from 'zod';
import type { Operation } from '../../shared/contracts/http/define-operation.ts';
import { operations, type Operations } from '../../shared/contracts/http/operations.ts';

type Input<O extends Operation> = {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: O['body'] extends z.ZodType ? z.input<O['body']> : never;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Answer<T> = { readonly status: number; readonly headers: Headers; readonly body: T };

/** The address of an operation, below that of the API. */
export const addressOf = (
  baseUrl: string,
  operation: Operation,
  input: { params?: Readonly<Record<string, string | number>>; query?: Readonly<Record<string, string | number>> },
): string => {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  );
  const query = new URLSearchParams(
    Object.entries(input.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`;
};

/** Calls operations over HTTP as the console does; answers of any status come back, so that a test reads them. */
export const deskClient = (baseUrl: string, accessToken: string | undefined) => ({
  async call<K extends keyof Operations>(
    id: K,
    input: Input<Operations[K]> = {},
  ): Promise<Answer<z.output<Operations[K]['response']['schema']>>> {
    const operation = operations[id] as Operation;
    const response = await fetch(addressOf(baseUrl, operation, input), {
      method: operation.method,
      headers: {
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...input.headers,
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as never,
    };
  },
  /** Sends requests that the typed client can't make. */
  async raw(
    method: string,
    path: string,
    init: {
      readonly body?: string | Uint8Array<ArrayBuffer>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Answer<Record<string, unknown>>> {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }), ...init.headers },
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const text = await response.text();
    let body: Record<string, unknown> = {};
    try {
      body = JSON.parse(text) as Record<string, unknown>;
    } catch {
      body = { text };
    }
    return { status: response.status, headers: response.headers, body };
  },
});
export type DeskClient = ReturnType<typeof deskClient>;
