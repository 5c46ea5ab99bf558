import type { AdminWordKey } from '../../ui/words/admin/en.ts';

/** What members of a document are called. */
export const MEMBERS: Readonly<Record<string, AdminWordKey>> = {
  kind: 'setup.member.kind',
  id: 'setup.member.id',
  parentId: 'setup.member.parentId',
  names: 'setup.member.names',
  active: 'setup.member.active',
  order: 'setup.member.order',
  code: 'setup.member.code',
  scope: 'setup.member.scope',
  type: 'setup.member.type',
  required: 'setup.member.required',
  exposure: 'setup.member.exposure',
  encrypted: 'setup.member.encrypted',
  options: 'setup.member.options',
  maxLength: 'setup.member.maxLength',
  inquiryTypeIds: 'setup.member.inquiryTypeIds',
  searchCode: 'setup.member.searchCode',
  name: 'setup.member.name',
  language: 'setup.member.language',
  html: 'setup.member.html',
  categoryIds: 'setup.member.categoryIds',
  subject: 'setup.member.subject',
  words: 'setup.member.words',
};
