import { operations } from '../../../../shared/contracts/http/operations.ts';

const STRAY = 'notNamedByAnySchema';
/**
 * Where a schema of an answer takes what it doesn't name, and why. A problem inside a batch's result is what
 * `toProblem` makes of a refusal, as every refusal is; values before and after a change of the set-up, and those in the
 * audit log, are of any kind.
 */
const TAKES_ANYTHING = new Set([
  'batchTickets#/results/0/problem',
  'importSetup#/changes/0/members/0/before',
  'importSetup#/changes/0/members/0/after',
  'listServiceEvents#/events/0/members/0/before',
  'listServiceEvents#/events/0/members/0/after',
  'listServiceEvents#/events/0/members/0/removed/0',
  'listServiceEvents#/events/0/members/0/added/0',
]);

type Sample = { readonly value: unknown; readonly strayAt: readonly string[] };

/** Values of a schema, one for each of its branches, with a member too many in every object that allows one. */
const samplesOf = (schema: any, path: string): readonly Sample[] => {
  const { def } = schema._zod;
  switch (def.type) {
    case 'nullable':
    case 'optional':
    case 'default':
      return samplesOf(def.innerType, path);
    case 'string': {
      const value = ['sample', 'someone@example.com', 'https://api.example.com', '2026-11-23T09:30:00Z', 'a'].find(
        (text) => schema.safeParse(text).success,
      );
      return [{ value, strayAt: [] }];
    }
    case 'number':
      return [{ value: 1, strayAt: [] }];
    case 'boolean':
      return [{ value: true, strayAt: [] }];
    case 'enum':
      return [{ value: Object.values(def.entries)[0], strayAt: [] }];
    case 'literal':
      return [{ value: def.values[0], strayAt: [] }];
    case 'unknown':
      return [{ value: { [STRAY]: 'secret' }, strayAt: [path] }];
    case 'never':
      return [];
    case 'array': {
      const inner = samplesOf(def.element, `${path}/0`);
      return inner.length === 0
        ? [{ value: [], strayAt: [] }]
        : inner.map(({ value, strayAt }) => ({ value: [value], strayAt }));
    }
    case 'record': {
      const key =
        def.keyType._zod.def.type === 'enum' ? (Object.values(def.keyType._zod.def.entries)[0] as string) : 'key';
      return samplesOf(def.valueType, `${path}/*`).map(({ value, strayAt }) => ({ value: { [key]: value }, strayAt }));
    }
    case 'union':
      return (def.options as readonly unknown[]).flatMap((option) => samplesOf(option, path));
    case 'object': {
      const members = Object.entries(def.shape as Record<string, unknown>).map(
        ([name, member]) => [name, samplesOf(member, `${path}/${name}`)] as const,
      );
      const isStrict = def.catchall?._zod.def.type === 'never';
      const most = Math.max(1, ...members.map(([, samples]) => samples.length));
      return Array.from({ length: most }, (_, index) => {
        const chosen = members.flatMap(([name, samples]) => {
          const sample = samples[Math.min(index, samples.length - 1)];
          return sample === undefined ? [] : [[name, sample] as const];
        });
        return {
          value: {
            ...Object.fromEntries(chosen.map(([name, { value }]) => [name, value])),
            ...(isStrict ? {} : { [STRAY]: 'secret' }),
          },
          strayAt: [...(isStrict ? [] : [path]), ...chosen.flatMap(([, { strayAt }]) => strayAt)],
        };
      });
    }
    default:
      throw new Error(`${path}: no sample for a schema of type ${String(def.type)}`);
  }
};

/** Pointers to every object that still holds the member too many. */
const strays = (value: unknown, path: string): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : [
        ...(Object.hasOwn(value, STRAY) ? [path] : []),
        ...Object.entries(value).flatMap(([name, each]) => strays(each, `${path}/${name}`)),
      ];

describe.each(Object.values(operations))('the answer of $operationId', ({ operationId, response: { schema } }) => {
  const samples = samplesOf(schema, `${operationId}#`);

  it('holds only what its schema names', () => {
    expect(samples.length).toBeGreaterThan(0);
    for (const { value, strayAt } of samples) {
      expect(strayAt.length).toBeGreaterThan(0);
      const left = strays(schema.parse(value), `${operationId}#`);
      expect(left.filter((at) => !TAKES_ANYTHING.has(at))).toEqual([]);
    }
  });
});

it('no exception is left over', () => {
  const taken = Object.values(operations).flatMap(({ operationId, response: { schema } }) =>
    samplesOf(schema, `${operationId}#`).flatMap(({ value }) => strays(schema.parse(value), `${operationId}#`)),
  );
  expect([...new Set(taken)].toSorted()).toEqual([...TAKES_ANYTHING].toSorted());
});
