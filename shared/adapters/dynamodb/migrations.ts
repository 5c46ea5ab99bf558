import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import { retryOnConflict } from '../../application/retry-on-conflict.ts';
import { isBlank } from '../../domain/draft/draft.ts';
import { draftRows } from './draft-repository.ts';
import { importantCopy, importantRows, makeImportantNumbers } from './important-tickets.ts';
import { draftListKeys, LISTS_ASSIGNEE, readEarlierImportantNumbersKey, readTicketPartition } from './keys.ts';
import { allOf, type Attributes, changing, type Condition, has, type Key, type Table } from './rows.ts';
import { ticketRows } from './ticket-rows.ts';
import { isUnderWay, unlessRefused } from './write-transaction.ts';

/** A stored row with all its attributes. */
export type Item = Key & Attributes;
type Desk = Table & { readonly backoff: Backoff };
/** What a migration does with one kind of row. */
type Step = {
  /** By this attribute a row says what it is. */
  readonly entity: string;
  /** Rows of the kind that it looks at. */
  readonly rows: Condition;
  /**
   * Brings a row to what it is today, beside a running desk, and changes nothing the second time. False when there was
   * nothing to do, or somebody else did it.
   */
  bring(desk: Desk, item: Item): Promise<boolean>;
};
export type Migration = {
  /** For good: its progress is kept under this name. */
  readonly name: string;
  /** What it does, for the operator. */
  readonly what: string;
  readonly steps: readonly Step[];
};

/** Writes a row unless its condition fails. While a transaction holds the row, the write waits for it. */
const writeUnlessRefused = ({ backoff }: Desk, write: () => Promise<object>) =>
  retryOnConflict(
    backoff,
    async () => {
      try {
        return (await unlessRefused(write())) !== undefined;
      } catch (cause) {
        if (isUnderWay(cause)) return 'conflict';
        throw cause;
      }
    },
    { what: 'a row of an earlier form' },
  );
const putUnlessRefused = (desk: Desk, put: ConstructorParameters<typeof PutCommand>[0]) =>
  writeUnlessRefused(desk, () => desk.client.send(new PutCommand(put)));

const ticketsOfEarlierForm: Step = {
  entity: 'ticket',
  rows: ticketRows.isOfEarlierForm,
  bring: (desk, item) => putUnlessRefused(desk, ticketRows.rewrite(desk, item).Put),
};

/** Copies of list rows, of which each is read from its ticket, as a list would. */
const importantCopies: Step = {
  entity: 'star',
  rows: allOf(has({ entity: 'star' }), has({ row: undefined })),
  async bring(desk, item) {
    const { agentId, version } = importantRows.read(item);
    const place = readTicketPartition(item.PK);
    const ticket = place && (await ticketRows.get(desk, place));
    // The marks of a ticket that is gone are taken away by the stream.
    if (ticket === undefined) return false;
    const isAsRead = has({ row: undefined, version });
    const copy = importantCopy(ticket, agentId);
    return putUnlessRefused(desk, importantRows.putIf(desk, isAsRead, copy, { ...ticket, agentId }).Put);
  },
};

/** An agent's set of numbers, which lay beside the service's rows and lies beside the agent. */
const importantNumbers: Step = {
  entity: 'stars',
  rows: has({ entity: 'stars' }),
  async bring(desk, item) {
    const whose = readEarlierImportantNumbersKey(item);
    if (whose === undefined) return false;
    // Where the agent has a set, nobody looks at what an earlier release kept.
    if (!(await makeImportantNumbers(desk, desk.backoff)(whose.serviceId, whose.agentId)))
      await desk.client.send(new DeleteCommand({ TableName: desk.TableName, Key: { PK: item.PK, SK: item.SK } }));
    return true;
  },
};

const isUnlisted = has({ entity: 'draft', [LISTS_ASSIGNEE.partition]: undefined });
/** Drafts that were saved last before they had a place in the list of their agent; those without content need none. */
const unlistedDrafts: Step = {
  entity: 'draft',
  rows: isUnlisted,
  async bring(desk, item) {
    const draft = draftRows.read(item);
    if (isBlank(draft)) return false;
    // The text is not written: masking may change it meanwhile, which makes no version.
    const change = changing({ set: draftListKeys(draft) }, allOf(isUnlisted, has({ version: draft.version })));
    const Key = draftRows.key(draft);
    return writeUnlessRefused(desk, () =>
      desk.client.send(new UpdateCommand({ TableName: desk.TableName, Key, ...change })),
    );
  },
};

/** All migrations, in the order in which they are run. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'list-rows',
    what: 'tickets and important marks get the text that lists show, and marked numbers lie beside their agent',
    steps: [ticketsOfEarlierForm, importantCopies, importantNumbers],
  },
  {
    name: 'draft-list',
    what: 'drafts get their place in the list of what their agent has not sent',
    steps: [unlistedDrafts],
  },
];
