import * as z from 'zod';

/** RFC 9457 problem details; `code` is stable, the other members depend on it. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().exactOptional(),
    instance: z.string().exactOptional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
