import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { apiGatewayEnding, apiGatewayPush } from '../shared/adapters/live/api-gateway-push.ts';

/**
 * Pushes are many and worth little when late: a console that doesn't take one within this time misses it. Milliseconds.
 */
const IMPATIENT = { maxAttempts: 2, requestHandler: { connectionTimeout: 500, requestTimeout: 1500 } } as const;

/** Sends through the management API of a WebSocket stage. */
export const livePush = (endpoint: string) =>
  apiGatewayPush({ client: new ApiGatewayManagementApiClient({ ...IMPATIENT, endpoint }) });

/** Closes connections through the same API. */
export const liveEnding = (endpoint: string) =>
  apiGatewayEnding({ client: new ApiGatewayManagementApiClient({ ...IMPATIENT, endpoint }) });
