import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { deskClient, type DeskClient } from './desk-client.ts';
import {
  operate,
  startRunningDesk,
  throwawayFolder,
  writeJson,
  type DeskOptions,
  type RunningDesk,
} from './running-desk.ts';
import { tokenFor } from './sign-in.ts';

/** Two services, three groups, three agents and an administrator: what the stories happen to. */
export const A_DESK = {
  services: [
    {
      serviceId: 'care',
      name: 'Customer Care',
      kind: 'contact',
      timeZone: 'Asia/Seoul',
      language: 'ko',
      channels: ['email', 'created'],
      addresses: ['support@desk.example.com'],
      senderName: 'Customer Care',
      groups: [
        { groupId: 'delivery', name: 'Delivery' },
        { groupId: 'billing', name: 'Billing' },
      ],
    },
    {
      serviceId: 'engineering',
      name: 'Engineering',
      kind: 'issue',
      timeZone: 'Asia/Seoul',
      language: 'en',
      channels: ['email', 'created'],
      addresses: ['issues@desk.example.com'],
      senderName: 'Engineering',
      groups: [{ groupId: 'devices', name: 'Devices' }],
    },
  ],
  agents: [
    {
      email: 'mina@example.com',
      name: 'Mina',
      password: 'Handover-Test-1',
      memberships: [{ serviceId: 'care', role: 'agent', groupIds: ['delivery'] }],
    },
    {
      email: 'jun@example.com',
      name: 'Jun',
      password: 'Handover-Test-1',
      memberships: [{ serviceId: 'care', role: 'agent', groupIds: ['delivery'] }],
    },
    {
      email: 'engineer@example.com',
      name: 'Engineer',
      password: 'Handover-Test-1',
      memberships: [{ serviceId: 'engineering', role: 'agent', groupIds: ['devices'] }],
    },
    {
      email: 'admin@example.com',
      name: 'Administrator',
      password: 'Handover-Test-1',
      memberships: [
        { serviceId: 'care', role: 'administrator', groupIds: ['delivery', 'billing'] },
        { serviceId: 'engineering', role: 'administrator', groupIds: [] },
      ],
    },
  ],
};

export type OpenDesk = Omit<RunningDesk, 'stop'> & {
  signIn(email: string): Promise<DeskClient>;
  operate(command: string, ...args: readonly string[]): Promise<string>;
  close(): Promise<void>;
};

const setUp = async (desk: RunningDesk, folder: string): Promise<void> => {
  const document = join(folder, 'desk-document.json');
  writeJson(document, A_DESK);
  await operate(desk, 'set-up-desk', document);
};

/**
 * Sets up a desk with `A_DESK` and ends it, so that suites may begin with copies of its data folder below `folder`,
 * which spares each the set-up. Returns the environment that tells them.
 */
export const prepareDesk = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const data = join(folder, 'data');
  const desk = await startRunningDesk({ data });
  try {
    await setUp(desk, folder);
  } finally {
    await desk.stop();
  }
  return { HANDOVER_PREPARED_DESK: data };
};

/**
 * A running desk with `A_DESK` in it and nothing else; `close` ends it and removes its data. It begins with a copy of
 * the prepared desk where there is one, unless it is to be `fresh` or has settings of its own.
 */
export const openDesk = async ({
  fresh = false,
  ...options
}: Omit<DeskOptions, 'data'> & { readonly fresh?: boolean } = {}): Promise<OpenDesk> => {
  const folder = throwawayFolder();
  const data = join(folder.path, 'data');
  const prepared = fresh || options.config || options.assembly ? undefined : process.env['HANDOVER_PREPARED_DESK'];
  if (prepared !== undefined) cpSync(prepared, data, { recursive: true });
  const desk = await startRunningDesk({ ...options, data });
  try {
    if (prepared === undefined) await setUp(desk, folder.path);
  } catch (cause) {
    await desk.killHard();
    folder.remove();
    throw cause;
  }
  return {
    ...desk,
    signIn: async (email) => deskClient(desk.url, (await tokenFor(desk.url, email, 'Handover-Test-1')).accessToken),
    operate: (command, ...args) => operate(desk, command, ...args),
    close: async () => {
      await desk.stop();
      folder.remove();
    },
  };
};
