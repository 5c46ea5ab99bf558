import { checkField, FIELDS_LIMIT, hasOptions, type Field, type FieldRefusal } from '../../domain/desk/field.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import { deskFactOfChange, type Administering } from './desk-fact.ts';

export type FieldDeps = {
  readonly definitions: FieldRepository;
  readonly directory: Pick<DeskDirectory, 'listCategories'>;
  readonly clock: ClockAndIds;
};
/** Default `order`: after the other fields of its scope. */
export type CreateFieldInput = Administering &
  Omit<Field, 'serviceId' | 'version' | 'order' | 'deleted'> & { readonly order?: number };

/**
 * Checks that the inquiry types are the service's own; inactive ones are allowed, since they can be activated again.
 */
export const checkInquiryTypes = async (
  { directory }: Pick<FieldDeps, 'directory'>,
  serviceId: string,
  inquiryTypeIds: readonly string[],
): Promise<Result<undefined, FieldRefusal>> => {
  if (inquiryTypeIds.length === 0) return ok(undefined);
  const known = new Set(
    (await directory.listCategories(serviceId)).flatMap(({ kind, categoryId }) =>
      kind === 'inquiry_type' ? [categoryId] : [],
    ),
  );
  const errors = inquiryTypeIds.flatMap((id, index) =>
    known.has(id) ? [] : [{ pointer: `#/inquiryTypeIds/${index}`, detail: 'The service has no such inquiry type' }],
  );
  return errors.length === 0 ? ok(undefined) : err({ code: 'field_not_valid', errors });
};

/**
 * Adds a field; a code can't be reused, even after its field is deleted. Administrators who create fields at the same
 * time can exceed the limit by one each, which does no harm: the limit only keeps a ticket's row small.
 */
export const createField =
  (deps: FieldDeps) =>
  async ({
    serviceId,
    agentId,
    correlationId,
    order,
    ...given
  }: CreateFieldInput): Promise<Result<Field, FieldRefusal>> => {
    if (!hasOptions(given.type) && given.options.length > 0)
      return err({
        code: 'field_not_valid',
        errors: [{ pointer: '#/options', detail: `A ${given.type} has no options` }],
      });
    const known = await deps.definitions.list(serviceId);
    if (known.some(({ code }) => code === given.code)) return err({ code: 'field_code_taken', field: given.code });
    if (known.filter(({ deleted }) => !deleted).length >= FIELDS_LIMIT)
      return err({ code: 'too_many_fields', limit: FIELDS_LIMIT });
    const last = Math.max(
      -1,
      ...known.filter(({ scope, deleted }) => scope === given.scope && !deleted).map((field) => field.order),
    );
    const field = checkField({ ...given, serviceId, version: 1, order: order ?? last + 1, deleted: false });
    if (!field.ok) return field;
    const types = await checkInquiryTypes(deps, serviceId, given.inquiryTypeIds);
    if (!types.ok) return types;
    const fact = deskFactOfChange(
      deps.clock,
      { serviceId, agentId, correlationId },
      { kind: 'field', id: given.code },
      undefined,
      field.value,
    );
    return (await deps.definitions.save(field.value, undefined, fact))
      ? field
      : err({ code: 'field_code_taken', field: given.code });
  };
