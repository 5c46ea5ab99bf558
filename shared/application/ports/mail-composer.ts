import type { AnswerMail } from '../../domain/mail/answer-mail.ts';

/** Makes MIME of an answer: text and HTML alternatives, pictures in `data:` addresses as inline parts. */
export type MailComposer = { compose(answer: AnswerMail): Promise<Uint8Array> };
