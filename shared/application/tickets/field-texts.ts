import { isSealed, tellWhole } from '../../domain/desk/field-value.ts';
import type { FieldTexts } from '../ports/customer-information.ts';
import type { TicketRepository } from '../ports/ticket-repository.ts';

/** Values of a ticket's fields as texts, encrypted ones left out. */
export const fieldTexts = ({ tickets }: { readonly tickets: Pick<TicketRepository, 'findFields'> }): FieldTexts => ({
  async plainTexts(serviceId, number) {
    return new Map(Object.entries(await tickets.findFields(serviceId, number)).flatMap(([code, stored]) => (isSealed(stored) ? [] : [[code, tellWhole(stored.value)]])));
  },
});
