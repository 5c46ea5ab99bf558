import * as z from 'zod';
import type { TicketRow } from '../../application/ports/tickets.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Customer } from '../../domain/ticket/ticket.ts';

/** What a row of a list shows beside service, number and activity, which its keys tell. */
export type Shown = Omit<TicketRow, 'serviceId' | 'number' | 'activityAt'>;

type Cell = string | number | readonly [string];
/** A kind of value: its schema, and how it stands in a cell of the compact form. */
type Kind<Value> = {
  schema(): z.ZodType<Value>;
  toCell(value: Value): Cell;
  /** Undefined for a cell that holds no such value. */
  fromCell(cell: unknown): Value | undefined;
};

const text: Kind<string> = {
  schema: () => z.string(),
  toCell: (value) => value,
  fromCell: (cell) => (typeof cell === 'string' ? cell : undefined),
};
const count: Kind<number> = {
  schema: () => z.int().positive(),
  toCell: (value) => value,
  fromCell: (cell) => (Number.isSafeInteger(cell) && (cell as number) > 0 ? (cell as number) : undefined),
};
const flag: Kind<boolean> = {
  schema: () => z.boolean(),
  toCell: Number,
  fromCell: (cell) => (cell === 0 ? false : cell === 1 ? true : undefined),
};
/** Milliseconds rather than a text of 24 characters, for a time in the form that `toISOString` gives. */
const instant: Kind<string> = {
  schema: () => z.string(),
  toCell: (at) => {
    const time = new Date(at);
    return Number.isNaN(time.getTime()) || time.toISOString() !== at ? at : time.getTime();
  },
  fromCell: (cell) =>
    typeof cell === 'number'
      ? Number.isSafeInteger(cell) && Math.abs(cell) <= LAST_INSTANT
        ? new Date(cell).toISOString()
        : undefined
      : text.fromCell(cell),
};
/** The last one that a `Date` can hold. */
const LAST_INSTANT = 8.64e15;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const PACKED_UUID = /^[\w-]{22}$/;
const uuidOf = (packed: unknown): string | undefined => {
  if (typeof packed !== 'string' || !PACKED_UUID.test(packed)) return undefined;
  const hex = Buffer.from(packed, 'base64url').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
/** The user pool's ids in 22 characters rather than 36, each as a list of one; any other id is a text. */
const agentId: Kind<string> = {
  schema: () => z.string(),
  toCell: (id) => (UUID.test(id) ? [Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')] : id),
  fromCell: (cell) => (Array.isArray(cell) && cell.length === 1 ? uuidOf(cell[0]) : text.fromCell(cell)),
};
/** Codes, each with its number for good: rows hold it. */
const coded = <Code extends string>(numbers: Readonly<Record<Code, number>>): Kind<Code> => {
  const codes = Object.keys(numbers) as Code[];
  const byNumber = new Map<unknown, Code>(codes.map((code) => [numbers[code], code]));
  return { schema: () => z.enum(codes), toCell: (code) => numbers[code], fromCell: (cell) => byNumber.get(cell) };
};

type Column<Value, Required extends boolean> = { readonly kind: Kind<Value>; readonly required: Required };
const always = <Value>(kind: Kind<Value>): Column<Value, true> => ({ kind, required: true });
const sometimes = <Value>(kind: Kind<Value>): Column<Value, false> => ({ kind, required: false });
type Columns<Of> = {
  readonly [Name in keyof Of]-?: Column<NonNullable<Of[Name]>, object extends Pick<Of, Name> ? false : true>;
};

/**
 * Each thing that a list shows, in the order of the compact form. A new one comes last and is one of `sometimes`, since
 * rows that were written before lack it. What is rarely there stands behind what mostly is: absent values at the end
 * are left out.
 */
const COLUMNS: Columns<Omit<Shown, 'customer'>> & { readonly customer: Columns<Customer> } = {
  version: always(count),
  title: always(text),
  status: always(
    coded({
      unassigned: 0,
      processing: 1,
      pending: 2,
      transferred: 3,
      transfer_completed: 4,
      dooray_transferred: 5,
      dooray_in_progress: 6,
      dooray_resolved: 7,
      resolved: 8,
      completed: 9,
    }),
  ),
  channel: always(coded({ email: 0, chat: 1, phone: 2, web: 3, api: 4, created: 5 })),
  priority: always(coded({ low: 0, normal: 1, high: 2, urgent: 3 })),
  unreadReply: always(flag),
  assigneeId: sometimes(agentId),
  groupId: sometimes(text),
  customer: { name: sometimes(text), email: sometimes(text), phone: sometimes(text) },
  transfer: sometimes(coded({ issue: 0, dooray: 1 })),
  internalReason: sometimes(
    coded({ spam: 0, abuse: 1, test: 2, duplicate: 3, resolved_by_chat: 4, resolved_by_call: 5, other: 6 }),
  ),
  snippet: sometimes(text),
  waitingSince: sometimes(instant),
};
/** Of the compact form: with another one, cells would mean something else. */
const FORMAT = 1;

type AnyColumn = Column<unknown, boolean>;
const { customer: CUSTOMER, ...TICKET } = COLUMNS;
const CELLS = Object.entries(COLUMNS).flatMap(([name, column]) =>
  name === 'customer'
    ? Object.entries(CUSTOMER).map(([member, each]) => ({ name: member, isCustomers: true, ...(each as AnyColumn) }))
    : [{ name, isCustomers: false, ...(column as AnyColumn) }],
);

type Schemas<Of> = {
  readonly [Name in keyof Columns<Of>]: Columns<Of>[Name]['required'] extends true
    ? z.ZodType<NonNullable<Of[Name]>>
    : z.ZodExactOptional<z.ZodType<NonNullable<Of[Name]>>>;
};
const schemasOf = <Of>(columns: Columns<Of>) =>
  Object.fromEntries(
    Object.entries<AnyColumn>(columns).map(([name, { kind, required }]) => [
      name,
      required ? kind.schema() : kind.schema().exactOptional(),
    ]),
  ) as unknown as Schemas<Of>;
/** The same as a part of a schema. */
export const shownSchemas = () => ({
  ...schemasOf<Omit<Shown, 'customer'>>(TICKET),
  customer: z.object(schemasOf<Customer>(CUSTOMER)),
});

/** A ticket without what its compact form holds. */
export const besideShown = <Row extends Shown>(row: Row) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !(name in COLUMNS))) as Omit<Row, keyof Shown>;

type Members = Readonly<Record<string, unknown>>;

/** The compact form: `[1,4,"Printer on fire",1,0,1,0,"agent_1"]`. */
export const packShown = (shown: Shown): string => {
  const cells: (Cell | null)[] = [FORMAT];
  let length = 1;
  for (const { name, isCustomers, kind } of CELLS) {
    const value = ((isCustomers ? shown.customer : shown) as Members)[name];
    cells.push(value === undefined ? null : kind.toCell(value));
    if (value !== undefined) length = cells.length;
  }
  return JSON.stringify(cells.slice(0, length));
};

const cellsOf = (row: unknown): unknown => {
  try {
    return typeof row === 'string' ? JSON.parse(row) : undefined;
  } catch {
    // What the parser says of a text quotes it, and it may be a customer's.
    return undefined;
  }
};

/**
 * Reads the compact form. Refused is what a later release writes in another format, and what is damaged; the refusal
 * says where, and no value. Cells behind the known ones are passed over, as attributes are that nobody knows.
 */
export const unpackShown = (row: unknown): Result<Shown, string> => {
  const cells = cellsOf(row);
  if (!Array.isArray(cells)) return err('no list');
  const format: unknown = cells[0];
  if (format !== FORMAT) return err(`the format ${typeof format === 'number' ? String(format) : '?'} is unknown`);
  const customer: Record<string, unknown> = {};
  const shown: Record<string, unknown> = { customer };
  for (let i = 0; i < CELLS.length; i += 1) {
    const { name, isCustomers, kind, required } = CELLS[i]!;
    const cell: unknown = cells[i + 1] ?? null;
    if (cell === null && !required) continue;
    const value = kind.fromCell(cell);
    if (value === undefined) return err(`${isCustomers ? 'customer.' : ''}${name}: no value of it`);
    (isCustomers ? customer : shown)[name] = value;
  }
  return ok(shown as Shown);
};
