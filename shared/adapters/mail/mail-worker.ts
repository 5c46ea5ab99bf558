import { parentPort } from 'node:worker_threads';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { postalMailParser } from './parse-mail.ts';
import { sanitizeRichText } from './sanitize-rich-text.ts';

export type FromMailWorker = { readonly mail: ParsedMail } | { readonly fault: string };

/** Runs in the worker: parses each raw mail and sanitizes its body, the two steps that may take long. */
export const answerMails = (): void => {
  const port = parentPort!;
  const read = async (raw: Uint8Array): Promise<FromMailWorker> => {
    try {
      const mail = await postalMailParser.parse(raw);
      return { mail: { ...mail, safe: sanitizeRichText(mail.html) } };
    } catch (cause) {
      return { fault: String(cause).slice(0, 500) };
    }
  };
  port.on('message', (raw: Uint8Array) => {
    void read(raw).then((answer) => {
      port.postMessage(answer);
    });
  });
};
