import { type Language, type TicketLanguage, TITLE_LIMIT } from '../ticket/ticket.ts';
import { languageOf } from './answer-layout.ts';

const NO_SUBJECT = {
  ko: '(제목 없음)',
  en: '(no subject)',
  ja: '(件名なし)',
  zh: '(无主题)',
} as const satisfies Record<Language, string>;

/**
 * The title of a ticket that came by mail: its subject in one line without control characters, at most TITLE_LIMIT
 * characters.
 */
export const incomingTitle = (subject: string, language: TicketLanguage): string => {
  // Bidirectional controls could make the title read differently.
  const line = subject
    .slice(0, TITLE_LIMIT * 20)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed();
  return line === ''
    ? NO_SUBJECT[languageOf(language)]
    : line
        .slice(0, TITLE_LIMIT)
        .replace(/[\ud800-\udbff]$/, '')
        .trim();
};

/** Note below the beginning of a mail that couldn't be read completely. */
export const CUT_NOTE = {
  ko: '이 메일은 전체를 표시할 수 없습니다. 원본 메일이 message.eml 파일로 첨부되어 있습니다.',
  en: 'This mail could not be shown whole. The original is attached as message.eml.',
  ja: 'このメールは全体を表示できません。元のメールは message.eml として添付されています。',
  zh: '这封邮件无法完整显示。原始邮件已作为 message.eml 附上。',
} as const satisfies Record<Language, string>;
