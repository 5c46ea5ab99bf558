import type { Field } from '../desk/field.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { InformationSource, SourceRefusal, ValueOrigin } from './information-source.ts';

type NotValid = Extract<SourceRefusal, { code: 'source_not_valid' }>;
type Problem = NotValid['errors'][number];
type KnownField = Pick<Field, 'code' | 'type' | 'encrypted' | 'deleted'>;

/** Indexes of values that occur before. */
const repeated = (values: readonly string[]): readonly number[] =>
  values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []));

const wrongField = (from: ValueOrigin, fields: readonly KnownField[]): string | undefined => {
  if (from.kind !== 'field') return undefined;
  const field = fields.find(({ code }) => code === from.code);
  if (field === undefined || field.deleted) return 'The service has no such field';
  if (field.type === 'caption') return 'A caption holds no value';
  return field.encrypted ? 'What is stored encrypted is not sent out' : undefined;
};

/**
 * Checks what the schema can't: variables and labels are unique, and fields exist and are not stored encrypted.
 * `fields`: the service's fields; omitted when the request is unchanged, since a field may have been deleted later.
 * Several labels may use the same key.
 */
export const checkSource = <T extends Pick<InformationSource, 'request' | 'results'>>(
  source: T,
  fields?: readonly KnownField[],
): Result<T, NotValid> => {
  const errors: readonly Problem[] = [
    ...repeated(source.request.map(({ variable }) => variable)).map((i) => ({
      pointer: `#/request/${i}/variable`,
      detail: 'Another item has this variable',
    })),
    ...repeated(source.results.map(({ label }) => label)).map((i) => ({
      pointer: `#/results/${i}/label`,
      detail: 'Another item has this label',
    })),
    ...source.request.flatMap(({ from }, i) => {
      const detail = fields && wrongField(from, fields);
      return detail === undefined ? [] : [{ pointer: `#/request/${i}/from/code`, detail }];
    }),
  ];
  return errors.length > 0 ? err({ code: 'source_not_valid', errors }) : ok(source);
};
