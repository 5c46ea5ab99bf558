import { isSealed } from '../../domain/desk/field-value.ts';
import { hasOptions, type FieldRefusal } from '../../domain/desk/field.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { TicketRepository } from '../ports/tickets.ts';

export type SampleFieldUseDeps = {
  readonly tickets: Pick<TicketRepository, 'listTickets' | 'findFields'>;
  readonly definitions: Pick<FieldRepository, 'find'>;
};

/** How a field is used on the tickets that were looked at. */
export type FieldUse = {
  /** How many of the newest tickets were looked at, at most `SAMPLED_TICKETS`. */
  readonly looked: number;
  /** Whether the service has no others, apart from spam. */
  readonly whole: boolean;
  /** How many of them have a value. */
  readonly tickets: number;
  /** How many of them have each option; of encrypted values that is not known. */
  readonly options: readonly { readonly code: string; readonly tickets: number }[];
};

/** One batch of DynamoDB reads the values of so many tickets. */
export const SAMPLED_TICKETS = 100;

/**
 * Counts the tickets that have a value of a field, among those with the newest activity: no index knows values, and a
 * count of all tickets would read all of them. It costs the same at any size of desk.
 */
export const sampleFieldUse =
  ({ tickets, definitions }: SampleFieldUseDeps) =>
  async ({
    serviceId,
    code,
  }: {
    readonly serviceId: string;
    readonly code: string;
  }): Promise<Result<FieldUse, Extract<FieldRefusal, { code: 'field_not_found' }>>> => {
    const [field, page] = await Promise.all([
      definitions.find(serviceId, code),
      tickets.listTickets(serviceId, { kind: 'all' }, { limit: SAMPLED_TICKETS, order: 'newest' }),
    ]);
    if (field === undefined) return err({ code: 'field_not_found', field: code });
    // Asked for in one turn, they are read in one call.
    const read = await Promise.all(page.items.map(({ number }) => tickets.findFields(serviceId, number)));
    const found = read.flatMap((values) => (Object.hasOwn(values, code) ? [values[code]!] : []));
    const chosen = found.flatMap((stored) =>
      isSealed(stored) || !hasOptions(stored.type) ? [] : (stored.value as string | readonly string[]),
    );
    return ok({
      looked: page.items.length,
      whole: page.cursor === undefined,
      tickets: found.length,
      options: field.options.map((option) => ({
        code: option.code,
        tickets: chosen.filter((each) => each === option.code).length,
      })),
    });
  };
