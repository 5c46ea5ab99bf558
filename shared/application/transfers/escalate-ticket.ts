import { checkFieldValues, type FieldValuesRefusal } from '../../domain/desk/check-field-values.ts';
import type { Field } from '../../domain/desk/field.ts';
import type { TicketFields } from '../../domain/desk/field-value.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { fitTitle } from '../../domain/ticket/create-ticket.ts';
import type { TicketRefusal, TooLarge } from '../../domain/ticket/refusal.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { escalateTicket as decideEscalate } from '../../domain/transfer/escalate-ticket.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { RichText } from '../ports/writing.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from '../tickets/change-ticket.ts';
import { carryFiles, type FileDeps, sanitizeText, type WrittenText } from '../tickets/entry-body.ts';
import type { FieldsGiven } from '../tickets/write-fields.ts';
import { fillableFields, findTarget, OTHER_SERVICE } from './escalation-targets.ts';

export type EscalateTicketDeps = CommandDeps &
  FileDeps & {
    readonly richText: RichText;
    readonly directory: Pick<DeskDirectory, 'findAgent' | 'findService' | 'findCategory'>;
    readonly definitions: Pick<FieldRepository, 'list'>;
  };

export type EscalateTicketInput = CommandInput &
  WrittenText & {
    readonly targetServiceId: string;
    readonly title: string;
    readonly inquiryTypeId?: string;
    readonly fields?: FieldsGiven;
  };

const readFields = (
  definitions: readonly Field[],
  { inquiryTypeId, fields = {} }: EscalateTicketInput,
): Result<TicketFields, FieldValuesRefusal> => {
  const checked = checkFieldValues({
    definitions: fillableFields(definitions),
    inquiryTypeId,
    stored: {},
    given: fields,
    way: OTHER_SERVICE,
  });
  if (!checked.ok) return checked;
  return ok(
    Object.fromEntries(
      checked.value.flatMap(({ code, field, value }) =>
        field === undefined || value === undefined ? [] : [[code, { type: field.type, value }]],
      ),
    ),
  );
};

/**
 * Orders the hand-over of a ticket to an issue service. The text becomes an entry of the ticket, of which the desk then
 * makes the issue ticket; until that is there the ticket stays in its status.
 */
export const escalateTicket = (deps: EscalateTicketDeps) => {
  const change = changeTicket(deps);
  return async (
    input: EscalateTicketInput,
  ): Promise<Result<Ticket, CommandRefusal | TicketRefusal | FieldValuesRefusal | TooLarge>> => {
    const { agent, serviceId, targetServiceId, inquiryTypeId } = input;
    const body = sanitizeText(await deps.richText.sanitizer(), input.html);
    if (!body.ok) return body;
    const [target, definitions, category] = await Promise.all([
      findTarget(deps.directory, serviceId, targetServiceId),
      deps.definitions.list(targetServiceId),
      inquiryTypeId === undefined
        ? undefined
        : deps.directory.findCategory(targetServiceId, 'inquiry_type', inquiryTypeId),
    ]);
    if (target === undefined) return err({ code: 'escalation_target_not_found', serviceId: targetServiceId });
    if (inquiryTypeId !== undefined && category?.active !== true)
      return err({ code: 'category_not_found', field: 'inquiryTypeId', id: inquiryTypeId });
    const fields = readFields(definitions, input);
    if (!fields.ok) return fields;
    return change(
      input,
      carryFiles(deps, input, body.value, false, (ticket, whole, context) =>
        decideEscalate(
          ticket,
          {
            agent,
            body: whole,
            id: deps.clock.newId('esc'),
            targetServiceId,
            title: fitTitle(input.title),
            ...(inquiryTypeId === undefined ? {} : { inquiryTypeId }),
            ...(Object.keys(fields.value).length === 0 ? {} : { fields: fields.value }),
          },
          context,
        ),
      ),
    );
  };
};
