import type { Operation } from '../../shared/contracts/http/define-operation.ts';
import { textKinds, type TextKind } from '../../shared/contracts/http/plain-values.ts';

type Path = readonly (string | number)[];
/**
 * A spot of a request at which something else may stand. `format` has its own pattern: addresses, times, enumerations.
 */
export type PlaceKind = TextKind | 'format' | 'number' | 'fraction' | 'object' | 'record' | 'nothing known';
export type Place = {
  readonly path: Path;
  readonly kind: PlaceKind;
  /** Is the empty text refused? */ readonly filled?: boolean;
};
type Sample = { readonly value: unknown; readonly places: readonly Place[] };
type Request = {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
};
export type SampleRequest = { readonly request: Request; readonly places: readonly Place[] };

/** A valid text for each format that a contract asks for. */
const TEXTS = [
  'sample',
  'someone@example.com',
  'https://api.example.com/asked',
  '2026-11-23T09:30:00Z',
  'KR',
  'image/png',
  'Asia/Seoul',
  'agent,group',
  'example.com',
  '+82 10-1234-5678',
  '2026-12-25',
  '0123456789abcdef0123456789abcdef',
];

const at = (path: Path, { value, places }: Sample, key: string | number): Sample => ({
  value,
  places: places.map((place) => ({ ...place, path: [...path, key, ...place.path] })),
});
const here = (value: unknown, kind: PlaceKind, more: Partial<Place> = {}): Sample => ({
  value,
  places: [{ path: [], kind, ...more }],
});

/** Valid values of a schema: together they pass through every branch of it. */
const samplesOf = (schema: any): readonly Sample[] => {
  const def = schema._zod.def;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return samplesOf(def.innerType);
    case 'pipe':
      return samplesOf(def.in._zod.def.type === 'transform' ? def.out : def.in);
    case 'string': {
      const kind = textKinds.get(schema)?.kind ?? (def.format === undefined ? 'nothing known' : 'format');
      const text = TEXTS.find((each) => schema.safeParse(each).success);
      if (text === undefined) throw new Error('no text fits a schema: add one to TEXTS');
      return [here(text, kind, { filled: !schema.safeParse('').success })];
    }
    case 'number':
      return [
        here(
          [1, 0, 10].find((each) => schema.safeParse(each).success),
          schema.safeParse(1.5).success ? 'fraction' : 'number',
        ),
      ];
    case 'boolean':
      return [{ value: true, places: [] }];
    case 'enum':
      return [here(Object.values(def.entries)[0], 'format')];
    case 'literal':
      return [typeof def.values[0] === 'string' ? here(def.values[0], 'format') : { value: def.values[0], places: [] }];
    case 'null':
      return [{ value: null, places: [] }];
    case 'never':
    case 'undefined':
      return [];
    case 'array': {
      const elements = samplesOf(def.element);
      return elements.length === 0
        ? [{ value: [], places: [] }]
        : elements.map((element) => ({ value: [element.value], places: at([], element, 0).places }));
    }
    case 'record': {
      const [key] = samplesOf(def.keyType);
      return samplesOf(def.valueType).map((value) => ({
        value: { [String(key!.value)]: value.value },
        places: [
          { path: [], kind: key!.places[0]!.kind === 'format' ? 'object' : 'record' },
          ...at([], value, String(key!.value)).places,
        ],
      }));
    }
    case 'union':
      // Where a text may stand in the place of a number, no text is a wrong number.
      return def.options
        .flatMap((option: any) => samplesOf(option))
        .map(({ value, places }: Sample) => ({
          value,
          places:
            typeof value === 'number' && schema.safeParse('sample').success
              ? places.filter(({ path }) => path.length > 0)
              : places,
        }));
    case 'object': {
      const members = Object.entries(def.shape)
        .map(([name, member]) => [name, samplesOf(member)] as const)
        .filter(([, samples]) => samples.length > 0);
      const whole = (choose: (name: string, samples: readonly Sample[]) => Sample): Sample => {
        const chosen = members.map(([name, samples]) => [name, choose(name, samples)] as const);
        return {
          value: Object.fromEntries(chosen.map(([name, { value }]) => [name, value])),
          places: [{ path: [], kind: 'object' }, ...chosen.flatMap(([name, sample]) => at([], sample, name).places)],
        };
      };
      return [
        whole((_name, samples) => samples[0]!),
        ...members.flatMap(([name, samples]) =>
          samples.slice(1).map((other) => whole((each, own) => (each === name ? other : own[0]!))),
        ),
      ];
    }
    default:
      throw new Error(`a contract has a schema of type ${String(def.type)}: tell the samples of it`);
  }
};

/** Members that a rule over several members asks for. */
const FITTING: Readonly<Record<string, (request: Request) => Request>> = {
  listTickets: ({ query: { transfer: _, ...query }, ...rest }) => ({
    ...rest,
    query: { ...query, list: 'all_in_group' },
  }),
  testTrigger: ({ body, ...rest }) => {
    const { number, example, ...others } = body as { readonly number: unknown; readonly example: { fields: object } };
    const isFirst = Object.values(example.fields)[0] === TEXTS[0];
    return { ...rest, body: { ...others, ...(isFirst ? { number } : { example }) } };
  },
  findCustomer: ({ query: { phone: _, ...query }, ...rest }) => ({ ...rest, query }),
  resolveInternally: ({ body, ...rest }) => ({ ...rest, body: { ...(body as object), reason: 'duplicate' } }),
  batchTickets: ({ body, ...rest }) => {
    const { command, ...others } = body as { readonly command: object };
    const fitting = 'reason' in command ? { ...command, reason: 'duplicate' } : command;
    return { ...rest, body: { ...others, command: fitting } };
  },
};

/**
 * Requests of an operation that pass its contract, with every place at which they could go wrong. Path and query are
 * texts, as they come.
 */
export const sampleRequests = (spec: Operation): readonly SampleRequest[] => {
  const texts = (value: unknown) =>
    Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, String(each)]));
  const [params] = samplesOf(spec.params) as [Sample];
  const [query] = samplesOf(spec.query) as [Sample];
  const bodies: readonly Sample[] = spec.body === null ? [{ value: undefined, places: [] }] : samplesOf(spec.body);
  return bodies.map((body, index) => {
    const request = (FITTING[spec.operationId] ?? ((each) => each))({
      params: texts(params.value),
      query: texts(query.value),
      body: body.value,
    });
    const places = [
      ...(index === 0 ? [...at([], params, 'params').places, ...at([], query, 'query').places] : []),
      ...at([], body, 'body').places,
    ];
    return {
      request,
      places: places.filter(
        ({ path }) =>
          path.length === 1 ||
          path.slice(1).reduce<any>((value, key) => value?.[key], (request as any)[path[0]!]) !== undefined,
      ),
    };
  });
};

/** The request with another value at a place; `undefined` stays out of JSON, so a body goes through text. */
export const withValueAt = (request: Request, path: Path, value: unknown): Request => {
  const copy: any = structuredClone(request);
  const holder = path.slice(0, -1).reduce((inside, key) => inside[key], copy);
  Object.defineProperty(holder, path.at(-1)!, { value, enumerable: true, configurable: true, writable: true });
  return copy;
};
