import * as z from 'zod';
import {
  DOORAY_PRIORITIES,
  type DoorayComment,
  type DoorayMember,
  type DoorayProject,
  type DoorayProjectMember,
  type DoorayTag,
  type DoorayTask,
  type DoorayTemplate,
  type DoorayWorkflow,
} from '../../application/ports/dooray.ts';
import { WORKFLOW_CLASSES } from '../../domain/dooray/workflow-class.ts';

// Members that we don't know are left out. What the desk can do without is absent when it has another form, so that
// one odd task doesn't hide all others; what it needs makes the answer unreadable.

/** Never a number: a number would have lost the last of its 19 digits. */
const id = z.string().regex(/^\d{1,20}$/);
const optionalId = id.optional().catch(undefined);
const optionalText = z.string().min(1).optional().catch(undefined);
/** ISO 8601 in UTC. */
const time = z
  .string()
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()))
  .transform((date) => date.toISOString())
  .optional()
  .catch(undefined);
const body = z.object({ mimeType: z.string().catch('text/x-markdown'), content: z.string().nullish() });
const listOf = <T extends z.ZodType>(item: T) => z.array(item).nullish().catch(undefined);

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };
/** Without members that are undefined, as `exactOptionalPropertyTypes` wants it. */
const present = <T extends object>(value: T): Partial<Defined<T>> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<Defined<T>>;
const bodyIn = (given: z.infer<typeof body> | null | undefined) =>
  given && { mimeType: given.mimeType, content: given.content ?? '' };

/** The answer of what makes something. */
export const madeSchema = z.object({ id });

export const memberSchema = z
  .object({ id, name: z.string(), userCode: optionalText, externalEmailAddress: optionalText })
  .transform((read): DoorayMember => ({
    ...{ id: read.id, name: read.name },
    ...present({ email: read.externalEmailAddress, userCode: read.userCode }),
  }));

export const projectMemberSchema = z
  .object({ organizationMemberId: id, role: optionalText, name: optionalText })
  .transform(({ organizationMemberId, role, name }): DoorayProjectMember => ({
    memberId: organizationMemberId,
    ...present({ role, name }),
  }));

export const projectSchema = z
  .object({ id, code: z.string(), description: optionalText, state: optionalText })
  .transform(({ id: projectId, code, description, state }): DoorayProject => ({
    ...{ id: projectId, name: code },
    ...present({ description, state }),
  }));

/** Undefined for a workflow of a class that we don't know. */
export const workflowSchema = z
  .object({
    id,
    name: z.string(),
    order: z.number().catch(0),
    names: listOf(z.object({ locale: z.string(), name: z.string() })),
    class: z.enum(WORKFLOW_CLASSES).optional().catch(undefined),
  })
  .transform(
    ({ class: kind, names, ...rest }): DoorayWorkflow | undefined =>
      kind && { ...rest, names: names ?? [], class: kind },
  );

export const tagSchema = z
  .object({
    id,
    name: z.string(),
    color: optionalText,
    tagGroup: z
      .object({
        id,
        name: z.string().catch(''),
        mandatory: z.boolean().catch(false),
        selectOne: z.boolean().catch(false),
      })
      .nullish()
      .catch(undefined),
  })
  .transform(({ id: tagId, name, color, tagGroup }): DoorayTag => {
    const group = tagGroup && {
      ...{ id: tagGroup.id, name: tagGroup.name },
      ...{ isMandatory: tagGroup.mandatory, isSingle: tagGroup.selectOne },
    };
    return { id: tagId, name: name.trim(), ...present({ color }), ...(group && { group }) };
  });

const user = z.object({
  // Documented as `organizationmemberid` where a task's creator is told.
  member: z
    .object({ organizationMemberId: optionalId, organizationmemberid: optionalId, name: optionalText })
    .nullish(),
  emailUser: z.object({ emailAddress: optionalText, name: optionalText }).nullish(),
});
const memberId = ({ member }: z.infer<typeof user>) => member?.organizationMemberId ?? member?.organizationmemberid;
const memberIds = (users: readonly z.infer<typeof user>[] | null | undefined): readonly string[] =>
  (users ?? []).flatMap((each) => memberId(each) ?? []);
const users = z
  .object({ from: user.nullish().catch(undefined), to: listOf(user), cc: listOf(user) })
  .nullish()
  .catch(undefined);
const tags = listOf(z.object({ id }));
const idsOf = (given: z.infer<typeof tags>): readonly string[] => (given ?? []).map((tag) => tag.id);

export const templateSchema = z
  .object({
    id,
    templateName: z.string(),
    subject: z.string().nullish(),
    isDefault: z.boolean().catch(false),
    priority: z.enum(DOORAY_PRIORITIES).optional().catch(undefined),
    users,
    tags,
    body: body.nullish(),
    guide: body.nullish(),
  })
  .transform((read): DoorayTemplate => ({
    ...{ id: read.id, name: read.templateName, subject: read.subject ?? '', isDefault: read.isDefault },
    ...{ assigneeIds: memberIds(read.users?.to), ccIds: memberIds(read.users?.cc), tagIds: idsOf(read.tags) },
    ...present({
      priority: read.priority,
      body: bodyIn(read.body) ?? undefined,
      guide: bodyIn(read.guide) ?? undefined,
    }),
  }));

const count = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);

/** `projectId` is the one that was asked for: not every answer names it. */
export const taskSchema = (projectId: string) =>
  z
    .object({
      id,
      number: count,
      taskNumber: optionalText,
      subject: z.string(),
      closed: z.boolean().optional().catch(undefined),
      workflowClass: z.enum(WORKFLOW_CLASSES).optional().catch(undefined),
      workflow: z.object({ id, name: z.string() }).nullish().catch(undefined),
      createdAt: time,
      updatedAt: time,
      priority: optionalText,
      users,
      tags,
      body: body.nullish(),
    })
    .transform((read): DoorayTask => ({
      ...{ id: read.id, projectId, number: read.number, subject: read.subject },
      isClosed: read.closed ?? read.workflowClass === 'closed',
      ...{ assigneeIds: memberIds(read.users?.to), tagIds: idsOf(read.tags) },
      ...present({
        ...{ taskNumber: read.taskNumber, workflowClass: read.workflowClass, priority: read.priority },
        ...{ workflow: read.workflow ?? undefined, createdAt: read.createdAt, updatedAt: read.updatedAt },
        creatorId: read.users?.from ? memberId(read.users.from) : undefined,
        body: bodyIn(read.body) ?? undefined,
      }),
    }));

/** Undefined for an event of the task's history. */
export const commentSchema = z
  .object({
    id,
    type: z.string().optional(),
    subtype: z.string().catch('general'),
    createdAt: time,
    modifiedAt: time,
    creator: user.nullish().catch(undefined),
    body: body.nullish(),
  })
  .transform(({ type = 'comment', createdAt, modifiedAt, creator, ...read }): DoorayComment | undefined =>
    type !== 'comment'
      ? undefined
      : {
          ...{
            id: read.id,
            subtype: read.subtype,
            body: bodyIn(read.body) ?? { mimeType: 'text/x-markdown', content: '' },
          },
          ...present({
            createdAt,
            editedAt: modifiedAt === createdAt ? undefined : modifiedAt,
            byMemberId: creator ? memberId(creator) : undefined,
            byEmail: creator?.emailUser?.emailAddress,
            byName: creator?.emailUser?.name ?? creator?.member?.name,
          }),
        },
  );
