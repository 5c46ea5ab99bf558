import type { Resource } from '../kernel.ts';
import { onlyKnown } from '../properties.ts';

type Settings = { readonly ThrottlingRateLimit?: number; readonly ThrottlingBurstLimit?: number };

/** Whether a request to a route may pass now. */
export type Throttle = { admits(routeKey: string): boolean };

/** A bucket of tokens that fills at a rate and holds a burst. */
const bucket = ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }: Settings, now: () => number) => {
  if (rate === undefined || burst === undefined) return () => true;
  let tokens = burst;
  let filledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * rate);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

/**
 * The stage's token buckets, one a route.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html
 * On AWS they are targets that are met about; here they are exact.
 */
export const throttleOf = (stage: Resource, now: () => number = () => performance.now()): Throttle => {
  const { DefaultRouteSettings: usual = {}, RouteSettings: own = {} } = stage.properties as {
    readonly DefaultRouteSettings?: Settings;
    readonly RouteSettings?: Readonly<Record<string, Settings>>;
  };
  for (const settings of [usual, ...Object.values(own)])
    onlyKnown(stage, ['ThrottlingRateLimit', 'ThrottlingBurstLimit'], settings, 'RouteSettings.');
  const buckets = new Map<string, () => boolean>();
  return {
    admits: (routeKey) => {
      const take = buckets.get(routeKey) ?? bucket({ ...usual, ...own[routeKey] }, now);
      buckets.set(routeKey, take);
      return take();
    },
  };
};
