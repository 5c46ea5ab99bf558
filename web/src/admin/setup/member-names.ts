import type { SetupSection } from '../../../../shared/domain/desk-setup/setup-document.ts';
import { AUDITED_MEMBERS } from '../../../../shared/domain/desk/audited-members.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';

/** What the audit log calls the things of each part of a document. */
const SUBJECTS = {
  categories: 'category',
  fields: 'field',
  templates: 'template',
  mailLayouts: 'mail_layout',
  restrictedWords: 'restricted_words',
  triggers: 'trigger',
} as const satisfies Record<SetupSection, keyof typeof AUDITED_MEMBERS>;

/** The word for a member of a part; undefined for one that no part has. */
export const memberWord = (section: SetupSection, name: string): AdminWordKey | undefined => {
  const subject = SUBJECTS[section];
  const member = section === 'categories' && name === 'id' ? 'categoryId' : name;
  return Object.hasOwn(AUDITED_MEMBERS[subject], member) ? (`member.${subject}.${member}` as AdminWordKey) : undefined;
};
