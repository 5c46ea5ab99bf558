import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { DeployedDesk } from './deployed-desk.ts';
import { functionOfOutput, type WorkOutput, WORK_OUTPUTS } from './stack-outputs.ts';

/** What brings a function its work. */
export type FunctionWork = { readonly name: string } & Readonly<Partial<Record<WorkOutput, string>>>;

/** Where a dead letter comes from, and how its function is given the same again. */
export type Origin = { readonly name: string } & (
  | { readonly kind: 'queue'; readonly url: string }
  | { readonly kind: 'function'; readonly arn: string; readonly payload: unknown }
  /** Tells of failed records that lie in a bucket. */
  | { readonly kind: 'records'; readonly key: string }
);

/** What a JSON text says. */
export const fromJson = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('is no JSON');
    return z.NEVER;
  }
});
/** What Lambda sends to a failure destination of asynchronous invocations; its ARN ends with a version. */
const failedInvocation = fromJson.pipe(
  z.object({ requestContext: z.object({ functionArn: z.string() }), requestPayload: z.unknown().nonoptional() }),
);
/** What EventBridge says of a new object. */
const objectCreated = fromJson.pipe(
  z.object({ detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }) }),
);
/** What SNS could not bring to a queue: its envelope, as the queue would have got it. */
const notification = fromJson.pipe(z.object({ TopicArn: z.string() }));

/** The work of each function of a desk, by the outputs of its stacks. */
export const workOfFunctions = (desk: Pick<DeployedDesk, 'output' | 'outputsOf'>): readonly FunctionWork[] => {
  const found = new Map<string, FunctionWork>();
  for (const kind of Object.keys(WORK_OUTPUTS) as WorkOutput[])
    for (const output of desk.outputsOf(WORK_OUTPUTS[kind])) {
      const name = functionOfOutput(kind, output);
      found.set(name, { ...found.get(name), name, [kind]: desk.output(output) });
    }
  return [...found.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
};

const nameOf = (arnOrUrl: string): string =>
  arnOrUrl.slice(Math.max(arnOrUrl.lastIndexOf('/'), arnOrUrl.lastIndexOf(':')) + 1);

/**
 * Reads where a letter comes from: the queue whose tries it used up (SQS says it), the queue or function that
 * EventBridge or its scheduler could not reach, the function that failed, the topic that could not reach a queue, or
 * the bucket with failed records. Undefined for a letter that says none of these.
 */
export const originOf = (
  works: readonly FunctionWork[],
  { Attributes, MessageAttributes, Body = '' }: Message,
): Origin | undefined => {
  const queueNamed = (arn: string | undefined): Origin | undefined => {
    const work = works.find(
      ({ queueUrl }) => arn !== undefined && queueUrl !== undefined && nameOf(queueUrl) === nameOf(arn),
    );
    return work && { name: work.name, kind: 'queue', url: work.queueUrl! };
  };
  const functionAt = (arn: string | undefined, payload: () => unknown): Origin | undefined => {
    const work = works.find(
      ({ functionArn }) => functionArn !== undefined && (arn === functionArn || arn?.startsWith(`${functionArn}:`)),
    );
    return work && { name: work.name, kind: 'function', arn: work.functionArn!, payload: payload() };
  };
  const target = MessageAttributes?.['TARGET_ARN']?.StringValue;
  const invocation = failedInvocation.safeParse(Body).data;
  const created = objectCreated.safeParse(Body).data?.detail;
  const follower = works.find(
    ({ failedRecords }) => failedRecords !== undefined && failedRecords === created?.bucket.name,
  );
  const topic = notification.safeParse(Body).data?.TopicArn;
  return (
    queueNamed(Attributes?.DeadLetterQueueSourceArn) ??
    queueNamed(target) ??
    functionAt(target, () => fromJson.safeParse(Body).data) ??
    functionAt(invocation?.requestContext.functionArn, () => invocation?.requestPayload) ??
    (follower && { name: follower.name, kind: 'records', key: created!.object.key }) ??
    queueNamed(works.find(({ topicArn }) => topicArn !== undefined && topicArn === topic)?.queueUrl)
  );
};
