import { isoTime } from './iso-time.ts';
import type { Member, Project, Template } from './organization.ts';
import type { Log, StoredFile, Task, TaskStore } from './task-store.ts';

export const shortMember = ({ id, name, userCode, email }: Member) => ({
  id,
  name,
  userCode,
  externalEmailAddress: email,
});
export const memberDto = ({ organization }: TaskStore, member: Member) => ({
  ...shortMember(member),
  idProviderType: 'service',
  idProviderUserId: member.userCode,
  defaultOrganization: { id: organization.id },
  locale: 'ko_KR',
  timezoneName: 'Asia/Seoul',
  englishName: member.englishName,
  nativeName: member.name,
  nickname: '',
  displayMemberId: '',
});
export const projectDto = ({ id, code, description, scope, type }: Project, organizationId: string) => ({
  ...{ id, code, description, scope, type, state: 'active', projectCategoryId: null },
  organization: { id: organizationId },
});
const user = (memberId: string) => ({ type: 'member', member: { organizationMemberId: memberId } });
export const templateDto = (
  project: Project,
  { id, templateName, subject, toMemberIds, tagIds, ...rest }: Template,
) => ({
  ...{ id, templateName, subject, dueDate: null, dueDateFlag: false, priority: rest.priority },
  isDefault: rest.isDefault,
  project: { id: project.id, code: project.code },
  users: { to: toMemberIds.map(user), cc: [] },
  tags: tagIds.map((tagId) => ({ id: tagId })),
  milestone: null,
});
export const fileDto = ({ id, name, size, mimeType, creatorId }: StoredFile) => ({
  ...{ id, name, size, mimeType },
  creator: user(creatorId),
});
/** A task as lists have it; alone it comes with its body and files. */
export const taskDto = (store: TaskStore, project: Project, task: Task) => {
  const { id, name, class: workflowClass } = store.workflow(project, task.workflowId);
  return {
    id: task.id,
    subject: task.subject,
    project: { id: project.id, code: project.code },
    number: task.number,
    taskNumber: `${project.code}/${String(task.number)}`,
    closed: workflowClass === 'closed',
    createdAt: isoTime(task.createdAt),
    updatedAt: isoTime(task.updatedAt),
    dueDate: task.dueDate,
    dueDateFlag: task.dueDate !== null,
    priority: task.priority,
    parent: null,
    workflowClass,
    workflow: { id, name },
    milestone: null,
    tags: task.tagIds.map((tagId) => ({ id: tagId })),
    users: {
      from: user(task.fromId),
      to: task.toIds.map((each) => ({ ...user(each), workflow: { id, name } })),
      cc: task.ccIds.map(user),
    },
  };
};
export const logDto = ({ id, postId, type, createdAt, modifiedAt, creatorId, body }: Log) => ({
  ...{ id, type, subtype: 'general', body },
  post: { id: postId },
  createdAt: isoTime(createdAt),
  modifiedAt: isoTime(modifiedAt),
  creator: user(creatorId),
});
