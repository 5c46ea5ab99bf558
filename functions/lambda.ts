import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * How every client asks: connections are kept (the SDK's default), a call that hangs is given up long before the
 * function is, and what may pass is tried twice more. Times in milliseconds; without throwOnRequestTimeout the SDK
 * would only warn.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
} as const;

/** The document client of one function instance. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults), { marshallOptions: { removeUndefinedValues: true } });

/**
 * The handler of a function, made once for each instance of it by the function's container. Lambda makes it while it
 * starts the instance; elsewhere (a test that wants only the container) it is made at the first call.
 */
export const serve = <D, A extends readonly unknown[], R>(
  container: () => D,
  createHandler: (deps: D) => (...given: A) => R,
): ((...given: A) => R) => {
  const make = () => createHandler(container());
  let handler = process.env['AWS_LAMBDA_FUNCTION_NAME'] === undefined ? undefined : make();
  return (...given) => (handler ??= make())(...given);
};
