import { parentPort } from 'node:worker_threads';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { postalMailParser } from './parse-mail.ts';
import { sanitizedRichText } from './rich-text.ts';

export type FromMailWorker = { readonly mail: ParsedMail } | { readonly fault: string };

/** Runs in a worker: reads one raw mail after another and makes its body safe, all that takes time about a mail. */
export const answerMails = (): void => {
  const port = parentPort!;
  const read = async (raw: Uint8Array): Promise<FromMailWorker> => {
    try {
      const mail = await postalMailParser.parse(raw);
      return { mail: { ...mail, safe: sanitizedRichText.sanitize(mail.html) } };
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
