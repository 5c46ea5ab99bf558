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
 * characters long.
 */
export const incomingTitle = (subject: string, language: TicketLanguage): string => {
  // Bidirectional controls could make the title read otherwise than it is.
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
