import { SESClient, UpdateAccountSendingEnabledCommand } from '@aws-sdk/client-ses';
import { findDesk } from '../../infra/operate/deployed-desk.ts';

/** Pauses or resumes a running desk's SES account, as its operator does: while it is paused every mail waits. */
export const enableSending = async (data: string, Enabled: boolean): Promise<void> => {
  const client = new SESClient((await findDesk({ data })).client);
  await client.send(new UpdateAccountSendingEnabledCommand({ Enabled }));
  client.destroy();
};
