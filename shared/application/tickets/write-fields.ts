import type { Agent } from '../../domain/desk/agent.ts';
import { checkFieldValues, type CheckedValue, type FieldValuesRefusal } from '../../domain/desk/check-field-values.ts';
import { FIELDS_BYTES, filesOf, type GivenValue, type TicketFields } from '../../domain/desk/field-value.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { FILES_LIMIT, type FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { Vault, VaultContext } from '../ports/confidential.ts';
import { claimUploads, type FileDeps } from './entry-body.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';

/** `vault` is needed only where values of encrypted fields are written. */
export type FieldsDeps = FileDeps & {
  readonly tickets: Pick<TicketRepository, 'findFields'>;
  readonly clock: ClockAndIds;
  readonly definitions: Pick<FieldRepository, 'list'>;
  readonly vault?: Pick<Vault, 'seal'>;
};

/** Values by field code; null takes the value away. */
export type FieldsGiven = Readonly<Record<string, GivenValue | null>>;
/** Checked values, and those that are stored now. */
export type CheckedFields = {
  readonly before: TicketFields;
  readonly checked: readonly CheckedValue[];
  /** Uploads whose files the ticket doesn't have yet. */ readonly uploadIds: readonly string[];
};
type Place = { readonly serviceId: string; readonly number: number; readonly agentId: string };

/** Binds a sealed value to its ticket and field. */
export const vaultContextOf = (
  { serviceId, number }: Pick<Place, 'serviceId' | 'number'>,
  code: string,
): VaultContext => ({ serviceId, number, of: `field/${code}` });

/**
 * The uploads among the values of file fields, or what is wrong with them. `taken` are uploads that the request uses
 * elsewhere.
 */
const newUploads = (
  before: TicketFields,
  checked: readonly CheckedValue[],
  taken: readonly string[],
): Result<readonly string[], FieldValuesRefusal> => {
  const added = checked.flatMap(({ code, field, value }) => {
    if (field?.type !== 'file' || !Array.isArray(value)) return [];
    const kept = new Set(filesOf(before[code]).map(({ id }) => id));
    return (value as readonly string[]).filter((id) => !kept.has(id));
  });
  const refuse = (detail: string) =>
    err({ code: 'field_values_not_valid' as const, errors: [{ pointer: '#/fields', detail }] });
  if (new Set([...taken, ...added]).size < taken.length + added.length) return refuse('An upload is named twice');
  return added.length > FILES_LIMIT ? refuse(`At most ${FILES_LIMIT} new files at once`) : ok(added);
};

type Checking = {
  readonly serviceId: string;
  /** Absent for a ticket that is being created. */ readonly number?: number;
  readonly agent: Agent;
  readonly inquiryTypeId: string | undefined;
  readonly given: FieldsGiven;
  readonly taken?: readonly string[];
};

/** Checks given values by the rule for fields, with the definitions and the values that the ticket has. */
export const checkFields =
  (deps: FieldsDeps) =>
  async ({
    serviceId,
    number,
    agent,
    inquiryTypeId,
    given,
    taken = [],
  }: Checking): Promise<Result<CheckedFields, FieldValuesRefusal>> => {
    const [definitions, before] = await Promise.all([
      deps.definitions.list(serviceId),
      number === undefined ? {} : deps.tickets.findFields(serviceId, number),
    ]);
    const checked = checkFieldValues({
      definitions,
      inquiryTypeId,
      stored: before,
      given,
      way: { by: 'agent', role: agent.role },
    });
    if (!checked.ok) return checked;
    const uploadIds = newUploads(before, checked.value, taken);
    return uploadIds.ok ? ok({ before, checked: checked.value, uploadIds: uploadIds.value }) : uploadIds;
  };

const sealed = async ({ vault }: FieldsDeps, place: Place, code: string, value: GivenValue): Promise<string> => {
  if (vault === undefined) throw new Error('What writes encrypted fields needs the vault');
  return vault.seal(vaultContextOf(place, code), JSON.stringify(value));
};

/**
 * The values as they are to be stored: files copied to the ticket, encrypted values sealed. A value that is sealed
 * again counts as changed, since the stored one can't be opened to compare.
 */
export const storeFields =
  (deps: FieldsDeps) =>
  async (
    place: Place,
    { before, checked, uploadIds }: CheckedFields,
  ): Promise<Result<TicketFields, FileRefusal | TooLarge>> => {
    if (uploadIds.length > 0 && deps.files === undefined) throw new Error('What carries files needs the uploads');
    const claimed =
      uploadIds.length === 0
        ? ok([])
        : await claimUploads(deps.files!)({ ...place, uploadIds, mailed: false, now: deps.clock.now() });
    if (!claimed.ok) return claimed;
    const fileOf = (code: string, id: string): Attachment =>
      (filesOf(before[code]).find((file) => file.id === id) ?? claimed.value[uploadIds.indexOf(id)])!;
    const after = new Map(Object.entries(before));
    for (const { code, field, value } of checked) {
      if (field === undefined || value === undefined) after.delete(code);
      else if (field.type === 'file')
        after.set(code, { type: 'file', value: (value as readonly string[]).map((id) => fileOf(code, id)) });
      else if (!field.encrypted) after.set(code, { type: field.type, value });
      else after.set(code, { type: field.type, sealed: await sealed(deps, place, code, value) });
    }
    const values = Object.fromEntries(after);
    return new TextEncoder().encode(JSON.stringify(values)).length > FIELDS_BYTES
      ? err({ code: 'too_large', limitBytes: FIELDS_BYTES })
      : ok(values);
  };
