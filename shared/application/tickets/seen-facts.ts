import type { Agent } from '../../domain/desk/agent.ts';
import { fieldSight } from '../../domain/desk/field-sight.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import { seenFact, tellsOfFields, type SeenFact } from '../../domain/ticket/seen-fact.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';

export type SeenFactsDeps = { readonly definitions: Pick<FieldRepository, 'list'> };

/**
 * Facts of a service's tickets as this person may see them. Definitions are read only where facts speak of fields and
 * the person may not see all.
 */
export const seenFacts =
  ({ definitions }: SeenFactsDeps) =>
  async (serviceId: string, { role }: Pick<Agent, 'role'>, facts: readonly Fact[]): Promise<readonly SeenFact[]> => {
    const asks = role !== 'administrator' && facts.some(tellsOfFields);
    const sees = fieldSight(role, asks ? await definitions.list(serviceId) : []);
    return facts.map((fact) => seenFact(fact, sees));
  };
