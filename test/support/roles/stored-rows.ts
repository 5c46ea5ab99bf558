import type { DatabaseSync } from 'node:sqlite';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { callRows } from '../../../shared/adapters/dynamodb/call-repository.ts';
import { originalRows } from '../../../shared/adapters/dynamodb/confidential.ts';
import { draftRows, draftVersionRows } from '../../../shared/adapters/dynamodb/draft-repository.ts';
import { deskFactRows, factRows, isDeskFactItem } from '../../../shared/adapters/dynamodb/fact-rows.ts';
import { ticketCounterKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { furtherPointerKey, pointerKey, pointerRows } from '../../../shared/adapters/dynamodb/message-pointers.ts';
import { entryRows, mailRows, ticketFieldsRows, ticketRows } from '../../../shared/adapters/dynamodb/ticket-rows.ts';
import type { ReservedCall } from '../../../shared/domain/call/reserved-call.ts';
import type { TicketFields } from '../../../shared/domain/desk/field-value.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import type { Draft, DraftVersion } from '../../../shared/domain/draft/draft.ts';
import type { OutgoingMail } from '../../../shared/domain/mail/outgoing-mail.ts';
import type { Entry } from '../../../shared/domain/ticket/entry.ts';
import type { Fact } from '../../../shared/domain/ticket/facts.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import type { EngineWriter, Item } from './engine-writer.ts';
import { WriteThroughMap } from './write-through-map.ts';

/**
 * What the tables hold at this moment, each time it is looked at, past every role. What is set is written to the table
 * at once.
 */
export type StoredRows = {
  /** By service and number: `support#1`. */
  readonly tickets: Map<string, Ticket>;
  readonly entries: Map<string, Entry[]>;
  /** Of tickets, in the order in which they were written. */
  readonly facts: Fact[];
  /** Of services. */
  readonly deskFacts: DeskFact[];
  readonly mails: Map<string, OutgoingMail>;
  /** By service and Message-ID as JSON; only to be set. */
  readonly pointers: Map<string, { readonly digest: string; readonly number: number }[]>;
  readonly claims: Map<string, Item>;
  readonly counters: Map<string, number>;
  readonly drafts: Map<string, Draft>;
  /** By draft and slot. */
  readonly draftVersions: Map<string, ReadonlyMap<number, DraftVersion>>;
  readonly uploads: Map<string, Item>;
  /** By the entries' ids. */
  readonly originals: Map<string, string>;
  readonly fields: Map<string, TicketFields>;
  readonly calls: Map<string, ReservedCall>;
};

type Row = Item & { readonly PK: string; readonly SK: string };
type Stored = {
  readonly database: DatabaseSync;
  readonly writer: EngineWriter;
  readonly deskTable: string;
  readonly sessionsTable: string;
};

export const storedRows = ({ database, writer, deskTable, sessionsTable }: Stored): StoredRows => {
  const rows = (entity: string, table = deskTable): readonly Row[] =>
    (
      database
        .prepare(`SELECT item_json FROM "${table}" WHERE json_extract(item_json, '$.entity.S') = ? ORDER BY rowid`)
        .all(entity) as { readonly item_json: string }[]
    ).map(({ item_json: json }) => unmarshall(JSON.parse(json) as never) as Row);
  const remove = ({ PK, SK }: Pick<Row, 'PK' | 'SK'>) => {
    writer.remove(deskTable, { PK, SK });
  };
  const put = (item: object) => {
    writer.put(deskTable, item as Item);
  };
  const byKey = <V>(found: readonly (readonly [string, V])[]) =>
    found.toSorted(([left], [right]) => (left < right ? -1 : 1));
  const placeOf = (row: Row) => {
    const [, serviceId = '', number = ''] = row.PK.split('#');
    return { serviceId, number: Number(number), id: `${serviceId}#${number}` };
  };
  /** The number last, so that tickets come in the order of their numbers. */
  const numbered = (key: string) => {
    const [serviceId = '', number = ''] = key.split('#');
    return { serviceId, number: Number(number) };
  };
  const setOf = <V>(
    entity: string,
    keyOf: (row: Row) => string,
    read: (row: Row) => V,
    write?: (value: V, key: string) => void,
  ) => {
    const all = rows(entity);
    return new WriteThroughMap<V>(byKey(all.map((row) => [keyOf(row), read(row)] as const)), (key, value) => {
      const before = all.filter((row) => keyOf(row) === key);
      if (value === undefined) before.forEach(remove);
      else if (write) write(value, key);
      else throw new Error(`${entity}: these rows are only looked at`);
    });
  };

  return {
    get tickets() {
      const found = rows('ticket')
        .map((row) => ticketRows.read(row))
        .toSorted((left, right) =>
          left.serviceId === right.serviceId ? left.number - right.number : left.serviceId < right.serviceId ? -1 : 1,
        );
      return new WriteThroughMap(
        found.map((ticket) => [`${ticket.serviceId}#${String(ticket.number)}`, ticket] as const),
        (key, value) => {
          const { serviceId, number } = numbered(key);
          if (value === undefined) remove({ PK: `TICKET#${serviceId}#${String(number)}`, SK: 'TICKET' });
          else put(ticketRows.toItem(value));
        },
      );
    },
    get entries() {
      const all = rows('entry');
      const ofTicket = Map.groupBy(
        all.toSorted((left, right) => (left.SK < right.SK ? -1 : 1)),
        (row) => placeOf(row).id,
      );
      return new WriteThroughMap(
        byKey([...ofTicket].map(([id, found]) => [id, found.map((row) => entryRows.read(row))] as const)),
        (key, value) => {
          const { serviceId, number } = numbered(key);
          for (const row of ofTicket.get(key) ?? [])
            if (!value?.some((entry) => row.SK.endsWith(`#${entry.id}`))) remove(row);
          for (const entry of value ?? []) put(entryRows.toItem(entry, { serviceId, number, id: entry.id }));
        },
      );
    },
    get facts() {
      return rows('event')
        .filter((row) => !isDeskFactItem(row))
        .map((row) => factRows.read(row));
    },
    get deskFacts() {
      return rows('event')
        .filter((row) => isDeskFactItem(row))
        .map((row) => deskFactRows.read(row));
    },
    get mails() {
      return setOf<OutgoingMail>(
        'mail',
        (row) => String(row['id']),
        mailRows.read,
        (mail) => {
          put(mailRows.toItem(mail));
        },
      );
    },
    get pointers() {
      return new WriteThroughMap<{ readonly digest: string; readonly number: number }[]>([], (key, value) => {
        const [serviceId, messageId] = JSON.parse(key) as [string, string];
        value?.forEach(({ digest, number }, index) => {
          const pointer = { messageId, digest };
          put(
            pointerRows.toItem(
              { ...pointer, number },
              index === 0 ? pointerKey(serviceId, messageId) : furtherPointerKey(serviceId, pointer),
            ),
          );
        });
      });
    },
    get claims() {
      return new Map(rows('idempotency', sessionsTable).map((row) => [row.PK, row]));
    },
    get counters() {
      return new WriteThroughMap(
        rows('counter').map((row) => [row.PK.slice('SERVICE#'.length), Number(row['last'])] as const),
        (serviceId, last) => {
          put({ ...ticketCounterKey(serviceId), entity: 'counter', last: last ?? 0 });
        },
      );
    },
    get drafts() {
      return setOf<Draft>(
        'draft',
        (row) => JSON.stringify([row['serviceId'], row['number'], row['agentId']]),
        draftRows.read,
        (draft) => {
          put(draftRows.toItem(draft));
        },
      );
    },
    get draftVersions() {
      const ofDraft = Map.groupBy(rows('draft_version'), (row) =>
        JSON.stringify([placeOf(row).serviceId, placeOf(row).number, row.SK.split('#')[1]]),
      );
      return new Map(
        [...ofDraft].map(([id, found]) => [
          id,
          new Map(found.map((row) => [Number(row['slot']), draftVersionRows.read(row)])),
        ]),
      );
    },
    get uploads() {
      return new Map(rows('upload', sessionsTable).map((row) => [row.PK, row]));
    },
    get originals() {
      return setOf<string>(
        'original',
        (row) => String(row['entryId']),
        (row) => originalRows.read(row).sealed,
      );
    },
    get fields() {
      return setOf<TicketFields>(
        'fields',
        (row) => placeOf(row).id,
        (row) => ticketFieldsRows.read(row).values,
      );
    },
    get calls() {
      return setOf<ReservedCall>(
        'call',
        (row) => String(row['callId']),
        callRows.read,
        (call) => {
          put(callRows.toItem(call));
        },
      );
    },
  };
};
