import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { selfSigned, type SelfSigned } from '../self-signed-certificate.ts';
import { answerCalls, type ReceivedCall } from './answer-call.ts';
import { doorayApi } from './api.ts';
import { AS_DOCUMENTED, type Differences } from './differences.ts';
import { type Fault, faultPlan, type FaultScope } from './faults.ts';
import { hookSender, type HookTravel, type SentHook } from './hook-sender.ts';
import { type Body, type Member, type Organization, tokenOf } from './organization.ts';
import { doorayPages, isPage } from './pages.ts';
import { type Task, type TaskStore, taskStore } from './task-store.ts';
import { type BucketLimits, SEEN_LIMITS, tokenBuckets } from './token-bucket.ts';
import { bodyOf, twoProtocols } from './two-protocols.ts';

export type DoorayOptions = {
  /** 0: any that is free. */
  readonly port?: number;
  /** Default: made anew. */
  readonly tls?: SelfSigned;
  /** DNS names beside localhost that its certificate is for. */
  readonly names?: readonly string[];
  /** Default: the sample, with its tasks unless `hasTasks` is false. */
  readonly organization?: Organization;
  readonly hasTasks?: boolean;
  readonly limits?: BucketLimits;
  readonly differences?: Partial<Differences>;
  /** JSON file in which tasks, comments and hooks outlive the process. */
  readonly file?: string;
  /** Milliseconds. */
  readonly now?: () => number;
};

export type DooraySimulator = {
  readonly port: number;
  /** `localhost:…`, as an organization's host. */
  readonly host: string;
  /** `https://localhost:…` */
  readonly url: string;
  /** `http://localhost:…`: the pages for people, which are there without TLS too. */
  readonly pageUrl: string;
  /** PEM that its certificate is trusted by. */
  readonly authority: string;
  /** Calls of the API, the oldest first. Empty it as you like. */
  readonly received: ReceivedCall[];
  readonly store: TaskStore;
  /** Changes how it differs from the documentation; what isn't named stays. */
  differ(differences: Partial<Differences>): void;
  /** Plans a fault for the next calls. */
  fail(fault: Fault, scope?: FaultScope): void;
  /** No fault is left, every token is known again, hooks travel at once, files are taken by this host. */
  mend(): void;
  /** The token is unknown from now on. */
  revoke(token: string): void;
  /** `https://host` that files are sent to; undefined: the one that was asked. */
  takeFilesAt(origin: string | undefined): void;
  readonly hooks: {
    /** What was sent, the oldest first. */
    readonly sent: readonly SentHook[];
    /** `delayMilliseconds`: every hook is so late. */
    travel(how: HookTravel, delayMilliseconds?: number): void;
    /** Sends what is held, and waits until it has arrived. */
    release(order?: 'in_order' | 'reversed'): Promise<void>;
    /** Resolves when nothing is on its way any more. */
    settled(): Promise<void>;
  };
  /** What a member of the organization does at their screen, and not by the API. */
  person(member: Member): {
    create(
      projectId: string,
      subject: string,
      rest?: { readonly body?: Body; readonly tagIds?: readonly string[] },
    ): Task;
    /** By a workflow's id or its class, of which the project's first one is taken. */
    move(projectId: string, postId: string, to: string): void;
    /** Returns the comment's id. */
    comment(projectId: string, postId: string, content: string): string;
    editComment(projectId: string, postId: string, commentId: string, content: string): void;
  };
  stop(): Promise<void>;
};

/**
 * An organization of Dooray! on this machine: its API over https, its hooks, and pages at the same port (with TLS or
 * without) that show it as its members see it. `Differences` and `Fault` say what it can do otherwise.
 */
export const startDooray = async ({
  port = 0,
  names = [],
  tls = selfSigned(['localhost', ...names]),
  organization,
  hasTasks,
  limits = SEEN_LIMITS,
  differences: given = {},
  file,
  now = Date.now,
}: DoorayOptions = {}): Promise<DooraySimulator> => {
  let differences: Differences = { ...AS_DOCUMENTED, ...given };
  let fileHost: string | undefined;
  let bound = port;
  const received: ReceivedCall[] = [];
  const revoked = new Set<string>();
  const faults = faultPlan(now);
  const buckets = tokenBuckets(limits, now);
  const store = taskStore({
    now,
    changed: (change, origin) => {
      sender.tell(store.hooksOf(change.project), change, origin);
    },
    ...(organization === undefined ? {} : { organization }),
    ...(hasTasks === undefined ? {} : { hasTasks }),
    ...(file === undefined ? {} : { file }),
  });
  const pageUrl = () => `http://localhost:${String(bound)}`;
  const sender = hookSender({
    differences: () => differences,
    organization: store.organization,
    taskUrl: (taskId) => `${pageUrl()}/project/tasks/${taskId}`,
  });
  const api = doorayApi({ store, differences: () => differences, now, fileHost: () => fileHost });
  const pages = doorayPages(store, () => !differences.commentsLeaveTask);

  const reply = answerCalls({
    api,
    ...{ faults, buckets },
    differences: () => differences,
    memberOf: (token) =>
      revoked.has(token) ? undefined : store.organization.members.find((each) => tokenOf(each) === token),
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', 'https://localhost');
    const send = (status: number, content: string | Buffer, headers: Readonly<Record<string, string>> = {}) => {
      response.writeHead(status, headers).end(content);
    };
    if (isPage(url.pathname)) {
      const site = request.headers['sec-fetch-site'];
      const page = pages(method, url.pathname, body.toString('utf8'), typeof site === 'string' ? site : undefined);
      send(page.status, page.body, page.headers);
      return;
    }
    if (!(request.socket instanceof TLSSocket)) {
      send(400, 'The API is asked over https.\n', { 'content-type': 'text/plain' });
      return;
    }
    const call: ReceivedCall = {
      ...{ at: now(), method, path: url.pathname, headers: request.headers, body },
      query: Object.fromEntries(url.searchParams),
    };
    received.push(call);
    const given = await reply(call);
    if (given === 'broken') response.destroy();
    else if (given !== 'silent') send(given.status, given.body, given.headers);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => {
      response.destroy();
    });
  };

  const server = twoProtocols(tls, listener);
  bound = await server.listen(port);

  return {
    port: bound,
    host: `localhost:${String(bound)}`,
    url: `https://localhost:${String(bound)}`,
    pageUrl: pageUrl(),
    authority: tls.certificate,
    received,
    store,
    differ(next) {
      differences = { ...differences, ...next };
    },
    fail: (fault, scope) => {
      faults.plan(fault, scope);
    },
    mend() {
      faults.clear();
      revoked.clear();
      sender.travel = 'at_once';
      sender.delayMilliseconds = 0;
      fileHost = undefined;
    },
    revoke(token) {
      revoked.add(token);
    },
    takeFilesAt(origin) {
      fileHost = origin;
    },
    hooks: {
      sent: sender.sent,
      travel(how, delayMilliseconds = 0) {
        sender.travel = how;
        sender.delayMilliseconds = delayMilliseconds;
      },
      release: sender.release,
      settled: sender.settled,
    },
    person: (member) => ({
      create: (projectId, subject, rest = {}) =>
        store.createTask(store.project(projectId), member, { subject, ...rest }, 'person'),
      move(projectId, postId, to) {
        const project = store.project(projectId);
        const workflow = project.workflows.find((each) => each.id === to || each.class === to);
        store.moveTask(project, store.task(projectId, postId), member, workflow?.id ?? to, 'person');
      },
      comment: (projectId, postId, content) =>
        store.comment(
          store.project(projectId),
          store.task(projectId, postId),
          member,
          { mimeType: 'text/x-markdown', content },
          'person',
          !differences.commentsLeaveTask,
        ).id,
      editComment(projectId, postId, commentId, content) {
        store.editComment(store.project(projectId), store.task(projectId, postId), member, commentId, content);
      },
    }),
    stop: async () => {
      sender.stop();
      await server.stop();
    },
  };
};
