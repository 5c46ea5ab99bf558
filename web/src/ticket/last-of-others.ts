import * as z from 'zod';
import { FACT_TYPES } from '../../../shared/domain/ticket/facts.ts';

const agentsChange = z.object({
  type: z.enum(FACT_TYPES),
  version: z.number(),
  actor: z.object({ kind: z.literal('agent'), id: z.string() }),
});

/** The newest change by another agent among those that a version conflict names; null when there is none. */
export const lastOfOthers = (meanwhile: unknown, agentId: string): z.infer<typeof agentsChange> | null => {
  if (!Array.isArray(meanwhile)) return null;
  return meanwhile
    .flatMap((each) => agentsChange.safeParse(each).data ?? [])
    .filter(({ actor }) => actor.id !== agentId)
    .reduce<z.infer<typeof agentsChange> | null>(
      (newest, each) => (newest === null || each.version > newest.version ? each : newest),
      null,
    );
};
