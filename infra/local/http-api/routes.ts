/**
 * A route of an HTTP API, matched as API Gateway matches: the most specific path, then the method before ANY, $default
 * last.
 */
export type Route<T> = { readonly routeKey: string; readonly target: T };
export type Match<T> = { readonly route: Route<T>; readonly pathParameters: Readonly<Record<string, string>> };

type Segment = { readonly kind: 'literal' | 'parameter' | 'greedy'; readonly text: string };
type Compiled<T> = { readonly route: Route<T>; readonly method: string; readonly segments: readonly Segment[] };

const rank = { literal: 0, parameter: 1, greedy: 2 } as const;

/** Throws, by its key, for a route that can't be read. */
export const routeTable = <T>(
  routes: readonly Route<T>[],
): ((method: string, path: string) => Match<T> | undefined) => {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const compiled = routes
    .filter((route) => route !== fallback)
    .map(compile)
    .sort(bySpecificity);
  return (method, path) => {
    const parts = partsOf(path);
    for (const { route, method: routeMethod, segments } of compiled) {
      if (routeMethod !== 'ANY' && routeMethod !== method) continue;
      const pathParameters = match(segments, parts);
      if (pathParameters) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
};

const compile = <T>(route: Route<T>): Compiled<T> => {
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(route.routeKey) ?? [];
  if (!method || !path) throw new Error(`The route ${route.routeKey} is not hosted on one machine.`);
  const segments = partsOf(path).map((part): Segment => {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    return name ? { kind: greedy ? 'greedy' : 'parameter', text: name } : { kind: 'literal', text: part };
  });
  if (segments.slice(0, -1).some(({ kind }) => kind === 'greedy'))
    throw new Error(`The route ${route.routeKey} has a greedy parameter before its end.`);
  return { route, method, segments };
};

const bySpecificity = <T>(a: Compiled<T>, b: Compiled<T>): number => {
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index += 1) {
    const [left, right] = [a.segments[index], b.segments[index]];
    if (!left || !right) return left ? -1 : 1;
    if (left.kind !== right.kind) return rank[left.kind] - rank[right.kind];
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
};

const match = (
  segments: readonly Segment[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined => {
  const greedy = segments.at(-1)?.kind === 'greedy';
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, { kind, text }] of segments.entries()) {
    const part = parts[index]!;
    if (kind === 'literal' && part !== text) return undefined;
    if (kind === 'parameter') {
      if (part === '') return undefined;
      parameters[text] = decoded(part);
    }
    if (kind === 'greedy') parameters[text] = parts.slice(index).map(decoded).join('/');
  }
  return parameters;
};

const partsOf = (path: string): readonly string[] => path.slice(1).split('/');

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
