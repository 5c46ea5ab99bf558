import type { FieldRepository } from '../../../shared/application/ports/desk-settings.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import type { Field } from '../../../shared/domain/desk/field.ts';

/** Field definitions in memory. */
export const memoryFieldRepository = (): FieldRepository & { readonly facts: readonly DeskFact[] } => {
  const fields = new Map<string, Field>();
  const facts: DeskFact[] = [];
  const keyOf = (serviceId: string, code: string) => JSON.stringify([serviceId, code]);
  return {
    facts,
    list: async (serviceId) => [...fields.values()].filter((field) => field.serviceId === serviceId),
    find: async (serviceId, code) => fields.get(keyOf(serviceId, code)),
    async save(field, before, fact) {
      const key = keyOf(field.serviceId, field.code);
      if (fields.get(key)?.version !== before?.version) return false;
      fields.set(key, field);
      facts.push(fact);
      return true;
    },
  };
};
