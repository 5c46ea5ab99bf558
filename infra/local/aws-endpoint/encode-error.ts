import type { AwsError, AwsResponse } from '../kernel.ts';
import { toXml } from './protocols.ts';

type Encoding = (error: AwsError, requestId: string) => AwsResponse;

const json =
  (version: string): Encoding =>
  (error) => ({
    status: error.status,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-errortype': error.code },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
  });

/** SQS answers JSON, with the code of its old protocol in a header of its own: SDKs name the error by it. */
const sqs: Encoding = (error, requestId) => {
  const response = json('1.0')(error, requestId);
  const queryCode = {
    QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
    BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
    EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
    TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  }[error.code];
  return queryCode
    ? { ...response, headers: { ...response.headers, 'x-amzn-query-error': `${queryCode};Sender` } }
    : response;
};

const query =
  (accessDenied: string): Encoding =>
  (error, requestId) => ({
    status: error.code === 'AccessDeniedException' ? 403 : error.status,
    headers: { 'content-type': 'text/xml' },
    body: toXml({
      ErrorResponse: {
        Error: {
          Type: error.status < 500 ? 'Sender' : 'Receiver',
          Code: error.code === 'AccessDeniedException' ? accessDenied : error.code,
          Message: error.message,
          ...members(error),
        },
        RequestId: requestId,
      },
    }),
  });

const restXml: Encoding = (error, requestId) => ({
  status: error.code === 'AccessDeniedException' ? 403 : error.status,
  headers: { 'content-type': 'application/xml' },
  body: toXml({
    Error: {
      Code: ['AccessDeniedException', 'MissingAuthenticationTokenException'].includes(error.code)
        ? 'AccessDenied'
        : error.code,
      Message: error.message,
      ...members(error),
      RequestId: requestId,
    },
  }),
});

const restJson =
  (accessDenied: string): Encoding =>
  (error) => ({
    status: error.code === 'AccessDeniedException' ? 403 : error.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': error.code === 'AccessDeniedException' ? accessDenied : error.code,
    },
    body: JSON.stringify({ message: error.message, ...error.members }),
  });

const members = (error: AwsError) =>
  Object.fromEntries(Object.entries(error.members).map(([name, value]) => [name, String(value)]));

/** The wire protocol of each service, as the SDK clients of this repository speak it. */
const encodings: Readonly<Record<string, Encoding>> = {
  dynamodb: json('1.0'),
  sqs,
  kms: json('1.1'),
  events: json('1.1'),
  'cognito-idp': json('1.1'),
  s3: restXml,
  ses: query('AccessDenied'),
  sesv2: restJson('AccessDeniedException'),
  sns: query('AuthorizationError'),
  cloudformation: query('AccessDenied'),
  lambda: json('1.1'),
  'execute-api': restJson('ForbiddenException'),
  scheduler: restJson('AccessDeniedException'),
};

/** The error in the protocol of its service. */
export const encodeError = (service: string, error: AwsError, requestId: string): AwsResponse =>
  (encodings[service] ?? restXml)(error, requestId);
