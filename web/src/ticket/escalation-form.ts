import * as z from 'zod';
import { escalateTicket, type listEscalationTargets } from '../../../shared/contracts/http/escalations.ts';
import { checkFieldValues } from '../../../shared/domain/desk/check-field-values.ts';
import type { GivenValue } from '../../../shared/domain/desk/field-value.ts';
import { TITLE_LIMIT } from '../../../shared/domain/ticket/ticket.ts';
import type { InputOf, OutputOf } from '../desk/api/call-operation.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { EntryView } from '../desk/api/ticket-queries.ts';
import { formFaultsOf, keyAt } from '../desk/fields/field-faults.ts';
import { askedFields, fieldOf, keyOf, type TicketValue, type ValueKey } from '../desk/fields/field-values.ts';

/** An issue service, with what its form asks. */
export type EscalationTarget = OutputOf<typeof listEscalationTargets>['targets'][number];

const valueSchema = z.union([
  z.string(),
  z.boolean(),
  z.array(z.string()),
  z.object({ from: z.string(), to: z.string() }),
]);
const escalationSchema = z.object({
  targetServiceId: z.string().nullable(),
  title: z.string(),
  html: z.string(),
  /** A file that is on its way has an id that stands for its upload. */
  files: z.array(z.object({ id: z.string(), name: z.string() })),
  /** By their keys: the inquiry type, and the other service's own fields. */
  values: z.record(z.string(), valueSchema),
  /** What was sent last, and under which idempotency key: the same content is sent under the same key. */
  sent: z.object({ body: z.string(), key: z.string() }).nullable(),
});
/** What an agent has begun to write for an issue service. */
export type NewEscalation = Readonly<z.infer<typeof escalationSchema>>;

/** A part of the form that can be wrong. */
export type EscalationPart = ValueKey | 'targetServiceId' | 'title' | 'html' | 'files';
/** What is wrong with parts of the form, in the words of the API or of `ESCALATION_FAULTS`. */
export type EscalationFaults = ReadonlyMap<EscalationPart, string>;
export const ESCALATION_FAULTS = {
  missing: 'It is missing',
  targetGone: 'The service is gone',
} as const;

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
export const escalationKey = (agentId: string, serviceId: string, number: number): string =>
  `handover.escalation.${agentId}.${serviceId}.${number}`;

/** What was kept in this browser; null when there is nothing, or nothing that can be read. */
export const readEscalation = (shelf: Shelf, key: string): NewEscalation | null => {
  try {
    return escalationSchema.safeParse(JSON.parse(shelf.getItem(key) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
};

/** Keeps it in this browser until it is sent; null: nothing is to be kept. */
export const keepEscalation = (shelf: Shelf, key: string, escalation: NewEscalation | null): void => {
  try {
    if (escalation === null) shelf.removeItem(key);
    else shelf.setItem(key, JSON.stringify(escalation));
  } catch {
    // The storage is full or forbidden: it is kept until the page is closed.
  }
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Characters of a quoted message; the other team can read the whole history. */
const QUOTED = 8000;

/** What the text begins with: room to write, and below it a message as it is shown, after a line that says whose. */
export const quoted = (head: string, text: string): string => {
  const shown = text.trim();
  if (shown === '') return '';
  const lines = (shown.length > QUOTED ? `${shown.slice(0, QUOTED)}…` : shown).split('\n').map(escaped);
  return `<p></p><p>${escaped(head)}</p><blockquote><p>${lines.join('<br>')}</p></blockquote>`;
};

/** The entry that is quoted: the customer's newest message, or else what another team wrote when it handed over. */
export const quotedEntry = (entries: readonly EntryView[]): EntryView | undefined =>
  entries.find(({ kind }) => kind === 'customer_message') ??
  entries.find(({ kind, command }) => kind === 'transfer_note' && command === null);

/** What a form begins with: the only service is chosen. */
export const beginEscalation = (
  targets: readonly EscalationTarget[],
  { title }: { readonly title: string },
  html: string,
): NewEscalation => ({
  targetServiceId: targets.length === 1 ? targets[0]!.serviceId : null,
  title: title.slice(0, TITLE_LIMIT),
  html,
  files: [],
  values: {},
  sent: null,
});

export const targetOf = (
  { targetServiceId }: NewEscalation,
  targets: readonly EscalationTarget[],
): EscalationTarget | null => targets.find(({ serviceId }) => serviceId === targetServiceId) ?? null;

export const valueOf = ({ values }: NewEscalation, key: ValueKey): TicketValue => values[key] ?? null;

export const withEscalationValue = (escalation: NewEscalation, key: ValueKey, value: TicketValue): NewEscalation => {
  const { [key]: _, ...others } = escalation.values;
  const next: TicketValue = value === false || (Array.isArray(value) && value.length === 0) ? null : value;
  return {
    ...escalation,
    values: next === null ? others : { ...others, [key]: next as NewEscalation['values'][string] },
  };
};

const inquiryTypeIn = (escalation: NewEscalation, target: EscalationTarget | null): string | undefined => {
  const value = valueOf(escalation, 'inquiryTypeId');
  return target?.inquiryTypes.some(({ categoryId }) => categoryId === value) === true ? (value as string) : undefined;
};

/** The other service's fields that the form asks for, captions among them. */
export const fieldsAsked = (escalation: NewEscalation, target: EscalationTarget | null): readonly FieldView[] =>
  target === null ? [] : askedFields(target.fields, target.serviceId, inquiryTypeIn(escalation, target));

export type EscalationBody = InputOf<typeof escalateTicket>['body'];

/** The request that orders it: what the chosen service or inquiry type doesn't ask for is left out. */
export const escalationBody = (escalation: NewEscalation, target: EscalationTarget): EscalationBody => {
  const inquiryTypeId = inquiryTypeIn(escalation, target);
  const fields = Object.fromEntries(
    fieldsAsked(escalation, target).flatMap(({ code }) => {
      const value = valueOf(escalation, keyOf(code));
      return value === null ? [] : [[code, value]];
    }),
  );
  return {
    targetServiceId: target.serviceId,
    title: escalation.title.trim(),
    html: escalation.html,
    ...(inquiryTypeId === undefined ? {} : { inquiryTypeId }),
    ...(escalation.files.length === 0 ? {} : { uploadIds: escalation.files.map(({ id }) => id) }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  } as EscalationBody;
};

const partAt = (pointer: string): EscalationPart | null => {
  const key = keyAt(pointer);
  if (key !== null) return key;
  const first = pointer.split('/')[1];
  if (first === 'uploadIds') return 'files';
  return first === 'targetServiceId' || first === 'title' || first === 'html' ? first : null;
};

/** Everything that is wrong with the form. */
export const checkEscalation = (escalation: NewEscalation, target: EscalationTarget | null): EscalationFaults => {
  const faults = new Map<EscalationPart, string>();
  if (target === null) faults.set('targetServiceId', ESCALATION_FAULTS.missing);
  if (escalation.title.trim() === '') faults.set('title', ESCALATION_FAULTS.missing);
  if (escalation.html === '') faults.set('html', ESCALATION_FAULTS.missing);
  if (target === null) return faults;
  const { fields: _, ...plain } = escalationBody(escalation, target);
  for (const { path, message } of escalateTicket.body.safeParse(plain).error?.issues ?? []) {
    const part = partAt(`#/${path.map(String).join('/')}`);
    if (part !== null && !faults.has(part)) faults.set(part, message);
  }
  const asked = fieldsAsked(escalation, target);
  const given: Readonly<Record<string, GivenValue | null>> = Object.fromEntries(
    asked.flatMap(({ code, type }) => (type === 'caption' ? [] : [[code, valueOf(escalation, keyOf(code))]])),
  );
  const checked = checkFieldValues({
    definitions: asked.map((field) => fieldOf(target.serviceId, field)),
    inquiryTypeId: inquiryTypeIn(escalation, target),
    stored: {},
    given,
    way: { by: 'colleague' },
  });
  if (!checked.ok)
    for (const { pointer, detail } of checked.error.errors) {
      const part = partAt(pointer);
      if (part !== null) faults.set(part, detail);
    }
  return faults;
};

/** What the API says is wrong with parts of the form; empty when its refusal is about something else. */
export const refusedInEscalation = (error: Error, escalation: NewEscalation): EscalationFaults =>
  formFaultsOf(error, escalation, partAt, {
    escalation_target_not_found: ['targetServiceId', ESCALATION_FAULTS.targetGone],
    text_required: ['html', ESCALATION_FAULTS.missing],
  });
