import { isDoorayId } from './hosts.ts';
import { isWorkflowClass, type WorkflowClass } from './workflow-class.ts';

/** Events of a project that the desk wants to be told. */
export const HOOK_EVENTS = ['postWorkflowChanged', 'postCommentCreated'] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

type NewsOfTask = {
  readonly projectId: string;
  readonly postId: string;
  /** The member who caused it; absent for somebody who wrote by mail. */
  readonly byMemberId?: string;
  readonly byName?: string;
  /** A call of the API caused it, perhaps our own. Only live hooks say so: false may be wrong. */
  readonly isByApi: boolean;
};

/**
 * What a hook tells. It has no signature and may come late, twice or never: it is a reason to read the task again, not
 * a truth.
 */
export type HookNews =
  | (NewsOfTask & {
      readonly kind: 'workflow_changed';
      /** Absent when it is none that we know. */
      readonly class?: WorkflowClass;
      readonly workflowId?: string;
      /** In the first language that the hook names it in. */
      readonly workflowName?: string;
    })
  | (NewsOfTask & {
      readonly kind: 'comment_created';
      readonly commentId: string;
      /** Absent when the hook comes without the text, as live ones do: read it by the API. */
      readonly text?: string;
      readonly mimeType?: string;
      /** ISO 8601, as Dooray! wrote it. */
      readonly createdAt?: string;
    });

type Members = Readonly<Record<string, unknown>>;

const NOTHING: Members = {};
const members = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : NOTHING;
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
/** A number would have lost its last digits. */
const id = (value: unknown): string | undefined => (typeof value === 'string' && isDoorayId(value) ? value : undefined);

/** An object without its members that are undefined. */
const present = <T extends Readonly<Record<string, string | undefined>>>(
  values: T,
): { readonly [Key in keyof T]?: string } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof T]?: string;
  };

/**
 * Reads the parsed JSON of a hook, in the documented and in the live form. Undefined for what is no hook of a changed
 * workflow or a new comment, or names neither project nor task.
 */
export const readHook = (payload: unknown): HookNews | undefined => {
  const hook = members(payload);
  const projectId = id(members(hook['project'])['id']);
  const postId = id(members(hook['post'])['id']);
  if (projectId === undefined || postId === undefined) return undefined;
  const by = members(members(hook['source'])['member']);
  const news = {
    projectId,
    postId,
    ...present({ byMemberId: id(by['id']) ?? id(by['organizationMemberId']), byName: text(by['name']) }),
    isByApi: members(hook['requestOrigin'])['type'] === 'open-api',
  };
  switch (hook['hookEventType'] ?? hook['webhookType']) {
    case 'postWorkflowChanged':
      return { ...news, kind: 'workflow_changed', ...readWorkflow(members(hook['workflow'])) };
    case 'postCommentCreated':
      return readComment(members(hook['comment'] ?? hook['log']), news);
    default:
      return undefined;
  }
};

const readWorkflow = (workflow: Members) => {
  const names: readonly unknown[] = Array.isArray(workflow['names']) ? workflow['names'] : [];
  const named = names.map((each) => text(members(each)['name'])).find((name) => name !== undefined);
  return {
    ...(isWorkflowClass(workflow['class']) && { class: workflow['class'] }),
    ...present({ workflowId: id(workflow['id']), workflowName: text(workflow['name']) ?? named }),
  };
};

const readComment = (comment: Members, news: NewsOfTask): HookNews | undefined => {
  const commentId = id(comment['id']);
  if (commentId === undefined) return undefined;
  const body = members(comment['body']);
  const creator = members(members(comment['creator'])['member']);
  return {
    ...present({ byMemberId: id(creator['organizationMemberId']), byName: text(creator['name']) }),
    ...news,
    kind: 'comment_created',
    commentId,
    ...present({
      text: text(body['content']),
      mimeType: text(body['mimeType']),
      createdAt: text(comment['createdAt']),
    }),
  };
};
