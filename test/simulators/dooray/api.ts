import type { Differences } from './differences.ts';
import { fileDto, logDto, memberDto, projectDto, shortMember, taskDto, templateDto } from './api-shapes.ts';
import { orderOf, paged, timesIn } from './list-query.ts';
import { CLASSES, type Member, type Project } from './organization.ts';
import { bodyOf, jsonOf, membersIn, object, text, texts } from './read-input.ts';
import { fileOf } from './read-multipart.ts';
import { Refused, type TaskStore } from './task-store.ts';

/** A call whose token is known. */
export type ApiCall = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
  readonly member: Member;
};
/** `result` and, of lists, how many there are in all; or where the same is to be asked again. */
export type ApiAnswer =
  { readonly result: unknown; readonly total?: number } | { readonly redirectTo: string; readonly status: 307 };

type ApiOptions = {
  readonly store: TaskStore;
  readonly differences: () => Differences;
  readonly now: () => number;
  /** Where files are taken: `https://host`; undefined for the host that was asked. */
  readonly fileHost: () => string | undefined;
};

/** The path prefix of what takes files. */
export const FILE_HOST_PATH = '/uploads';
const HOOK_EVENTS = [
  'postCreated',
  'postWorkflowChanged',
  'postCommentCreated',
  'postCommentUpdated',
  'postTagChanged',
  'postDueDateChanged',
];

/** The calls of the API. Throws Refused. */
export const doorayApi = ({ store, differences, now, fileHost }: ApiOptions) => {
  const projectOf = (projectId: string, member: Member): Project => {
    const project = store.project(projectId);
    const isMember = project.members.some(({ memberId }) => memberId === member.id);
    if (!isMember && (project.scope === 'private' || project.type === 'private'))
      throw new Refused(403, 'You are not a member of the project');
    return project;
  };
  const taskOf = (projectId: string, postId: string, member: Member) => {
    const project = projectOf(projectId, member);
    return { project, task: store.task(project.id, postId) };
  };

  const listMembers = ({ query }: ApiCall): ApiAnswer => {
    const wanted = {
      email: query.get('externalEmailAddresses')?.split(','),
      name: query.get('name') ?? undefined,
      userCode: query.get('userCode') ?? undefined,
      userCodeExact: query.get('userCodeExact') ?? undefined,
    };
    if (Object.values(wanted).every((value) => value === undefined))
      throw new Refused(400, 'externalEmailAddresses is required');
    return paged(
      query,
      store.organization.members.filter(
        ({ email, name, userCode }) =>
          (wanted.email?.includes(email) ?? true) &&
          (wanted.name === undefined || name === wanted.name) &&
          (wanted.userCode === undefined || userCode.includes(wanted.userCode)) &&
          (wanted.userCodeExact === undefined || userCode === wanted.userCodeExact),
      ),
      shortMember,
    );
  };

  const listProjects = ({ query, member }: ApiCall): ApiAnswer => {
    const type = query.get('type') ?? 'public';
    if (type !== 'private' && type !== 'public') throw new Refused(400, 'type is private or public');
    const state = query.get('state') ?? 'active';
    return paged(
      query,
      store.organization.projects.filter(
        (project) =>
          project.type === type &&
          state.split(',').includes('active') &&
          (project.members.some(({ memberId }) => memberId === member.id) ||
            (query.get('member') !== 'me' && project.type === 'public' && project.scope === 'public')),
      ),
      (project) => projectDto(project, store.organization.id),
    );
  };

  const createTask = ({ member, body }: ApiCall, projectId: string): ApiAnswer => {
    const project = projectOf(projectId, member);
    const wanted = jsonOf(body);
    const written = wanted['body'] === undefined ? undefined : bodyOf(wanted);
    if (written?.mimeType === 'text/html' && differences().refusesHtml)
      throw new Refused(400, 'text/html is not supported');
    const users = object(wanted['users'] ?? {}, 'users');
    const made = store.createTask(
      project,
      member,
      {
        subject: text(wanted['subject'] ?? '', 'subject'),
        ...(written && { body: written }),
        toIds: membersIn(users['to']),
        ccIds: membersIn(users['cc']),
        // `tagIdList` isn't documented, but dooray-agent writes it.
        tagIds: texts(wanted['tagIds'] ?? wanted['tagIdList'] ?? [], 'tagIds'),
        ...(wanted['priority'] !== undefined && { priority: text(wanted['priority'], 'priority') }),
        ...(wanted['dueDate'] !== undefined && {
          dueDate: wanted['dueDate'] === null ? null : text(wanted['dueDate'], 'dueDate'),
        }),
        ...(wanted['workflowId'] !== undefined && { workflowId: text(wanted['workflowId'], 'workflowId') }),
      },
      'open-api',
    );
    return { result: { id: made.id } };
  };

  const listTasks = ({ member, query }: ApiCall, projectId: string): ApiAnswer => {
    const project = projectOf(projectId, member);
    const among = (name: string) => query.get(name)?.split(',');
    const classes = among('postWorkflowClasses');
    for (const each of classes ?? [])
      if (!(CLASSES as readonly string[]).includes(each)) throw new Refused(400, `There is no class ${each}`);
    const [workflowIds, toIds, fromIds, tagIds] = [
      among('postWorkflowIds'),
      among('toMemberIds'),
      among('fromMemberIds'),
      among('tagIds'),
    ];
    const updated = timesIn(query.get('updatedAt'), now());
    const created = timesIn(query.get('createdAt'), now());
    const found = store
      .tasksOf(project)
      .filter(
        (task) =>
          (classes?.includes(store.workflow(project, task.workflowId).class) ?? true) &&
          (workflowIds?.includes(task.workflowId) ?? true) &&
          (toIds === undefined || task.toIds.some((each) => toIds.includes(each))) &&
          (fromIds?.includes(task.fromId) ?? true) &&
          (tagIds === undefined || task.tagIds.some((each) => tagIds.includes(each))) &&
          (!query.has('postNumber') || String(task.number) === query.get('postNumber')) &&
          task.subject.includes(query.get('subjects') ?? '') &&
          updated(task.updatedAt) &&
          created(task.createdAt),
      )
      .toSorted(orderOf(query.get('order') ?? '-createdAt'));
    return paged(query, found, (task) => taskDto(store, project, task));
  };

  const uploadFile = (call: ApiCall, projectId: string, postId: string): ApiAnswer => {
    const { task } = taskOf(projectId, postId, call.member);
    const file = fileOf(call.body, call.contentType);
    if (file === undefined) throw new Refused(400, 'file is required, as multipart/form-data');
    const { name, mimeType, bytes } = file;
    const stored = store.addFile(task, call.member, {
      ...{ name, mimeType, size: bytes.length },
      content: bytes.toString('base64'),
    });
    return { result: { id: stored.id } };
  };

  const createHook = ({ member, body }: ApiCall, projectId: string): ApiAnswer => {
    const project = projectOf(projectId, member);
    if (!project.members.some(({ memberId, role }) => memberId === member.id && role === 'admin'))
      throw new Refused(403, 'Only administrators of the project may make hooks');
    const wanted = jsonOf(body);
    const url = URL.parse(text(wanted['url'] ?? '', 'url'));
    const isLocal = url !== null && ['localhost', '127.0.0.1'].includes(url.hostname);
    if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)))
      throw new Refused(400, 'url is not https');
    if (!['task', 'project'].includes(text(wanted['type'] ?? 'task', 'type')))
      throw new Refused(400, 'type is task or project');
    const events = texts(wanted['sendEvents'] ?? [], 'sendEvents');
    if (events.length === 0 || events.some((each) => !HOOK_EVENTS.includes(each)))
      throw new Refused(400, 'sendEvents has no event or an unknown one');
    return { result: { id: store.addHook(project, url.href, events).id } };
  };

  const routes: readonly (readonly [method: string, RegExp, (call: ApiCall, ...ids: string[]) => ApiAnswer])[] = [
    ['GET', /^\/common\/v1\/members\/me$/, ({ member }) => ({ result: memberDto(store, member) })],
    [
      'GET',
      /^\/common\/v1\/members\/(\d+)$/,
      (_, memberId) => {
        const found = store.organization.members.find(({ id }) => id === memberId);
        if (found === undefined) throw new Refused(404, 'Member not found');
        return { result: memberDto(store, found) };
      },
    ],
    ['GET', /^\/common\/v1\/members$/, listMembers],
    ['GET', /^\/project\/v1\/projects$/, listProjects],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)$/,
      ({ member }, projectId) => ({ result: projectDto(projectOf(projectId!, member), store.organization.id) }),
    ],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)\/workflows$/,
      ({ member }, projectId) => {
        const { workflows } = projectOf(projectId!, member);
        return { result: workflows, total: workflows.length };
      },
    ],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)\/members$/,
      ({ member, query }, projectId) =>
        paged(query, projectOf(projectId!, member).members, ({ memberId, role }) => ({
          organizationMemberId: memberId,
          role,
          ...(differences().memberNames && { name: store.member(memberId).name }),
        })),
    ],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)\/tags$/,
      ({ member, query }, projectId) => paged(query, projectOf(projectId!, member).tags, (tag) => tag),
    ],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)\/templates$/,
      ({ member, query }, projectId) => {
        const project = projectOf(projectId!, member);
        return paged(query, project.templates, (template) => templateDto(project, template));
      },
    ],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)\/templates\/(\d+)$/,
      ({ member }, projectId, templateId) => {
        const project = projectOf(projectId!, member);
        const found = project.templates.find(({ id }) => id === templateId);
        if (found === undefined) throw new Refused(404, 'Template not found');
        return { result: { ...templateDto(project, found), body: found.body, guide: found.guide } };
      },
    ],
    ['POST', /^\/project\/v1\/projects\/(\d+)\/posts$/, (call, projectId) => createTask(call, projectId!)],
    ['GET', /^\/project\/v1\/projects\/(\d+)\/posts$/, (call, projectId) => listTasks(call, projectId!)],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)\/posts\/(\d+)$/,
      ({ member }, projectId, postId) => {
        const { project, task } = taskOf(projectId!, postId!, member);
        return { result: { ...taskDto(store, project, task), body: task.body, files: task.files.map(fileDto) } };
      },
    ],
    [
      'POST',
      /^\/project\/v1\/projects\/(\d+)\/posts\/(\d+)\/set-workflow$/,
      ({ member, body }, projectId, postId) => {
        const { project, task } = taskOf(projectId!, postId!, member);
        store.moveTask(project, task, member, text(jsonOf(body)['workflowId'] ?? '', 'workflowId'), 'open-api');
        return { result: null };
      },
    ],
    [
      'POST',
      /^\/project\/v1\/projects\/(\d+)\/posts\/(\d+)\/logs$/,
      ({ member, body }, projectId, postId) => {
        const { project, task } = taskOf(projectId!, postId!, member);
        const touches = !differences().commentsLeaveTask;
        const { id } = store.comment(project, task, member, bodyOf(jsonOf(body)), 'open-api', touches);
        return { result: { id } };
      },
    ],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)\/posts\/(\d+)\/logs$/,
      ({ member, query }, projectId, postId) => {
        const order = query.get('order') ?? 'createdAt';
        if (order !== 'createdAt' && order !== '-createdAt') throw new Refused(400, 'order is createdAt or -createdAt');
        const logs = store.logsOf(taskOf(projectId!, postId!, member).task);
        return paged(query, order === 'createdAt' ? logs : logs.toReversed(), logDto);
      },
    ],
    [
      'POST',
      /^\/project\/v1\/projects\/(\d+)\/posts\/(\d+)\/files$/,
      ({ path, member }, projectId, postId) => {
        taskOf(projectId!, postId!, member);
        return { redirectTo: `${fileHost() ?? ''}${FILE_HOST_PATH}${path}`, status: 307 };
      },
    ],
    [
      'POST',
      /^\/uploads\/project\/v1\/projects\/(\d+)\/posts\/(\d+)\/files$/,
      (call, projectId, postId) => uploadFile(call, projectId!, postId!),
    ],
    [
      'GET',
      /^\/project\/v1\/projects\/(\d+)\/posts\/(\d+)\/files$/,
      ({ member }, projectId, postId) => {
        const { files } = taskOf(projectId!, postId!, member).task;
        return { result: files.map(fileDto), total: files.length };
      },
    ],
    ['POST', /^\/project\/v1\/projects\/(\d+)\/hooks$/, (call, projectId) => createHook(call, projectId!)],
  ];

  return (call: ApiCall): ApiAnswer => {
    for (const [method, pattern, run] of routes) {
      const [, ...ids] = pattern.exec(call.path) ?? [];
      if (method === call.method && pattern.test(call.path)) return run(call, ...ids);
    }
    throw new Refused(404, 'There is no such call');
  };
};
