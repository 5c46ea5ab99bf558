import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { apiGatewayEnding, apiGatewayPush } from '../shared/adapters/live/api-gateway-push.ts';

/** Milliseconds. A late push is worth little: a console that does not accept it in this time misses it. */
const IMPATIENT = { maxAttempts: 2, requestHandler: { connectionTimeout: 500, requestTimeout: 1500 } } as const;

/** Sends through the management API of a WebSocket stage. */
export const livePush = (endpoint: string) =>
  apiGatewayPush({ client: new ApiGatewayManagementApiClient({ ...IMPATIENT, endpoint }) });

/** Closes connections through the same API. */
export const liveEnding = (endpoint: string) =>
  apiGatewayEnding({ client: new ApiGatewayManagementApiClient({ ...IMPATIENT, endpoint }) });
