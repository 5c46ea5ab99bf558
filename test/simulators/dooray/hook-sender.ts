import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Differences } from './differences.ts';
import { isoTime } from './iso-time.ts';
import type { Organization } from './organization.ts';
import type { Change, Hook, Origin } from './task-store.ts';

/** A hook that was sent, or was to be. */
export type SentHook = {
  readonly url: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What the receiver answered; undefined when nothing came or nothing was sent. */
  readonly status?: number;
  readonly isDropped: boolean;
};
/**
 * How hooks travel: `dropped` ones are never sent, `doubled` ones twice, `reversed` ones wait until no other comes for
 * 100 ms and leave the last first, `held` ones wait for `release`.
 */
export type HookTravel = 'at_once' | 'dropped' | 'doubled' | 'reversed' | 'held';

const ANSWER_MILLISECONDS = 5000;
const QUIET_MILLISECONDS = 100;

type SenderOptions = {
  readonly differences: () => Differences;
  readonly organization: Organization;
  /** Of the page of a task. */
  readonly taskUrl: (taskId: string) => string;
};

/** Sends a project's hooks. Nothing is tried again: nobody documents that Dooray! does. */
export const hookSender = ({ differences, organization, taskUrl }: SenderOptions) => {
  const sent: SentHook[] = [];
  const underWay = new Set<Promise<void>>();
  const waiting: { readonly hook: Hook; readonly payload: SentHook['payload'] }[] = [];
  let travel: HookTravel = 'at_once';
  let delay = 0;
  let quiet: NodeJS.Timeout | undefined;

  const deliver = (hook: Hook, payload: SentHook['payload']): void => {
    const delivery = (async () => {
      if (delay > 0) await pause(delay);
      const status = await post(hook.url, JSON.stringify(payload));
      sent.push({ url: hook.url, payload, isDropped: false, ...(status === undefined ? {} : { status }) });
    })();
    underWay.add(delivery);
    void delivery.finally(() => underWay.delete(delivery));
  };
  const release = async (order: 'in_order' | 'reversed' = 'in_order'): Promise<void> => {
    const due = waiting.splice(0);
    for (const { hook, payload } of order === 'reversed' ? due.toReversed() : due) {
      deliver(hook, payload);
      // One after the other, or the network would choose their order.
      await Promise.allSettled([...underWay]);
    }
  };

  return {
    sent,
    set travel(next: HookTravel) {
      travel = next;
    },
    /** Milliseconds that every hook is late. */
    set delayMilliseconds(next: number) {
      delay = next;
    },
    /** Sends what is held, and waits until it has arrived. */
    release,
    /** Resolves when nothing is on its way any more, other than what is held. */
    async settled(): Promise<void> {
      while (underWay.size > 0 || quiet !== undefined) {
        await Promise.allSettled([...underWay]);
        if (quiet !== undefined) await pause(QUIET_MILLISECONDS / 4);
      }
    },
    tell(hooks: readonly Hook[], change: Change, origin: Origin): void {
      const payload = payloadOf(change, origin, { organization, taskUrl, differences: differences() });
      for (const hook of hooks.filter(({ sendEvents }) => sendEvents.includes(change.event))) {
        if (travel === 'dropped') sent.push({ url: hook.url, payload, isDropped: true });
        else if (travel === 'held' || travel === 'reversed') waiting.push({ hook, payload });
        else for (let times = travel === 'doubled' ? 2 : 1; times > 0; times -= 1) deliver(hook, payload);
      }
      if (travel !== 'reversed') return;
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        void release('reversed').finally(() => {
          quiet = undefined;
        });
      }, QUIET_MILLISECONDS);
    },
    stop(): void {
      clearTimeout(quiet);
      quiet = undefined;
      waiting.length = 0;
    },
  };
};

const payloadOf = (
  change: Change,
  origin: Origin,
  {
    organization,
    taskUrl,
    differences,
  }: { organization: Organization; taskUrl: SenderOptions['taskUrl']; differences: Differences },
): Readonly<Record<string, unknown>> => {
  const { event, project, task, by } = change;
  const comment = 'log' in change && {
    id: change.log.id,
    subtype: 'general',
    createdAt: isoTime(change.log.createdAt),
    ...(!differences.hooksWithoutText && { body: change.log.body }),
    creator: { type: 'member', member: { organizationMemberId: by.id, name: by.name } },
  };
  return {
    hookEventType: event,
    ...(differences.liveHooks
      ? {
          webhookType: event,
          version: 2,
          titleLink: taskUrl(task.id),
          ...(origin === 'open-api' && { requestOrigin: { type: 'open-api' } }),
        }
      : { hookVersion: 2 }),
    ...('workflow' in change && {
      workflow: { id: change.workflow.id, names: change.workflow.names, class: change.workflow.class },
    }),
    ...(comment && (differences.commentsUnderLog ? { log: comment } : { comment })),
    post: { id: task.id, subject: task.subject, number: task.number },
    project: { id: project.id, code: project.code },
    organization: { id: organization.id },
    tenant: { id: organization.tenantId },
    source: { type: 'member', member: { id: by.id, name: by.name, userCode: by.userCode, emailAddress: by.email } },
  };
};

/** Undefined without an answer. Receivers on this machine have certificates of their own making. */
const post = (url: string, body: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const request = send(url, {
      method: 'POST',
      agent: false,
      rejectUnauthorized: false,
      timeout: ANSWER_MILLISECONDS,
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) },
    } as object)
      .once('response', (response) => {
        response.resume().once('close', () => {
          resolve(response.statusCode);
        });
      })
      .once('timeout', () => {
        request.destroy();
      })
      .on('error', () => {
        resolve(undefined);
      });
    request.end(body);
  });
