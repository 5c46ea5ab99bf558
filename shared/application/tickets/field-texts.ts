import { maySeeField } from '../../domain/desk/field-visibility.ts';
import { isSealed, formatValue } from '../../domain/desk/field-value.ts';
import type { FieldTexts } from '../ports/customers.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { TicketRepository } from '../ports/tickets.ts';

export type FieldTextsDeps = {
  readonly tickets: Pick<TicketRepository, 'findFields'>;
  readonly definitions: Pick<FieldRepository, 'find'>;
};

/**
 * Values of a ticket's fields as texts, to be sent to another system. Encrypted ones are left out, and those that the
 * caller may not see: the system may repeat in its answer what it was sent.
 */
export const fieldTexts = ({ tickets, definitions }: FieldTextsDeps): FieldTexts => ({
  async plainTexts({ serviceId, number }, role, codes) {
    const values = await tickets.findFields(serviceId, number);
    const found = await Promise.all(
      codes
        .filter((code) => Object.hasOwn(values, code))
        .map(async (code): Promise<readonly (readonly [string, string])[]> => {
          const stored = values[code]!;
          return isSealed(stored) || !maySeeField(role, await definitions.find(serviceId, code))
            ? []
            : [[code, formatValue(stored.value)]];
        }),
    );
    return new Map(found.flat());
  },
});
