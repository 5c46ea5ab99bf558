import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TimePoints } from '../../application/ports/time-points.ts';
import { POINT_KEPT, type Stretch } from '../../domain/trigger/time-line.ts';
import { lateRows, pointRows } from './automation-rows.ts';
import { dayOfPoint, latePartition, pointsPartition, timesPositionKey } from './keys.ts';
import { queryPages } from './query.ts';
import { type Attributes, changing, epochSeconds, has, NOT_THERE, rows } from './rows.ts';
import { unlessRefused } from './write-transaction.ts';

type Position = { readonly until: string; readonly expiresAt: number };

const positionRows = rows<Position, { readonly serviceId: string }>({
  entity: 'time_position',
  key: ({ serviceId }) => timesPositionKey(serviceId),
  schema: () => z.object({ until: z.string(), expiresAt: z.int() }),
});

/** Sorts behind everything that begins with an instant. */
const BEHIND = '#~';
const POINTS_OF_A_PAGE = 100;
const DAY = 86_400_000;

/** The days (UTC) of a stretch of time, first to last. */
const daysOf = (first: string, last: string): readonly string[] => {
  const start = Date.parse(first);
  const days = (Date.parse(last) - start) / DAY;
  return Array.from({ length: Math.round(days) + 1 }, (_, day) =>
    dayOfPoint(new Date(start + day * DAY).toISOString()),
  );
};

/** Points from which time triggers count: in the sessions table, those of a service's day in one partition. */
export const dynamoTimePoints = ({
  client,
  sessionsTable: TableName,
  now,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
  readonly now: () => Date;
}): TimePoints => {
  const sessions = { client, TableName };
  /** Rows of a stretch of time, in the partitions of its days. */
  async function* pagesIn<T>(
    { after, until }: Stretch,
    partitionOf: (day: string) => string,
    read: (item: Attributes) => T,
  ): AsyncIterable<readonly T[]> {
    for (const day of daysOf(dayOfPoint(after), dayOfPoint(until))) {
      const stretch = { from: `${after}${BEHIND}`, to: `${until}${BEHIND}`, consistent: true };
      const query = { partition: partitionOf(day), pageSize: POINTS_OF_A_PAGE, ...stretch };
      for await (const items of queryPages(sessions, query)) if (items.length > 0) yield items.map(read);
    }
  }
  return {
    in: (serviceId, since, stretch) =>
      pagesIn(
        stretch,
        (day) => pointsPartition(serviceId, since, day),
        (item) => {
          const { expiresAt: _when, ...point } = pointRows.read(item);
          return point;
        },
      ),
    late: (serviceId, stretch) =>
      pagesIn(
        stretch,
        (day) => latePartition(serviceId, day),
        (item) => {
          const { expiresAt: _when, lookAt: _found, ...due } = lateRows.read(item);
          return due;
        },
      ),
    position: async (serviceId) => (await positionRows.get(sessions, { serviceId }))?.until,
    async move(serviceId, from, to) {
      const expiresAt = epochSeconds(now()) + POINT_KEPT / 1000;
      const moved = await unlessRefused(
        client.send(
          new UpdateCommand({
            TableName,
            Key: timesPositionKey(serviceId),
            ...changing(
              { set: { entity: 'time_position', until: to, expiresAt } },
              from === undefined ? NOT_THERE : has({ until: from }),
            ),
          }),
        ),
      );
      return moved !== undefined;
    },
  };
};
