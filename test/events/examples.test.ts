import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { catalogue } from '../../events/catalogue.ts';

const folder = join(import.meta.dirname, '../../events');
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const ajv = addFormats(new Ajv2020({ strict: true, allErrors: true }));

describe.each(catalogue.map((event) => [event.detailType, event] as const))('%s', (detailType, event) => {
  const examples = `examples/${event.type}/v${event.version}`;
  const files = readdirSync(join(folder, examples));
  const validate = ajv.compile(read(`schemas/${detailType}.json`) as object);

  it('has an example', () => {
    expect(files).not.toHaveLength(0);
  });

  describe.each(files)('example %s', (file) => {
    const example = read(`${examples}/${file}`) as { metadata: object; data: object };

    it('keeps the contract, which takes nothing away from it', () => {
      expect(event.schema.parse(example)).toEqual(example);
    });

    it('keeps the JSON Schema', () => {
      validate(example);
      expect(validate.errors ?? []).toEqual([]);
    });

    it.each(['eventId', 'serviceId', 'occurredAt', 'actor', 'correlationId'])(
      'is refused by both without %s',
      (name) => {
        const broken = {
          ...example,
          metadata: Object.fromEntries(Object.entries(example.metadata).filter(([key]) => key !== name)),
        };
        expect(event.schema.safeParse(broken).success).toBe(false);
        expect(validate(broken)).toBe(false);
      },
    );

    it('may get members that today’s consumers do not know', () => {
      const grown = { ...example, data: { ...example.data, later: 'added in a later release' } };
      expect(event.schema.safeParse(grown).success).toBe(true);
      expect(validate(grown)).toBe(true);
    });
  });
});

it('has no example and no schema of an event that the catalogue does not know', () => {
  expect(readdirSync(join(folder, 'examples')).sort()).toEqual([...new Set(catalogue.map(({ type }) => type))].sort());
  expect(readdirSync(join(folder, 'schemas')).sort()).toEqual(
    catalogue.map(({ detailType }) => `${detailType}.json`).sort(),
  );
});
