import type { AUDITED_MEMBERS } from '../../../../../shared/domain/desk/audited-members.ts';

type Members = typeof AUDITED_MEMBERS;
/** The key of the word for a member of what administrators change: one for each that the audit log can name. */
export type MemberWordKey = {
  readonly [K in keyof Members & string]: `member.${K}.${keyof Members[K] & string}`;
}[keyof Members];
export type MemberWords = Readonly<Record<MemberWordKey, string>>;
