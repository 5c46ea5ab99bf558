import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { settleLetters } from './settle-letters.ts';
import { fromJson, type FunctionWork, originOf } from './work-of-functions.ts';

export type FailedRecords = {
  /** The function that follows the stream. */
  readonly work: Required<Pick<FunctionWork, 'name' | 'consumerArn' | 'failedRecords'>>;
  /** Letters there tell of the objects. */
  readonly deadLetterUrls: readonly string[];
};
export type Redriven = { readonly sent: number; readonly left: number };

const record = z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string().regex(/^\d+$/) }) });
/** What Lambda puts into a bucket when it gives records of a stream up; functions that set some aside do as it does. */
const givenUp = fromJson.pipe(
  z.looseObject({ payload: fromJson.pipe(z.looseObject({ Records: z.array(record).min(1) })) }),
);
const answer = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).optional() }).nullable();

/**
 * Gives the records in a bucket to their function again, in the order in which the stream had them, and deletes those
 * that it worked off. It ends at the first that fails, so that none overtakes it; what the function sets aside once
 * more is left, too. Letters whose object is gone are deleted.
 */
export const redriveRecords =
  (deps: { readonly s3: S3Client; readonly lambda: LambdaClient; readonly sqs: SQSClient }) =>
  async ({ work, deadLetterUrls }: FailedRecords): Promise<Redriven> => {
    const { consumerArn: FunctionName, failedRecords: Bucket } = work;
    const keys = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client: deps.s3 }, { Bucket }))
        found.push(...Contents.flatMap(({ Key }) => Key ?? []));
      return found;
    };
    const read = async (Key: string) => {
      const { Body } = await deps.s3.send(new GetObjectCommand({ Bucket, Key }));
      return givenUp.safeParse(await Body?.transformToString()).data;
    };
    /** How many of the records, counted from the first, the function worked off. */
    const give = async (event: { readonly Records: readonly z.infer<typeof record>[] }): Promise<number> => {
      const { FunctionError, Payload } = await deps.lambda.send(
        new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
      );
      if (FunctionError !== undefined) return 0;
      const { batchItemFailures = [] } = answer.parse(JSON.parse(Buffer.from(Payload ?? 'null').toString())) ?? {};
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const first = event.Records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
      return failed.size === 0 ? event.Records.length : Math.max(0, first);
    };

    const places: { readonly key: string; readonly at: bigint }[] = [];
    for (const key of await keys()) {
      const [first] = (await read(key))?.payload.Records ?? [];
      if (first) places.push({ key, at: BigInt(first.dynamodb.SequenceNumber) });
    }
    let sent = 0;
    for (const { key: Key } of places.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
      const object = await read(Key);
      if (!object) continue;
      const { Records } = object.payload;
      const handled = await give(object.payload);
      sent += handled;
      if (handled < Records.length) {
        const rest = JSON.stringify({ ...object.payload, Records: Records.slice(handled) });
        if (handled > 0)
          await deps.s3.send(
            new PutObjectCommand({
              Bucket,
              Key,
              ContentType: 'application/json',
              Body: JSON.stringify({ ...object, payload: rest }),
            }),
          );
        break;
      }
      await deps.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    }

    const remaining = new Set(await keys());
    for (const url of deadLetterUrls)
      await settleLetters(deps.sqs, url, async (letter) => {
        const origin = originOf([work], letter);
        return Promise.resolve(origin?.kind === 'records' && !remaining.has(origin.key));
      });
    return { sent, left: remaining.size };
  };
