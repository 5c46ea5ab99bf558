import type * as z from 'zod';

type Wrapped = { readonly _zod: { readonly def: { readonly type: string; readonly innerType?: Wrapped } } };

const isNumber = (schema: Wrapped): boolean =>
  schema._zod.def.innerType === undefined ? schema._zod.def.type === 'number' : isNumber(schema._zod.def.innerType);

/** Decimal integers only. `Number` would also accept `0x10`, `1e1`, `+7`, ` 7` and `7.0`. */
const DECIMAL = /^(?:0|[1-9]\d{0,14})$/;

/**
 * Path and query parameters are strings: where the schema has a number, decimal digits become one. Any other text is
 * left for the schema to refuse.
 */
export const readTexts = (schema: z.ZodObject, texts: Readonly<Record<string, string>>): unknown => {
  const members = new Map<string, unknown>(Object.entries(schema.shape));
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      members.has(name) && isNumber(members.get(name) as Wrapped) && DECIMAL.test(text) ? Number(text) : text,
    ]),
  );
};
