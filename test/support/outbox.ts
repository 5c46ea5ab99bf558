import { simpleParser, type ParsedMail } from 'mailparser';
import { waitUntil } from './wait-until.ts';

export type SentMail = {
  readonly id: string;
  readonly sesMessageId: string;
  readonly to: readonly string[];
  readonly subject: string;
};

/** Every mail that left to an address, oldest first. */
export const sentTo = async (outboxUrl: string, to: string): Promise<readonly SentMail[]> => {
  const found: SentMail[] = [];
  let after: string | undefined;
  for (;;) {
    const response = await fetch(
      `${outboxUrl}/mails?to=${encodeURIComponent(to)}${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`,
    );
    if (!response.ok) throw new Error(`outbox answered ${response.status}`);
    const { mails } = (await response.json()) as { mails: readonly SentMail[] };
    if (mails.length === 0) return found;
    found.push(...mails);
    after = mails.at(-1)!.id;
  }
};

const rawOf = async (outboxUrl: string, { id }: SentMail) => (await fetch(`${outboxUrl}/mails/${id}.eml`)).text();

/** Every mail that left to an address, oldest first, read with a parser that is not ours. */
export const mailsTo = async (outboxUrl: string, to: string): Promise<readonly ParsedMail[]> =>
  Promise.all((await sentTo(outboxUrl, to)).map(async (sent) => simpleParser(await rawOf(outboxUrl, sent))));

/** Waits for the only mail to an address and reads it with a parser that is not ours. */
export const onlyMailTo = async (
  outboxUrl: string,
  to: string,
  limit = 10_000,
): Promise<{ readonly sent: SentMail; readonly parsed: ParsedMail; readonly raw: string }> => {
  const sent = await waitUntil(
    `a mail to ${to}`,
    async () => {
      const mails = await sentTo(outboxUrl, to);
      if (mails.length > 1) throw new Error(`${mails.length} mails went to ${to}`);
      return mails[0];
    },
    limit,
  );
  const raw = await rawOf(outboxUrl, sent);
  return { sent, parsed: await simpleParser(raw), raw };
};
