import { EventBridgeClient, PutPermissionCommand, RemovePermissionCommand } from '@aws-sdk/client-eventbridge';
import { findDesk } from '../../infra/operate/deployed-desk.ts';

/** Has a running desk's bus refuse every event, or take them again, as its operator does: by a policy on the bus. */
export const acceptEvents = async (data: string, accepted: boolean): Promise<void> => {
  const desk = await findDesk({ data });
  const client = new EventBridgeClient(desk.client);
  const Resource = desk.output('EventBusArn');
  const EventBusName = Resource.slice(Resource.lastIndexOf('/') + 1);
  const Statement = [{ Sid: 'Paused', Effect: 'Deny', Principal: '*', Action: 'events:PutEvents', Resource }];
  if (accepted) await client.send(new RemovePermissionCommand({ EventBusName, RemoveAllPermissions: true }));
  else
    await client.send(
      new PutPermissionCommand({ EventBusName, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }),
    );
  client.destroy();
};
