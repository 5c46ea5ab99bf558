/**
 * The types that the hosts share: the deployment, the caller, and each host as the other hosts call it.
 */

/** A resource of the synthesized template, its properties resolved: no intrinsic is left in them. */
export type Resource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
};

export type Deployment = {
  readonly region: string;
  readonly account: string;
  readonly resources: readonly Resource[];
  ofType(type: string): readonly Resource[];
  /** The resource whose Arn attribute or ref is this; throws when there is none. */
  byArn(arn: string): Resource;
  /** Stack outputs by `stack.outputKey`. */
  readonly outputs: Readonly<Record<string, string>>;
};

/** Where things listen; all on 127.0.0.1. */
export type Ports = {
  /** The distribution: the website and the HTTP API behind it. */
  readonly site: number;
  /** Every AWS service, told apart by the service name in the signature; presigned URLs too. */
  readonly aws: number;
  /** The WebSocket API. */
  readonly live: number;
  /** Sign-in (OpenID Connect). */
  readonly identity: number;
  /** Mail in. */
  readonly smtp: number;
  /** Mail out, as a page and as JSON. */
  readonly outbox: number;
  /** The database engine behind `aws`. */
  readonly dynamodb: number;
};

export type Principal =
  | { readonly kind: 'role'; readonly roleArn: string; readonly functionName: string }
  | { readonly kind: 'service'; readonly service: string } // e.g. events.amazonaws.com
  | { readonly kind: 'operator' }; // the account's administrator: commands of its operator, tests

/**
 * Throws AwsError AccessDeniedException, worded as AWS does, when no policy of the principal allows it or one denies
 * it.
 */
export type Authorize = (
  principal: Principal,
  action: string,
  resourceArn: string,
  context?: Readonly<Record<string, string | readonly string[]>>,
) => void;

/** An error as an AWS service answers it. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

/** Whether Lambda refused to invoke a function because as many executions run as there may be. */
export const isThrottled = (fault: unknown): boolean =>
  fault instanceof AwsError && fault.code === 'TooManyRequestsException';

export type AwsRequest = {
  /** Signing name: dynamodb, sqs, s3, kms, ses, events, scheduler, execute-api, cognito-idp, sns; or sesv2. */
  readonly service: string;
  readonly principal: Principal;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};
export type AwsResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};
/** One AWS service behind the shared endpoint. AwsErrors are encoded by the endpoint in the service's protocol. */
export type AwsService = (request: AwsRequest) => Promise<AwsResponse>;

export type QueueMessage = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>; // ApproximateReceiveCount, SentTimestamp, …
};
/** Durable standard queues. A message is on disk before `send` resolves. */
export type Queues = {
  send(
    queueArn: string,
    body: string,
    options?: {
      readonly delaySeconds?: number;
      /** Message attributes, all of them texts. */
      readonly attributes?: Readonly<Record<string, string>>;
    },
  ): Promise<string>;
  receive(
    queueArn: string,
    options: { readonly max: number; readonly visibilitySeconds?: number },
  ): Promise<readonly QueueMessage[]>;
  delete(queueArn: string, receiptHandle: string): Promise<void>;
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): Promise<void>;
  /** Calls back whenever a message of the queue may have become receivable. Returns the unsubscribe. */
  onMessage(queueArn: string, wake: () => void): () => void;
};

export type InvokeResult = {
  readonly payload: unknown;
  readonly functionError?: 'Unhandled' | 'Timeout';
  readonly logTail?: string;
};
export type Functions = {
  /**
   * Runs the function and waits. A throw, a time-out and an exit look as on Lambda: `functionError` with errorType and
   * errorMessage in the payload. Rejects with TooManyRequestsException (`isThrottled`) when it may not run now.
   */
  invoke(functionArn: string, payload: unknown): Promise<InvokeResult>;
  /**
   * Accepted once it is on disk; then retried twice (after 1 and 2 minutes, unless the template says otherwise) and
   * sent to the on-failure destination.
   */
  invokeAsync(functionArn: string, payload: unknown): Promise<void>;
};

export type Buckets = {
  put(bucket: string, key: string, body: Buffer, headers?: Readonly<Record<string, string>>): Promise<void>;
  get(
    bucket: string,
    key: string,
  ): Promise<{ readonly body: Buffer; readonly headers: Readonly<Record<string, string>> } | undefined>;
};

export type Topics = {
  publish(topicArn: string, message: string, attributes?: Readonly<Record<string, string>>): Promise<string>;
};

export type BusEvent = {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly EventBusName?: string;
  readonly Time?: string;
  readonly Resources?: readonly string[];
};
/** Events are on disk with each matching target before `put` resolves. */
export type Buses = { put(events: readonly BusEvent[]): Promise<readonly { readonly EventId: string }[]> };

export type Log = (source: string, message: string, detail?: unknown) => void;

/** A host that runs until it is stopped. */
export type Running = { stop(): Promise<void> };
