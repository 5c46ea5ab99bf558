import { randomUUID } from 'node:crypto';
import type { State } from '../state/open-state.ts';
import type { Queue } from './queue.ts';

/** A message attribute as SQS's JSON protocol writes it. */
export type MessageAttributes = Readonly<
  Record<string, { readonly DataType: string; readonly StringValue?: string; readonly BinaryValue?: string }>
>;

export type NewMessage = {
  readonly body: string;
  readonly delaySeconds?: number | undefined;
  readonly attributes?: MessageAttributes | undefined;
};

export type StoredMessage = {
  readonly messageId: string;
  readonly receipt: string;
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  readonly receives: number;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly deadLetterSource: string | undefined;
};

type Row = {
  readonly position: number;
  readonly message_id: string;
  readonly body: string;
  readonly attributes: string | null;
  readonly sent_at: number;
  readonly receives: number;
  readonly first_received_at: number | null;
  readonly source: string | null;
};

const tables = `
  CREATE TABLE IF NOT EXISTS sqs_messages (
    position INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT,
    sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, first_received_at INTEGER, receipt TEXT, source TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sqs_messages_by_time ON sqs_messages (queue, visible_at);
  CREATE UNIQUE INDEX IF NOT EXISTS sqs_messages_by_receipt ON sqs_messages (receipt) WHERE receipt IS NOT NULL;`;

/**
 * The messages of all queues on disk. Times are in milliseconds; each promise resolves once its change is on the disk.
 */
export const messageStore = (state: State, now: () => number) => {
  state.define(tables);
  // Receivers ended with the process, so every message in flight becomes visible at once.
  state.run(
    'UPDATE sqs_messages SET visible_at = ?, receipt = NULL WHERE receipt IS NOT NULL AND visible_at > ?',
    now(),
    now(),
  );

  const takeOne = (row: Row, visibilitySeconds: number): StoredMessage => {
    const receipt = randomUUID();
    const at = now();
    state.run(
      'UPDATE sqs_messages SET receipt = ?, receives = receives + 1, visible_at = ?, first_received_at = coalesce(first_received_at, ?) WHERE position = ?',
      receipt,
      at + visibilitySeconds * 1000,
      at,
      row.position,
    );
    return {
      messageId: row.message_id,
      receipt,
      body: row.body,
      attributes: row.attributes === null ? undefined : (JSON.parse(row.attributes) as MessageAttributes),
      receives: row.receives + 1,
      sentAt: row.sent_at,
      firstReceivedAt: row.first_received_at ?? at,
      deadLetterSource: row.source ?? undefined,
    };
  };

  return {
    add: (queue: Queue, { body, delaySeconds, attributes }: NewMessage): Promise<string> =>
      state.soon(() => {
        const messageId = randomUUID();
        const at = now();
        state.run(
          'INSERT INTO sqs_messages (queue, message_id, body, attributes, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?)',
          queue.arn,
          messageId,
          body,
          attributes ? JSON.stringify(attributes) : null,
          at,
          at + (delaySeconds ?? queue.delaySeconds) * 1000,
        );
        return messageId;
      }),

    /** Messages received often enough go to the dead-letter queue instead; its ARN is in `moved` then. */
    take: (
      queue: Queue,
      max: number,
      visibilitySeconds: number,
    ): Promise<{ readonly taken: readonly StoredMessage[]; readonly moved: boolean }> =>
      state.soon(() => {
        const taken: StoredMessage[] = [];
        let moved = false;
        while (taken.length < max) {
          const rows = state.all<Row>(
            'SELECT * FROM sqs_messages WHERE queue = ? AND visible_at <= ? AND sent_at > ? ORDER BY visible_at, position LIMIT ?',
            queue.arn,
            now(),
            now() - queue.retentionSeconds * 1000,
            max - taken.length,
          );
          const dead = rows.filter(({ receives }) => queue.redrive && receives >= queue.redrive.maxReceives);
          for (const { position } of dead)
            state.run(
              'UPDATE sqs_messages SET queue = ?, source = ?, receives = 0, receipt = NULL, first_received_at = NULL, visible_at = ? WHERE position = ?',
              queue.redrive!.deadLetterArn,
              queue.arn,
              now(),
              position,
            );
          taken.push(...rows.filter((row) => !dead.includes(row)).map((row) => takeOne(row, visibilitySeconds)));
          moved ||= dead.length > 0;
          if (dead.length === 0) break;
        }
        return { taken, moved };
      }),

    /** False when the receipt handle is outdated; SQS doesn't call that an error of a delete. */
    remove: (queue: Queue, receipt: string): Promise<boolean> =>
      state.soon(
        () => state.run('DELETE FROM sqs_messages WHERE queue = ? AND receipt = ?', queue.arn, receipt).changes > 0,
      ),

    /** False when the message isn't in flight under this receipt. */
    postpone: (queue: Queue, receipt: string, seconds: number): Promise<boolean> =>
      state.soon(
        () =>
          state.run(
            'UPDATE sqs_messages SET visible_at = ? WHERE queue = ? AND receipt = ? AND visible_at > ?',
            now() + seconds * 1000,
            queue.arn,
            receipt,
            now(),
          ).changes > 0,
      ),

    purge: (queue: Queue): Promise<number> =>
      state.soon(() => state.run('DELETE FROM sqs_messages WHERE queue = ?', queue.arn).changes),

    expire: (queue: Queue): Promise<number> =>
      state.soon(
        () =>
          state.run(
            'DELETE FROM sqs_messages WHERE queue = ? AND sent_at <= ?',
            queue.arn,
            now() - queue.retentionSeconds * 1000,
          ).changes,
      ),

    /** Sends dead letters again: to `destination`, or each to the queue it came from. Gives the queues that got any. */
    moveBack: (
      queue: Queue,
      destination: string | undefined,
    ): Promise<{ readonly count: number; readonly queues: readonly string[] }> =>
      state.soon(() => {
        const where = 'queue = ? AND coalesce(?, source) IS NOT NULL';
        const queues = state
          .all<{ target: string }>(
            `SELECT DISTINCT coalesce(?, source) AS target FROM sqs_messages WHERE ${where}`,
            destination ?? null,
            queue.arn,
            destination ?? null,
          )
          .map(({ target }) => target);
        const at = now();
        const { changes } = state.run(
          `UPDATE sqs_messages SET queue = coalesce(?, source), source = NULL, receives = 0, receipt = NULL, first_received_at = NULL, sent_at = ?, visible_at = ? WHERE ${where}`,
          destination ?? null,
          at,
          at,
          queue.arn,
          destination ?? null,
        );
        return { count: changes, queues };
      }),

    /** When the next message that is hidden now can be received; undefined when there is none. */
    nextVisibleAt: (queueArn: string): number | undefined =>
      state.get<{ at: number | null }>(
        'SELECT min(visible_at) AS at FROM sqs_messages WHERE queue = ? AND visible_at > ?',
        queueArn,
        now(),
      )?.at ?? undefined,

    depth: (queueArn: string) =>
      state.get<{ visible: number; inFlight: number; delayed: number }>(
        `SELECT count(*) FILTER (WHERE visible_at <= ?1) AS visible, count(*) FILTER (WHERE visible_at > ?1 AND receipt IS NOT NULL) AS inFlight, count(*) FILTER (WHERE visible_at > ?1 AND receipt IS NULL) AS delayed
       FROM sqs_messages WHERE queue = ?2`,
        now(),
        queueArn,
      )!,
  };
};

export type MessageStore = ReturnType<typeof messageStore>;
