import type { Language } from '../ticket/ticket.ts';

/** What stands under the beginning of a mail that couldn't be read whole. */
export const CUT_NOTE = {
  ko: '이 메일은 전체를 표시할 수 없습니다. 원본 메일이 message.eml 파일로 첨부되어 있습니다.',
  en: 'This mail could not be shown whole. The original is attached as message.eml.',
  ja: 'このメールは全体を表示できません。元のメールは message.eml として添付されています。',
  zh: '这封邮件无法完整显示。原始邮件已作为 message.eml 附上。',
} as const satisfies Record<Language, string>;
