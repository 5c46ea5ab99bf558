import type * as z from 'zod';

/**
 * A member of an answer that is always there: what the desk has no value for is told as null. A schema of an answer
 * encodes what a use case gives: such a member may be missing in it, and what no schema names never leaves.
 */
export const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);
