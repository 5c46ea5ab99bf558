import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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

/**
 * Two services, three groups, three agents and an administrator: what the stories happen to. Mails leave at once, since
 * few stories are about taking an answer back.
 */
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
      undoSeconds: 0,
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
      undoSeconds: 0,
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

/** Times of a stage whose stories are not to take minutes: what people wait for comes after seconds. */
export const HURRIED = {
  timings: { settleSeconds: 6, autoCompleteMinutes: 1, eraseAfterSeconds: 1, leaversLookAgainSeconds: 5 },
};

const PREPARED = 'HANDOVER_PREPARED_DESK';

type Beginning = {
  /** Sets everything up, also where there is a prepared desk. */
  readonly fresh?: boolean;
  /** Writes a data folder, with which the desk begins as it is. */
  readonly unpack?: (data: string) => void;
};

/**
 * Starts a desk with `A_DESK` in it in a data folder that is not there yet. It begins with a copy of the prepared desk
 * where there is one, unless it is told otherwise.
 */
export const startDesk = async ({
  fresh = false,
  unpack,
  ...options
}: DeskOptions & Beginning): Promise<RunningDesk> => {
  if (unpack !== undefined) {
    unpack(options.data);
    return startRunningDesk(options);
  }
  const prepared = fresh ? undefined : process.env[PREPARED];
  if (prepared !== undefined) cpSync(prepared, options.data, { recursive: true });
  const desk = await startRunningDesk(options);
  if (prepared !== undefined) return desk;
  try {
    const document = join(options.data, '..', 'desk-document.json');
    writeJson(document, A_DESK);
    await operate(desk, 'set-up-desk', document);
    return desk;
  } catch (cause) {
    await desk.killHard();
    throw cause;
  }
};

const QUIET_MILLISECONDS = 1500;

/** Waits until no function logs anything any more: all that the set-up caused has been worked off. */
export const untilQuiet = async (data: string): Promise<void> => {
  const logs = join(data, 'logs');
  const logged = () => readdirSync(logs).reduce((sum, name) => sum + statSync(join(logs, name)).size, 0);
  for (let before = -1; before !== logged(); await pause(QUIET_MILLISECONDS)) before = logged();
};

/**
 * Sets up a desk with `A_DESK` and ends it, so that suites may begin with copies of its data folder below `folder`,
 * which spares each the set-up. Returns the environment that tells them.
 */
export const prepareDesk = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const data = join(folder, 'data');
  const desk = await startDesk({ data, fresh: true });
  await untilQuiet(data);
  await desk.stop();
  return { [PREPARED]: data };
};

/**
 * A running desk with `A_DESK` in it and nothing else, or with what it is told to begin with; `close` ends it and
 * removes its data.
 */
export const openDesk = async (options: Omit<DeskOptions, 'data'> & Beginning = {}): Promise<OpenDesk> => {
  const folder = throwawayFolder();
  const desk = await startDesk({ ...options, data: join(folder.path, 'data') }).catch((cause: unknown) => {
    folder.remove();
    throw cause;
  });
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
