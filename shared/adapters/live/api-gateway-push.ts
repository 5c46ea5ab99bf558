import { type ApiGatewayManagementApiClient, GoneException, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import type { LivePush } from '../../application/ports/live-gateways.ts';

/** Sends through API Gateway's management API of one WebSocket stage (the client's endpoint). */
export const apiGatewayPush = (deps: { readonly client: ApiGatewayManagementApiClient }): LivePush => ({
  async send(connectionId, message) {
    try {
      await deps.client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: new TextEncoder().encode(message) }));
      return 'sent';
    } catch (cause) {
      if (cause instanceof GoneException) return 'gone';
      throw cause;
    }
  },
});
