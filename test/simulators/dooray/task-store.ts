import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  type Body,
  type Member,
  type Organization,
  type Project,
  SAMPLE_ORGANIZATION,
  SAMPLE_TASKS,
  type Workflow,
} from './organization.ts';

export const PRIORITIES = ['highest', 'high', 'normal', 'low', 'lowest', 'none'];

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  readonly creatorId: string;
  /** Base64. */
  readonly content: string;
};
/** A task. Times are in milliseconds. */
export type Task = {
  readonly id: string;
  readonly projectId: string;
  readonly number: number;
  readonly subject: string;
  readonly body: Body;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly fromId: string;
  readonly toIds: readonly string[];
  readonly ccIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly priority: string;
  readonly dueDate: string | null;
  readonly workflowId: string;
  readonly files: readonly StoredFile[];
};
/** A comment, or an event that the task's history shows between them. */
export type Log = {
  readonly id: string;
  readonly postId: string;
  readonly type: 'comment' | 'event';
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly creatorId: string;
  readonly body: Body;
};
export type Hook = {
  readonly id: string;
  readonly projectId: string;
  readonly url: string;
  readonly sendEvents: readonly string[];
};

/** What a project's hooks are told. */
export type Change = { readonly project: Project; readonly task: Task; readonly by: Member } & (
  | { readonly event: 'postCreated' }
  | { readonly event: 'postWorkflowChanged'; readonly workflow: Workflow }
  | { readonly event: 'postCommentCreated' | 'postCommentUpdated'; readonly log: Log }
);
/** Whether a person or a call of the API changed something. */
export type Origin = 'person' | 'open-api';

/** What is refused, as the API says it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly code: number;
  constructor(status: number, message: string, code = -status) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type NewTask = {
  readonly subject: string;
  readonly body?: Body;
  readonly toIds?: readonly string[];
  readonly ccIds?: readonly string[];
  readonly tagIds?: readonly string[];
  readonly priority?: string;
  readonly dueDate?: string | null;
  readonly workflowId?: string;
};

type State = {
  readonly lastId: string;
  readonly tasks: readonly Task[];
  readonly logs: readonly Log[];
  readonly hooks: readonly Hook[];
};

export type StoreOptions = {
  readonly now: () => number;
  readonly changed: (change: Change, origin: Origin) => void;
  readonly organization?: Organization;
  /** Whether the sample's tasks are there. */
  readonly hasTasks?: boolean;
  /** JSON file in which tasks, comments and hooks outlive the process. */
  readonly file?: string;
};
export type TaskStore = ReturnType<typeof taskStore>;

/** The tasks of an organization's projects, and what can be done with them. Throws Refused. */
export const taskStore = ({
  now,
  changed,
  organization = SAMPLE_ORGANIZATION,
  hasTasks = true,
  file,
}: StoreOptions) => {
  let state: State =
    file !== undefined && existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as State)
      : { lastId: '0', tasks: [], logs: [], hooks: [] };
  const isNew = state.lastId === '0';
  // Looked at from the outside while it is filled with the sample, nothing changes.
  let isFilling = false;

  const write = (next: Partial<State>) => {
    state = { ...state, ...next };
    if (file === undefined || isFilling) return;
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  };
  /** Nineteen digits, growing. */
  const newId = (): string => {
    const byTime = 4_100_000_000_000_000_000n + BigInt(now()) * 100_000n;
    const last = BigInt(state.lastId);
    const next = String(byTime > last ? byTime : last + 1n);
    state = { ...state, lastId: next };
    return next;
  };
  const tell = (change: Change, origin: Origin) => {
    if (!isFilling) changed(change, origin);
  };
  const put = (task: Task) => {
    write({ tasks: state.tasks.map((each) => (each.id === task.id ? task : each)) });
    return task;
  };

  const member = (memberId: string): Member => {
    const found = organization.members.find(({ id }) => id === memberId);
    if (found === undefined) throw new Refused(400, `There is no member ${memberId}`);
    return found;
  };
  const project = (projectId: string): Project => {
    const found = organization.projects.find(({ id }) => id === projectId);
    if (found === undefined) throw new Refused(404, 'Project not found');
    return found;
  };
  const task = (projectId: string, postId: string): Task => {
    const found = state.tasks.find((each) => each.id === postId && each.projectId === projectId);
    if (found === undefined) throw new Refused(404, 'Post not found');
    return found;
  };
  const workflow = (of: Project, workflowId: string): Workflow => {
    const found = of.workflows.find(({ id }) => id === workflowId);
    if (found === undefined) throw new Refused(400, `The project has no workflow ${workflowId}`);
    return found;
  };

  const checkTags = (of: Project, tagIds: readonly string[]) => {
    const tags = tagIds.map((tagId) => {
      const found = of.tags.find(({ id }) => id === tagId);
      if (found === undefined) throw new Refused(400, `The project has no tag ${tagId}`);
      return found;
    });
    for (const group of new Map(of.tags.map(({ tagGroup }) => [tagGroup?.id, tagGroup])).values()) {
      const given = tags.filter(({ tagGroup }) => tagGroup?.id === group?.id).length;
      if (group?.mandatory && given === 0) throw new Refused(400, `필수 태그가 없습니다: ${group.name}`, -300101);
      if (group?.selectOne && given > 1)
        throw new Refused(400, `태그는 하나만 고를 수 있습니다: ${group.name}`, -300102);
    }
  };

  const createTask = (of: Project, by: Member, wanted: NewTask, origin: Origin): Task => {
    const {
      subject,
      body = { mimeType: 'text/x-markdown', content: '' },
      toIds = [],
      ccIds = [],
      tagIds = [],
    } = wanted;
    const { priority = 'none', dueDate = null } = wanted;
    if (subject.trim() === '') throw new Refused(400, 'subject is required');
    if (!PRIORITIES.includes(priority)) throw new Refused(400, `There is no priority ${priority}`);
    if (dueDate !== null && Number.isNaN(Date.parse(dueDate))) throw new Refused(400, 'dueDate is not ISO 8601');
    for (const each of [...toIds, ...ccIds]) member(each);
    checkTags(of, tagIds);
    const first =
      wanted.workflowId === undefined
        ? of.workflows.find((each) => each.class === 'registered')!
        : workflow(of, wanted.workflowId);
    const at = now();
    const made: Task = {
      ...{ id: newId(), projectId: of.id, subject, body, createdAt: at, updatedAt: at, fromId: by.id },
      number:
        Math.max(0, ...state.tasks.filter(({ projectId }) => projectId === of.id).map(({ number }) => number)) + 1,
      ...{ toIds, ccIds, tagIds, priority, dueDate, workflowId: first.id, files: [] },
    };
    write({ tasks: [...state.tasks, made] });
    tell({ event: 'postCreated', project: of, task: made, by }, origin);
    return made;
  };

  const moveTask = (of: Project, moved: Task, by: Member, workflowId: string, origin: Origin): void => {
    const next = workflow(of, workflowId);
    if (moved.workflowId === next.id) return;
    const at = now();
    const content = `${workflow(of, moved.workflowId).name} → ${next.name}`;
    const event: Log = {
      ...{ id: newId(), postId: moved.id, type: 'event', createdAt: at, modifiedAt: at, creatorId: by.id },
      body: { mimeType: 'text/plain', content },
    };
    write({ logs: [...state.logs, event] });
    const after = put({ ...moved, workflowId: next.id, updatedAt: at });
    tell({ event: 'postWorkflowChanged', project: of, task: after, by, workflow: next }, origin);
  };

  const comment = (of: Project, on: Task, by: Member, body: Body, origin: Origin, touches = true): Log => {
    if (body.content.trim() === '') throw new Refused(400, 'body.content is required');
    const at = now();
    const log: Log = {
      ...{ id: newId(), postId: on.id, type: 'comment', createdAt: at, modifiedAt: at, creatorId: by.id },
      body,
    };
    write({ logs: [...state.logs, log] });
    if (touches) put({ ...on, updatedAt: at });
    tell({ event: 'postCommentCreated', project: of, task: on, by, log }, origin);
    return log;
  };

  const editComment = (of: Project, on: Task, by: Member, logId: string, content: string): void => {
    const before = state.logs.find((each) => each.id === logId && each.postId === on.id && each.type === 'comment');
    if (before === undefined) throw new Refused(404, 'Log not found');
    if (content.trim() === '') throw new Refused(400, 'body.content is required');
    const log: Log = { ...before, body: { ...before.body, content }, modifiedAt: now() };
    write({ logs: state.logs.map((each) => (each.id === logId ? log : each)) });
    tell({ event: 'postCommentUpdated', project: of, task: on, by, log }, 'person');
  };

  const addFile = (on: Task, by: Member, given: Pick<StoredFile, 'name' | 'mimeType' | 'size' | 'content'>) => {
    const stored: StoredFile = { ...given, id: newId(), creatorId: by.id };
    put({ ...on, files: [...on.files, stored] });
    return stored;
  };
  const addHook = (of: Project, url: string, sendEvents: readonly string[]): Hook => {
    const hook: Hook = { id: newId(), projectId: of.id, url, sendEvents };
    write({ hooks: [...state.hooks, hook] });
    return hook;
  };

  const store = {
    ...{ organization, member, project, task, workflow, createTask, moveTask, comment, editComment, addFile, addHook },
    memberBy: (email: string): Member => {
      const found = organization.members.find((each) => each.email === email);
      if (found === undefined) throw new Refused(400, `There is no member ${email}`);
      return found;
    },
    tasksOf: (of: Project): readonly Task[] => state.tasks.filter(({ projectId }) => projectId === of.id),
    taskById: (postId: string): Task | undefined => state.tasks.find(({ id }) => id === postId),
    /** The oldest first. */
    logsOf: (on: Task): readonly Log[] => state.logs.filter(({ postId }) => postId === on.id),
    hooksOf: (of: Project): readonly Hook[] => state.hooks.filter(({ projectId }) => projectId === of.id),
  };
  if (isNew && hasTasks && organization === SAMPLE_ORGANIZATION) {
    isFilling = true;
    fillWithSample(store, now, (tasks, logs) => {
      state = { ...state, tasks, logs };
    });
    isFilling = false;
    write({});
  }
  return store;
};

/** Makes the sample's tasks as people would, then gives them their times. */
const fillWithSample = (
  store: Pick<TaskStore, 'createTask' | 'comment' | 'tasksOf' | 'logsOf'>,
  now: () => number,
  replace: (tasks: readonly Task[], logs: readonly Log[]) => void,
) => {
  const hour = 60 * 60 * 1000;
  const made = SAMPLE_TASKS.map((sample) => {
    const task = store.createTask(
      sample.project,
      sample.from,
      {
        subject: sample.subject,
        body: { mimeType: 'text/x-markdown', content: sample.content },
        toIds: sample.to.map(({ id }) => id),
        tagIds: sample.tags.map((index) => sample.project.tags[index]!.id),
        workflowId: sample.project.workflows[sample.workflow]!.id,
      },
      'person',
    );
    const at = now() - sample.hoursAgo * hour;
    const logs = sample.comments.map(({ from, content }) => ({
      ...store.comment(sample.project, task, from, { mimeType: 'text/x-markdown', content }, 'person'),
      createdAt: at + hour,
      modifiedAt: at + hour,
    }));
    return { task: { ...task, createdAt: at, updatedAt: logs.at(-1)?.createdAt ?? at }, logs };
  });
  replace(
    made.map(({ task }) => task),
    made.flatMap(({ logs }) => logs),
  );
};
