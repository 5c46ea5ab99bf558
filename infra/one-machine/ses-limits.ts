import * as z from 'zod';

const limitsSchema = z.strictObject({
  mailsPerSecond: z.int().positive(),
  mailsPerDay: z.int().nonnegative(),
  daySeconds: z.int().positive().exactOptional(),
});

/** Reads HANDOVER_SES_LIMITS, such as `{"mailsPerSecond":1,"mailsPerDay":200}`; throws what is wrong with it. */
export const parseSesLimits = (text: string): z.infer<typeof limitsSchema> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error('The environment variable HANDOVER_SES_LIMITS is not JSON.', { cause });
  }
  const read = limitsSchema.safeParse(value);
  if (read.success) return read.data;
  const lines = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`The environment variable HANDOVER_SES_LIMITS can't be used:\n${lines.join('\n')}`);
};
