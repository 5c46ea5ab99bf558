import * as z from 'zod';
import {
  type DoorayAccess,
  type DoorayAnswer,
  type DoorayApi,
  type DoorayList,
  type DoorayMember,
  type DoorayPage,
  type DoorayProject,
  type DoorayRate,
  LIST_PAGES,
} from '../../application/ports/dooray.ts';
import { err, ok } from '../../domain/kernel/result.ts';
import { isDoorayId } from '../../domain/dooray/hosts.ts';
import { WORKFLOW_CLASSES } from '../../domain/dooray/workflow-class.ts';
import type { GuardedHttps } from '../http-out/guarded-https.ts';
import {
  commentSchema,
  madeSchema,
  memberSchema,
  projectMemberSchema,
  projectSchema,
  tagSchema,
  taskSchema,
  templateSchema,
  workflowSchema,
} from './dooray-answers.ts';
import { type DoorayCall, doorayCall } from './dooray-call.ts';
import { findTask } from './find-task.ts';
import { formBody } from './form-body.ts';

/** Time limit of a file, which is sent twice. */
export const FILE_MILLISECONDS = 30_000;
/** Maximum bytes of a page of comments: each may be as long as a mail. */
export const COMMENTS_BYTES = 4 * 1024 * 1024;
const PAGE = 100;
const COMMENTS_PAGE = 20;
/** Addresses that are asked for at once, so that the query stays short. */
const EMAILS_AT_ONCE = 50;
const CLOCKS_DIFFER_MILLISECONDS = 2 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;
const SEOUL = 9 * 60 * 60 * 1000;

const MARKDOWN = 'text/x-markdown';
/** The type under which hooks of tasks were made; Dooray!'s own documentation also names `task`. */
const HOOK_TYPE = 'project';

export type HttpsDoorayDeps = {
  readonly https: Pick<GuardedHttps, 'send'>;
  /** Hosts with ports (`name:port`) beside Dooray!'s own: the simulators of a local host. */
  readonly allowedHosts?: readonly string[];
  readonly now: () => Date;
  /** Waits between the calls of one that takes several. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Time limit of a call; CALL_MILLISECONDS unless it is given. */
  readonly callMilliseconds?: number;
};

/** The API of Dooray!, asked under the same guards as addresses that users configure. */
export const httpsDooray = ({ https, allowedHosts = [], now, wait, callMilliseconds }: HttpsDoorayDeps): DoorayApi => {
  const call = doorayCall(https, allowedHosts, callMilliseconds);

  /** One call for its result. Not asked for an id that can't be one: it could lead to another path. */
  const ask = async <T>(
    access: DoorayAccess,
    ids: readonly string[],
    wanted: DoorayCall<T>,
  ): Promise<DoorayAnswer<T>> => {
    if (!ids.every(isDoorayId)) return err({ code: 'not_found', message: '' });
    const answer = await call(access, wanted);
    return answer.ok ? { ...answer, value: answer.value.result } : answer;
  };
  const page = async <T>(
    access: DoorayAccess,
    ids: readonly string[],
    {
      item,
      page: number,
      size,
      ...wanted
    }: Omit<DoorayCall<unknown>, 'result' | 'method'> & {
      readonly item: z.ZodType<T>;
      readonly page: number;
      readonly size: number;
    },
  ): Promise<DoorayAnswer<DoorayPage<T>>> => {
    if (!ids.every(isDoorayId)) return err({ code: 'not_found', message: '' });
    const answer = await call(access, {
      ...wanted,
      ...{ method: 'GET', query: { ...wanted.query, page: number, size }, result: z.array(item) },
    });
    if (!answer.ok) return answer;
    const { result, total } = answer.value;
    // A full page may be the last one: then `total` says so, or the next page is empty.
    const isLast = result.length < size || (total !== undefined && (number + 1) * size >= total);
    const read = { items: result, ...(total !== undefined && { total }), ...(!isLast && { next: number + 1 }) };
    return { ...answer, value: read };
  };
  const pace = async (rate: DoorayRate | undefined): Promise<void> => {
    if (rate && rate.remaining < 1) await wait(Math.ceil(1000 / Math.max(1, rate.replenishPerSecond)));
  };
  const list = async <T>(
    access: DoorayAccess,
    ids: readonly string[],
    wanted: Omit<Parameters<typeof page<T>>[2], 'page' | 'size'>,
    before?: DoorayRate,
  ): Promise<DoorayAnswer<DoorayList<T>>> => {
    const items: T[] = [];
    let rate = before;
    let next: number | undefined = 0;
    while (next !== undefined && next < LIST_PAGES) {
      await pace(rate);
      const answer: DoorayAnswer<DoorayPage<T>> = await page(access, ids, { ...wanted, page: next, size: PAGE });
      if (!answer.ok) return answer;
      items.push(...answer.value.items);
      ({ rate } = answer);
      ({ next } = answer.value);
    }
    return { ...ok({ items, isComplete: next === undefined }), ...(rate && { rate }) };
  };

  const inProject = (projectId: string, what = '') => `/project/v1/projects/${projectId}${what}`;
  const inTask = (projectId: string, taskId: string, what = '') => inProject(projectId, `/posts/${taskId}${what}`);
  const tasks = (
    access: DoorayAccess,
    query: { readonly projectId: string; readonly page: number },
    filter: Readonly<Record<string, string>>,
  ) =>
    page(access, [query.projectId], {
      path: inProject(query.projectId, '/posts'),
      query: filter,
      item: taskSchema(query.projectId),
      page: query.page,
      size: PAGE,
    });
  /** From a time until tomorrow, since clocks differ. */
  const since = (from: Date) => `${seoulTime(from)}~${seoulTime(new Date(now().getTime() + DAY))}`;

  const task: DoorayApi['task'] = (access, { projectId, taskId }) =>
    ask(access, [projectId, taskId], {
      ...{ method: 'GET', path: inTask(projectId, taskId), result: taskSchema(projectId) },
    });

  return {
    me: (access) => ask(access, [], { method: 'GET', path: '/common/v1/members/me', result: memberSchema }),
    member: (access, memberId) =>
      ask(access, [memberId], { method: 'GET', path: `/common/v1/members/${memberId}`, result: memberSchema }),

    async membersByEmail(access, emails) {
      const wanted = [...new Set(emails.filter((email) => email !== '' && !email.includes(',')))];
      const found: DoorayMember[] = [];
      let rate: DoorayRate | undefined;
      for (let from = 0; from < wanted.length; from += EMAILS_AT_ONCE) {
        const externalEmailAddresses = wanted.slice(from, from + EMAILS_AT_ONCE).join(',');
        const query = { externalEmailAddresses };
        const part = await list(access, [], { path: '/common/v1/members', query, item: memberSchema }, rate);
        if (!part.ok) return part;
        found.push(...part.value.items);
        ({ rate } = part);
      }
      return { ...ok(found), ...(rate && { rate }) };
    },

    async projects(access) {
      const found = new Map<string, DoorayProject>();
      let isComplete = true;
      let rate: DoorayRate | undefined;
      for (const type of ['public', 'private']) {
        const query = { member: 'me', type, state: 'active' };
        const part = await list(access, [], { path: '/project/v1/projects', query, item: projectSchema }, rate);
        if (!part.ok) return part;
        for (const project of part.value.items) found.set(project.id, project);
        isComplete &&= part.value.isComplete;
        ({ rate } = part);
      }
      return { ...ok({ items: [...found.values()], isComplete }), ...(rate && { rate }) };
    },
    project: (access, projectId) =>
      ask(access, [projectId], { method: 'GET', path: inProject(projectId), result: projectSchema }),

    async workflows(access, projectId) {
      const path = inProject(projectId, '/workflows');
      const answer = await ask(access, [projectId], { method: 'GET', path, result: z.array(workflowSchema) });
      if (!answer.ok) return answer;
      const known = answer.value.flatMap((each) => each ?? []);
      const place = (each: (typeof known)[number]) => WORKFLOW_CLASSES.indexOf(each.class);
      return { ...answer, value: known.toSorted((a, b) => place(a) - place(b) || a.order - b.order) };
    },
    members: (access, projectId) =>
      list(access, [projectId], { path: inProject(projectId, '/members'), item: projectMemberSchema }),
    tags: (access, projectId) => list(access, [projectId], { path: inProject(projectId, '/tags'), item: tagSchema }),
    templates: (access, projectId) =>
      list(access, [projectId], { path: inProject(projectId, '/templates'), item: templateSchema }),
    template: (access, projectId, templateId) =>
      ask(access, [projectId, templateId], {
        ...{ method: 'GET', path: inProject(projectId, `/templates/${templateId}`), result: templateSchema },
      }),

    async createTask(access, { projectId, subject, body, assigneeIds, ccIds, tagIds, priority, dueAt }) {
      const people = (ids: readonly string[]) =>
        ids.map((organizationMemberId) => ({ type: 'member', member: { organizationMemberId } }));
      const answer = await ask(access, [projectId], {
        method: 'POST',
        path: inProject(projectId, '/posts'),
        body: {
          json: {
            users: { to: people(assigneeIds), cc: people(ccIds) },
            ...{ subject, body: { mimeType: MARKDOWN, content: body }, tagIds, priority },
            ...(dueAt !== undefined && { dueDate: dueAt, dueDateFlag: true }),
          },
        },
        result: madeSchema,
      });
      return answer.ok ? { ...answer, value: { taskId: answer.value.id } } : answer;
    },
    task,
    changedTasks: (access, query) => tasks(access, query, { updatedAt: since(query.since), order: '-postUpdatedAt' }),
    findTask: findTask({
      task,
      pace,
      newTasks: (access, query) =>
        tasks(access, query, {
          createdAt: since(new Date(query.since.getTime() - CLOCKS_DIFFER_MILLISECONDS)),
          order: '-createdAt',
        }),
    }),

    async moveTask(access, { projectId, taskId, workflowId }) {
      const path = inTask(projectId, taskId, '/set-workflow');
      const answer = await ask(access, [projectId, taskId, workflowId], {
        ...{ method: 'POST', path, body: { json: { workflowId } }, result: z.unknown() },
      });
      return answer.ok ? { ...answer, value: null } : answer;
    },
    async addComment(access, { projectId, taskId, text }) {
      const answer = await ask(access, [projectId, taskId], {
        method: 'POST',
        path: inTask(projectId, taskId, '/logs'),
        body: { json: { body: { mimeType: MARKDOWN, content: text } } },
        result: madeSchema,
      });
      return answer.ok ? { ...answer, value: { commentId: answer.value.id } } : answer;
    },
    async comments(access, { projectId, taskId, page: number }) {
      const answer = await page(access, [projectId, taskId], {
        path: inTask(projectId, taskId, '/logs'),
        query: { order: 'createdAt' },
        item: commentSchema,
        page: number,
        size: COMMENTS_PAGE,
        maxBytes: COMMENTS_BYTES,
      });
      if (!answer.ok) return answer;
      return { ...answer, value: { ...answer.value, items: answer.value.items.flatMap((each) => each ?? []) } };
    },
    async uploadFile(access, { projectId, taskId, ...file }) {
      const answer = await ask(access, [projectId, taskId], {
        method: 'POST',
        path: inTask(projectId, taskId, '/files'),
        body: formBody(file),
        result: madeSchema,
        timeoutMilliseconds: FILE_MILLISECONDS,
      });
      return answer.ok ? { ...answer, value: { fileId: answer.value.id } } : answer;
    },
    async createHook(access, { projectId, url, events }) {
      const answer = await ask(access, [projectId], {
        method: 'POST',
        path: inProject(projectId, '/hooks'),
        body: { json: { url, type: HOOK_TYPE, sendEvents: events } },
        result: madeSchema,
      });
      return answer.ok ? { ...answer, value: { hookId: answer.value.id } } : answer;
    },
  };
};

/** A time as Dooray!'s filters are documented: to the second, in Seoul's. */
const seoulTime = (at: Date): string => `${new Date(at.getTime() + SEOUL).toISOString().slice(0, 19)}+09:00`;
