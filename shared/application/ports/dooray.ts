import type { TransferMarker } from '../../domain/dooray/transfer-marker.ts';
import type { HookEvent } from '../../domain/dooray/read-hook.ts';
import type { WorkflowClass } from '../../domain/dooray/workflow-class.ts';
import type { Result } from '../../domain/kernel/result.ts';

/** An organization of Dooray! and the token of the member who acts there. Never logged. */
export type DoorayAccess = {
  /** One of DOORAY_HOSTS, or `name:port` of a simulator that a local host allows. */
  readonly host: string;
  readonly token: string;
};

/** Why there is no connection, for whoever repairs it. */
export type UnreachableReason = 'not_a_dooray_host' | 'address_refused' | 'redirect_refused' | 'connection_failed';

/**
 * Why a call has no result. `later`: too many calls, or a fault of Dooray!'s; `seconds` to wait. `refused`: Dooray!
 * says no to what was asked for, in `message` (its own words, at most 300 characters, may be empty) and `resultCode`,
 * as when a tag of a mandatory group is missing. `unreadable`: an answer in another form, or longer than is read.
 */
export type DoorayError =
  | { readonly code: 'unreachable'; readonly because: UnreachableReason }
  | { readonly code: 'timeout' }
  | { readonly code: 'later'; readonly because: 'too_many_calls' | 'fault'; readonly seconds: number }
  | { readonly code: 'unauthorized' | 'forbidden' | 'not_found'; readonly message: string }
  | { readonly code: 'refused'; readonly status: number; readonly resultCode: number; readonly message: string }
  | { readonly code: 'unreadable'; readonly because: string };

/**
 * Whether a call that failed so may have been carried out all the same: look for what it was to make before it is asked
 * again.
 */
export const mayBeDone = (error: DoorayError): boolean => {
  switch (error.code) {
    case 'unreachable':
      return error.because === 'connection_failed';
    case 'later':
      return error.because === 'fault';
    case 'timeout':
    case 'unreadable':
      return true;
    case 'unauthorized':
    case 'forbidden':
    case 'not_found':
    case 'refused':
      return false;
  }
};

/** What an organization lets a token ask, as its last answer said. */
export type DoorayRate = {
  /** Calls that are left now. */
  readonly remaining: number;
  /** Calls that come back each second. */
  readonly replenishPerSecond: number;
};
/** With the rate of the last call that it took, when Dooray! told one. */
export type DoorayAnswer<T> = Result<T, DoorayError> & { readonly rate?: DoorayRate };

/** All of a list, unless it is longer than LIST_PAGES pages of 100. */
export type DoorayList<T> = { readonly items: readonly T[]; readonly isComplete: boolean };
/** Pages that are read of a list: projects, members, tags, templates. */
export const LIST_PAGES = 10;
/** One page of a list. `next`: the number of the page after it, when there is one. */
export type DoorayPage<T> = { readonly items: readonly T[]; readonly total?: number; readonly next?: number };

export type DoorayMember = {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly userCode?: string;
};
/** A member of a project; documented answers have no name, which `member` tells. */
export type DoorayProjectMember = { readonly memberId: string; readonly role?: string; readonly name?: string };
/** `name` is what users of Dooray! see, its `code`. */
export type DoorayProject = {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly state?: string;
};
export type DoorayWorkflow = {
  readonly id: string;
  readonly name: string;
  readonly names: readonly { readonly locale: string; readonly name: string }[];
  readonly class: WorkflowClass;
  readonly order: number;
};
export type DoorayTag = {
  readonly id: string;
  readonly name: string;
  readonly color?: string;
  readonly group?: {
    readonly id: string;
    readonly name: string;
    /** A task without one of its tags is refused. */
    readonly isMandatory: boolean;
    /** A task has one of its tags at most. */
    readonly isSingle: boolean;
  };
};
export type DoorayBody = { readonly mimeType: string; readonly content: string };
export const DOORAY_PRIORITIES = ['highest', 'high', 'normal', 'low', 'lowest', 'none'] as const;
export type DoorayPriority = (typeof DOORAY_PRIORITIES)[number];
export type DoorayTemplate = {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly isDefault: boolean;
  readonly assigneeIds: readonly string[];
  readonly ccIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly priority?: DoorayPriority;
  /** What a list leaves out. */
  readonly body?: DoorayBody;
  readonly guide?: DoorayBody;
};
/** Times are ISO 8601 in UTC. */
export type DoorayTask = {
  readonly id: string;
  readonly projectId: string;
  readonly number: number;
  /** `project/12` */
  readonly taskNumber?: string;
  readonly subject: string;
  readonly isClosed: boolean;
  /** Absent when it is none that we know. */
  readonly workflowClass?: WorkflowClass;
  readonly workflow?: { readonly id: string; readonly name: string };
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly creatorId?: string;
  readonly assigneeIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly priority?: string;
  /** What a list leaves out. */
  readonly body?: DoorayBody;
};
export type DoorayComment = {
  readonly id: string;
  readonly subtype: string;
  /** ISO 8601 in UTC. */
  readonly createdAt?: string;
  /** When it was edited last; absent when it never was. */
  readonly editedAt?: string;
  readonly byMemberId?: string;
  /** Of somebody who wrote by mail. */
  readonly byEmail?: string;
  readonly byName?: string;
  readonly body: DoorayBody;
};

export type NewDoorayTask = {
  readonly projectId: string;
  readonly subject: string;
  /** Markdown. HTML was seen to be refused. */
  readonly body: string;
  readonly assigneeIds: readonly string[];
  readonly ccIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly priority: DoorayPriority;
  /** ISO 8601. */
  readonly dueAt?: string;
};
export type TaskAddress = { readonly projectId: string; readonly taskId: string };

/** Tasks that findTask compares, and of them those whose body it reads by a call of its own. */
export const FIND_TASKS = 200;
export const FIND_READS = 40;
/** `isSure`: every task since then was compared, so that none found means that there is none. */
export type FoundTask = { readonly task?: DoorayTask; readonly isSure: boolean };

/**
 * The API of Dooray!, one call each unless it says more. A call takes ten seconds at most, a file thirty. Texts and the
 * order of lists are Dooray!'s. It throws for faults of the desk alone.
 */
export type DoorayApi = {
  /** The member whose token it is. */
  me(access: DoorayAccess): Promise<DoorayAnswer<DoorayMember>>;
  member(access: DoorayAccess, memberId: string): Promise<DoorayAnswer<DoorayMember>>;
  /** Members with exactly these addresses, at most 100. */
  membersByEmail(access: DoorayAccess, emails: readonly string[]): Promise<DoorayAnswer<readonly DoorayMember[]>>;
  /** Active ones of which the member is one: of teams first, then the member's own. Two calls at least. */
  projects(access: DoorayAccess): Promise<DoorayAnswer<DoorayList<DoorayProject>>>;
  project(access: DoorayAccess, projectId: string): Promise<DoorayAnswer<DoorayProject>>;
  /** Ordered by class and within it as the project orders them. */
  workflows(access: DoorayAccess, projectId: string): Promise<DoorayAnswer<readonly DoorayWorkflow[]>>;
  members(access: DoorayAccess, projectId: string): Promise<DoorayAnswer<DoorayList<DoorayProjectMember>>>;
  tags(access: DoorayAccess, projectId: string): Promise<DoorayAnswer<DoorayList<DoorayTag>>>;
  templates(access: DoorayAccess, projectId: string): Promise<DoorayAnswer<DoorayList<DoorayTemplate>>>;
  template(access: DoorayAccess, projectId: string, templateId: string): Promise<DoorayAnswer<DoorayTemplate>>;
  createTask(access: DoorayAccess, task: NewDoorayTask): Promise<DoorayAnswer<{ readonly taskId: string }>>;
  task(access: DoorayAccess, address: TaskAddress): Promise<DoorayAnswer<DoorayTask>>;
  /**
   * A page of the tasks that changed since then, the last changed first: a task that changes meanwhile comes twice
   * rather than never. Pages have 100 and count from 0. Whether a comment counts as a change is Dooray!'s secret.
   */
  changedTasks(
    access: DoorayAccess,
    query: { readonly projectId: string; readonly since: Date; readonly page: number },
  ): Promise<DoorayAnswer<DoorayPage<DoorayTask>>>;
  /**
   * The task that was made for a transfer, found by the marker in its subject or body: of the FIND_TASKS newest that
   * were made since then it looks at those with this subject first. Lists have no bodies, so it reads up to FIND_READS
   * tasks one by one, within the rate that Dooray! tells; that may take half a minute.
   */
  findTask(
    access: DoorayAccess,
    query: {
      readonly projectId: string;
      readonly transfer: TransferMarker;
      /** When the transfer was asked for; two minutes before it are looked at too, for clocks that differ. */
      readonly since: Date;
      readonly subject?: string;
    },
  ): Promise<DoorayAnswer<FoundTask>>;
  moveTask(access: DoorayAccess, move: TaskAddress & { readonly workflowId: string }): Promise<DoorayAnswer<null>>;
  /** `text` is markdown. */
  addComment(
    access: DoorayAccess,
    comment: TaskAddress & { readonly text: string },
  ): Promise<DoorayAnswer<{ readonly commentId: string }>>;
  /**
   * A page of the task's comments, the oldest first, without the events of its history between them. Pages have 20 of
   * both and count from 0; `total` counts both.
   */
  comments(
    access: DoorayAccess,
    query: TaskAddress & { readonly page: number },
  ): Promise<DoorayAnswer<DoorayPage<DoorayComment>>>;
  /** Two calls: the first one is sent on to a host for files. */
  uploadFile(
    access: DoorayAccess,
    file: TaskAddress & { readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array },
  ): Promise<DoorayAnswer<{ readonly fileId: string }>>;
  /** Hooks can neither be listed nor deleted by the API. `url` is a secret: hooks have no signature. */
  createHook(
    access: DoorayAccess,
    hook: { readonly projectId: string; readonly url: string; readonly events: readonly HookEvent[] },
  ): Promise<DoorayAnswer<{ readonly hookId: string }>>;
};
