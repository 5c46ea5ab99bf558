import type { Buckets, BusEvent, Buses, Functions, Topics } from '../../../infra/local/kernel.ts';

/**
 * Topics, buses, functions and buckets that only remember what they were given; `failing` makes each next call throw
 * that often.
 */
export const recorders = () => {
  const published: { topicArn: string; message: Readonly<Record<string, any>> }[] = [];
  const events: (BusEvent & { readonly detail: Readonly<Record<string, any>> })[] = [];
  const invoked: { functionArn: string; payload: any }[] = [];
  const stored: { bucket: string; key: string; body: Buffer }[] = [];
  const failing = { times: 0 };
  const act = <T>(work: () => T): Promise<T> => {
    if (failing.times > 0) {
      failing.times -= 1;
      return Promise.reject(new Error('not now'));
    }
    return Promise.resolve(work());
  };
  const topics: Topics = {
    publish: (topicArn, message) =>
      act(() => {
        published.push({ topicArn, message: JSON.parse(message) as Record<string, any> });
        return `m${String(published.length)}`;
      }),
  };
  const buses: Buses = {
    put: (given) =>
      act(() =>
        given.map((event) => ({
          EventId: String(events.push({ ...event, detail: JSON.parse(event.Detail) as Record<string, any> })),
        })),
      ),
  };
  const functions: Functions = {
    invoke: (functionArn, payload) =>
      act(() => {
        invoked.push({ functionArn, payload });
        return { payload: null };
      }),
    invokeAsync: (functionArn, payload) =>
      act(() => {
        invoked.push({ functionArn, payload });
      }),
  };
  const buckets: Buckets = {
    put: (bucket, key, body) =>
      act(() => {
        stored.push({ bucket, key, body });
      }),
    get: (bucket, key) =>
      Promise.resolve(
        stored
          .filter((each) => each.bucket === bucket && each.key === key)
          .map(({ body }) => ({ body, headers: {} }))
          .at(-1),
      ),
  };
  return { topics, buses, functions, buckets, published, events, invoked, stored, failing };
};
