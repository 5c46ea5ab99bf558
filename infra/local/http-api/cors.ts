import type { Resource } from '../kernel.ts';
import { isTrue, onlyKnown } from '../properties.ts';
import type { HttpRequest, HttpResponse } from './http-event.ts';

export type Cors = {
  /** The answer to a preflight; undefined when the request isn't one. */
  preflight(request: HttpRequest): HttpResponse | undefined;
  headersFor(request: HttpRequest): readonly (readonly [string, string])[];
};

type Configuration = {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAge?: number;
  readonly AllowCredentials?: boolean | string;
};

/** The API's CORS configuration; without one nothing is answered or added, and OPTIONS is a request as any other. */
export const corsOf = (resource: Resource): Cors => {
  if (resource.properties.CorsConfiguration === undefined) return { preflight: () => undefined, headersFor: () => [] };
  const configuration = resource.properties.CorsConfiguration as Configuration;
  onlyKnown(
    resource,
    ['AllowOrigins', 'AllowMethods', 'AllowHeaders', 'ExposeHeaders', 'MaxAge', 'AllowCredentials'],
    configuration,
    'CorsConfiguration.',
  );
  const {
    AllowOrigins = [],
    AllowMethods = [],
    AllowHeaders = [],
    ExposeHeaders = [],
    MaxAge,
    AllowCredentials,
  } = configuration;
  const list = (name: string, values: readonly string[]) =>
    values.length > 0 ? [[name, values.join(',')] as const] : [];
  const allowed = (request: HttpRequest): readonly (readonly [string, string])[] => {
    const origin = request.headers.get('origin')?.[0];
    const everyone = AllowOrigins.includes('*');
    if (!origin || !(everyone || AllowOrigins.some((each) => each.toLowerCase() === origin.toLowerCase()))) return [];
    return [
      ['access-control-allow-origin', everyone && !isTrue(AllowCredentials) ? '*' : origin],
      ...(isTrue(AllowCredentials) ? [['access-control-allow-credentials', 'true'] as const] : []),
    ];
  };
  return {
    preflight: (request) => {
      if (
        request.method !== 'OPTIONS' ||
        !request.headers.has('origin') ||
        !request.headers.has('access-control-request-method')
      )
        return undefined;
      const origin = allowed(request);
      const headers =
        origin.length === 0
          ? []
          : [
              ...origin,
              ...list('access-control-allow-methods', AllowMethods),
              ...list('access-control-allow-headers', AllowHeaders),
              ...(MaxAge === undefined ? [] : [['access-control-max-age', String(MaxAge)] as const]),
            ];
      return { status: 204, headers, body: Buffer.alloc(0) };
    },
    headersFor: (request) => {
      const origin = allowed(request);
      return origin.length === 0 ? [] : [...origin, ...list('access-control-expose-headers', ExposeHeaders)];
    },
  };
};
