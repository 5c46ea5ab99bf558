import * as z from 'zod';
import { once } from '../../domain/kernel/once.ts';
import { CONDITION_OPERATORS } from '../../domain/trigger/operators.ts';
import type { Condition } from '../../domain/trigger/trigger.ts';

const point = once(() => z.union([z.string(), z.number()]));
const side = once(() => z.union([z.string(), z.number(), z.boolean()]));

/** A condition in the row of its trigger, and in the trace of a run that asked it. */
export const storedCondition = once(() =>
  z.object({
    field: z.string(),
    operator: z.enum(CONDITION_OPERATORS),
    value: z
      .union([
        z.string(),
        z.number(),
        z.boolean(),
        z.array(point()),
        z.strictObject({ from: point(), to: point() }),
        z.strictObject({ amount: z.number(), unit: z.enum(['minutes', 'hours', 'days']) }),
        z.strictObject({ before: side().exactOptional(), after: side().exactOptional() }),
      ])
      .exactOptional(),
  }),
) satisfies () => z.ZodType<Condition>;
