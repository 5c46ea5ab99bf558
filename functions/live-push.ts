import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { clientDefaults } from './lambda.ts';
import { apiGatewayConnectionCloser, apiGatewayPush } from '../shared/adapters/live/api-gateway-push.ts';

/** Milliseconds. A late push is worth little: a console that does not accept it in this time misses it. */
const PUSH_CLIENT = {
  ...clientDefaults,
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1500 },
} as const;

/** Sends through the management API of a WebSocket stage. */
export const livePush = (endpoint: string) =>
  apiGatewayPush({ client: new ApiGatewayManagementApiClient({ ...PUSH_CLIENT, endpoint }) });

/** Closes connections through the same API. */
export const connectionCloser = (endpoint: string) =>
  apiGatewayConnectionCloser({ client: new ApiGatewayManagementApiClient({ ...PUSH_CLIENT, endpoint }) });
