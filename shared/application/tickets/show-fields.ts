import type { Agent } from '../../domain/desk/agent.ts';
import { maySeeField } from '../../domain/desk/field-visibility.ts';
import { FIELD_SCOPES, inOrder, type Field, type FieldType } from '../../domain/desk/field.ts';
import {
  filesOf,
  isSealed,
  stalenessOf,
  type GivenValue,
  type Staleness,
  type StoredValue,
} from '../../domain/desk/field-value.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { AttachmentStore } from '../ports/mails.ts';
import type { TicketRepository } from '../ports/tickets.ts';

export type ShownFile = Attachment & { readonly url: string };
/** A value as it is shown; without `value` when the field is encrypted. */
export type ShownField = {
  readonly code: string;
  readonly type: FieldType;
  readonly encrypted: boolean;
  readonly value?: GivenValue | readonly ShownFile[];
  readonly stale?: Staleness;
};

export type ShowFieldsDeps = {
  readonly tickets: Pick<TicketRepository, 'findFields'>;
  readonly attachments: Pick<AttachmentStore, 'downloadUrl'>;
  readonly definitions: Pick<FieldRepository, 'list'>;
};

/**
 * The values of the service's own fields on a ticket, as far as the caller may see them; files with addresses to
 * download from. Read after the ticket, they are no older than it.
 */
export const showFields = ({ tickets, attachments, definitions }: ShowFieldsDeps) => {
  const show = async (field: Field, stored: StoredValue): Promise<ShownField> => {
    const stale = stalenessOf(field, stored);
    const shown = {
      code: field.code,
      type: stored.type,
      encrypted: isSealed(stored),
      ...(stale === undefined ? {} : { stale }),
    };
    if (isSealed(stored)) return shown;
    if (stored.type !== 'file') return { ...shown, value: stored.value as GivenValue };
    return {
      ...shown,
      value: await Promise.all(
        filesOf(stored).map(async (file) => ({ ...file, url: await attachments.downloadUrl(file) })),
      ),
    };
  };
  return async (
    { serviceId, number }: Pick<Ticket, 'serviceId' | 'number'>,
    { role }: Pick<Agent, 'role'>,
  ): Promise<readonly ShownField[]> => {
    const values = await tickets.findFields(serviceId, number);
    // Most tickets have no such values: then the definitions aren't read.
    if (Object.keys(values).length === 0) return [];
    const visible = (await definitions.list(serviceId)).filter(
      (field) => Object.hasOwn(values, field.code) && maySeeField(role, field),
    );
    return Promise.all(
      FIELD_SCOPES.flatMap((of) => inOrder(visible.filter(({ scope }) => scope === of))).map((field) =>
        show(field, values[field.code]!),
      ),
    );
  };
};
