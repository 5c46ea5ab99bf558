import {
  type DoorayAccess,
  type DoorayAnswer,
  type DoorayApi,
  type DoorayPage,
  type DoorayRate,
  type DoorayTask,
  FIND_READS,
  FIND_TASKS,
  type FoundTask,
} from '../../application/ports/dooray.ts';
import { hasMarker, type TransferMarker } from '../../domain/dooray/transfer-marker.ts';
import { ok } from '../../domain/kernel/result.ts';

type Query = Parameters<DoorayApi['findTask']>[1];
export type FindDeps = {
  /** A page of the project's tasks, the newest first, that were made since a time. */
  readonly newTasks: (
    access: DoorayAccess,
    query: { readonly projectId: string; readonly since: Date; readonly page: number },
  ) => Promise<DoorayAnswer<DoorayPage<DoorayTask>>>;
  readonly task: DoorayApi['task'];
  /** Waits as long as a call would be one too many. */
  readonly pace: (rate: DoorayRate | undefined) => Promise<void>;
};

const isFor = ({ subject, body }: DoorayTask, transfer: TransferMarker): boolean =>
  hasMarker(subject, transfer) || (body !== undefined && hasMarker(body.content, transfer));

/** `findTask` of the port. */
export const findTask =
  ({ newTasks, task, pace }: FindDeps) =>
  async (access: DoorayAccess, { projectId, transfer, since, subject }: Query): Promise<DoorayAnswer<FoundTask>> => {
    const listed: DoorayTask[] = [];
    let rate: DoorayRate | undefined;
    const answer = (found: FoundTask): DoorayAnswer<FoundTask> => ({ ...ok(found), ...(rate && { rate }) });
    let next: number | undefined = 0;
    while (next !== undefined && listed.length < FIND_TASKS) {
      await pace(rate);
      const page: DoorayAnswer<DoorayPage<DoorayTask>> = await newTasks(access, { projectId, since, page: next });
      if (!page.ok) return page;
      rate = page.rate;
      const found = page.value.items.find((each) => isFor(each, transfer));
      if (found) return answer({ task: found, isSure: true });
      listed.push(...page.value.items);
      next = page.value.next;
    }
    const alike = listed.filter((each) => each.subject === subject);
    const unread = [...alike, ...listed.filter((each) => each.subject !== subject)].filter(({ body }) => !body);
    for (const { id: taskId } of unread.slice(0, FIND_READS)) {
      await pace(rate);
      const read = await task(access, { projectId, taskId });
      rate = read.rate;
      if (read.ok && isFor(read.value, transfer)) return answer({ task: read.value, isSure: true });
      // Somebody moved it to another project meanwhile.
      if (!read.ok && read.error.code !== 'not_found') return read;
    }
    return answer({ isSure: next === undefined && unread.length <= FIND_READS });
  };
