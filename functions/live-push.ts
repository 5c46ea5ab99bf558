import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { clientDefaults } from './lambda.ts';
import { apiGatewayConnectionCloser, apiGatewayPush } from '../shared/adapters/live/api-gateway-push.ts';

/** A push that is lost leaves a console with what it showed until the next one: it is given the time of other calls. */
const PUSH_CLIENT = { ...clientDefaults, maxAttempts: 2 } as const;

/** Sends through the management API of a WebSocket stage. */
export const livePush = (endpoint: string) =>
  apiGatewayPush({ client: new ApiGatewayManagementApiClient({ ...PUSH_CLIENT, endpoint }) });

/** Closes connections through the same API. */
export const connectionCloser = (endpoint: string) =>
  apiGatewayConnectionCloser({ client: new ApiGatewayManagementApiClient({ ...PUSH_CLIENT, endpoint }) });
