import type { Agent } from '../../domain/desk/agent.ts';
import { fieldVisibility } from '../../domain/desk/field-visibility.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import { visibleFact, mentionsFields, type VisibleFact } from '../../domain/ticket/visible-fact.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';

export type VisibleFactsDeps = { readonly definitions: Pick<FieldRepository, 'list'> };

/**
 * Facts as far as this person may see them. The definitions of fields are read only when a fact mentions fields and the
 * person may not see all.
 */
export const visibleFacts =
  ({ definitions }: VisibleFactsDeps) =>
  async (serviceId: string, { role }: Pick<Agent, 'role'>, facts: readonly Fact[]): Promise<readonly VisibleFact[]> => {
    const asks = role !== 'administrator' && facts.some(mentionsFields);
    const sees = fieldVisibility(role, asks ? await definitions.list(serviceId) : []);
    return facts.map((fact) => visibleFact(fact, sees));
  };
