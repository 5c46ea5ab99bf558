import { Script, createContext } from 'node:vm';
import type { Deployment, Log } from '../kernel.ts';
import type { HttpRequest, HttpResponse } from '../http-api/http-event.ts';
import { textOf } from '../properties.ts';

/** Changes a viewer's request, or answers it. */
export type EdgeFunction = (
  request: HttpRequest,
) => Promise<{ readonly request: HttpRequest } | { readonly answer: HttpResponse }>;

type Value = { readonly value: string; readonly multiValue?: readonly { readonly value: string }[] };
type Values = Readonly<Record<string, Value>>;
type EdgeRequest = {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Values;
  readonly headers: Values;
  readonly cookies: Values;
};
type EdgeResponse = {
  readonly statusCode: number;
  readonly headers?: Values;
  readonly body?: string | { readonly data: string; readonly encoding?: string };
};

// Only an endless function is to be stopped: a loaded machine may leave a good one waiting for long, and this is no CPU
// time.
const milliseconds = 5000;

/** A CloudFront function by its ARN, in a context of its own that has nothing of Node. */
export const edgeFunction = (deployment: Deployment, functionArn: string, log: Log): EdgeFunction => {
  const resource = deployment.byArn(functionArn);
  const name = `${resource.stack}/${resource.logicalId}`;
  const { Runtime: runtime } = resource.properties.FunctionConfig as { readonly Runtime: string };
  if (!runtime.startsWith('cloudfront-js-'))
    throw new Error(`${name}: the runtime ${runtime} is not hosted on one machine.`);
  const context = createContext(
    {
      console: {
        log: (...words: unknown[]) => {
          log('distribution', `${name}: ${words.map(String).join(' ')}`);
        },
      },
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  new Script(textOf(resource, 'FunctionCode'), { filename: name }).runInContext(context, { timeout: milliseconds });
  const call = new Script('Promise.resolve(handler(JSON.parse(given))).then((answer) => JSON.stringify(answer))');

  return async (request) => {
    const event = {
      version: '1.0',
      context: { eventType: 'viewer-request', distributionDomainName: 'localhost' },
      viewer: { ip: request.sourceIp },
      request: edgeRequest(request),
    };
    (context as { given?: string }).given = JSON.stringify(event);
    const result = JSON.parse(await (call.runInContext(context, { timeout: milliseconds }) as Promise<string>)) as
      EdgeRequest | EdgeResponse;
    return 'statusCode' in result ? { answer: answerOf(result) } : { request: requestOf(request, result) };
  };
};

const edgeRequest = ({ method, path, query, headers }: HttpRequest): EdgeRequest => ({
  method,
  uri: path,
  querystring: valuesOf(
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => [pair.split('=')[0]!, pair.includes('=') ? pair.slice(pair.indexOf('=') + 1) : '']),
  ),
  headers: valuesOf(
    [...headers]
      .filter(([name]) => name !== 'cookie')
      .flatMap(([name, values]) => values.map((value) => [name, value] as const)),
  ),
  cookies: valuesOf(
    (headers.get('cookie') ?? [])
      .flatMap((each) => each.split(/;\s*/))
      .map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]),
  ),
});

const valuesOf = (pairs: readonly (readonly [string, string])[]): Values =>
  Object.fromEntries(
    [...Map.groupBy(pairs, ([name]) => name)].map(([name, group]) => {
      const values = group.map(([, value]) => ({ value }));
      return [name, values.length > 1 ? { value: values[0]!.value, multiValue: values } : values[0]!];
    }),
  );

const pairsOf = (values: Values = {}): readonly (readonly [string, string])[] =>
  Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((each) => [name, each.value] as const),
  );

const requestOf = (original: HttpRequest, { uri, querystring, headers, cookies }: EdgeRequest): HttpRequest => {
  const cookie = pairsOf(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const grouped = [...Map.groupBy(pairsOf(headers), ([name]) => name.toLowerCase())].map(
    ([name, group]) => [name, group.map(([, value]) => value)] as const,
  );
  return {
    ...original,
    path: uri,
    query: pairsOf(querystring)
      .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
      .join('&'),
    headers: new Map<string, readonly string[]>([...grouped, ...(cookie ? [['cookie', [cookie]] as const] : [])]),
  };
};

const answerOf = ({ statusCode, headers, body }: EdgeResponse): HttpResponse => ({
  status: statusCode,
  headers: pairsOf(headers),
  body:
    typeof body === 'object'
      ? Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8')
      : Buffer.from(body ?? ''),
});
