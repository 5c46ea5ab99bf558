import type { State } from '../state/open-state.ts';

/** A mail as SES took it. Times are ISO 8601; addresses bare. */
export type SentMail = {
  readonly sesMessageId: string;
  /** With angle brackets, as the recipient sees it. */
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly sentAt: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly raw: Buffer;
};

/** Without the bytes; `id` grows by one with each mail. */
export type MailSummary = Omit<SentMail, 'raw'> & { readonly id: string; readonly size: number };

export type MailQuery = {
  /** Only mails to this address, in any case of letters. */
  readonly to?: string;
  /** Only later ones than this id, or than this ISO 8601 time. */
  readonly after?: string;
  /** Only earlier ones than this id. */
  readonly before?: string;
  /** A part of subject, sender or recipient. */
  readonly text?: string;
  /** The newest so many (default 100). */
  readonly limit?: number;
  /** With `after`: the oldest so many instead, to page on. */
  readonly oldestFirst?: boolean;
};

export type MailStore = {
  /** Within the caller's transaction. */
  add(mail: SentMail): string;
  /** Newest last. */
  list(query: MailQuery): readonly MailSummary[];
  count(query: Pick<MailQuery, 'to' | 'text'>): number;
  summary(id: string): MailSummary | undefined;
  raw(id: string): Buffer | undefined;
  bySesMessageId(sesMessageId: string): MailSummary | undefined;
};

type Row = { readonly id: number; readonly head: string; readonly size: number };

/** The mails that were sent, kept in the data folder. */
export const mailStore = (state: State): MailStore => {
  state.define(`
    CREATE TABLE IF NOT EXISTS outbox_mails (id INTEGER PRIMARY KEY AUTOINCREMENT, ses_message_id TEXT NOT NULL UNIQUE, sent_at TEXT NOT NULL, words TEXT NOT NULL, head TEXT NOT NULL, raw BLOB NOT NULL);
    CREATE INDEX IF NOT EXISTS outbox_mails_by_time ON outbox_mails(sent_at);
    CREATE TABLE IF NOT EXISTS outbox_recipients (address TEXT NOT NULL, mail_id INTEGER NOT NULL, PRIMARY KEY (address, mail_id)) WITHOUT ROWID;
  `);
  const columns = 'id, head, length(raw) AS size FROM outbox_mails';
  return {
    add: ({ raw, ...head }) => {
      const words = [head.subject, head.from, ...head.to].join('\n').toLowerCase();
      const { lastInsertRowid } = state.run(
        'INSERT INTO outbox_mails (ses_message_id, sent_at, words, head, raw) VALUES (?, ?, ?, ?, ?)',
        head.sesMessageId,
        head.sentAt,
        words,
        JSON.stringify(head),
        raw,
      );
      for (const address of new Set(head.to.map((each) => each.toLowerCase()))) {
        state.run('INSERT INTO outbox_recipients (address, mail_id) VALUES (?, ?)', address, lastInsertRowid);
      }
      return String(lastInsertRowid);
    },
    list: (query) => {
      const { where, values } = conditions(query);
      const order = query.oldestFirst ? 'ASC' : 'DESC';
      const rows = state.all<Row>(
        `SELECT ${columns} ${where} ORDER BY id ${order} LIMIT ?`,
        ...values,
        query.limit ?? 100,
      );
      return (query.oldestFirst ? rows : rows.toReversed()).map(summaryOf);
    },
    count: (query) => {
      const { where, values } = conditions(query);
      return state.get<{ readonly n: number }>(`SELECT count(*) AS n FROM outbox_mails ${where}`, ...values)!.n;
    },
    summary: (id) => mapped(state.get<Row>(`SELECT ${columns} WHERE id = ?`, idValue(id))),
    bySesMessageId: (sesMessageId) =>
      mapped(state.get<Row>(`SELECT ${columns} WHERE ses_message_id = ?`, sesMessageId)),
    raw: (id) => {
      const row = state.get<{ readonly raw: Uint8Array }>('SELECT raw FROM outbox_mails WHERE id = ?', idValue(id));
      return row && Buffer.from(row.raw);
    },
  };
};

const conditions = (query: MailQuery) => {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (part: string, value: string | number) => {
    parts.push(part);
    values.push(value);
  };
  if (query.to !== undefined)
    add('id IN (SELECT mail_id FROM outbox_recipients WHERE address = ?)', query.to.toLowerCase());
  if (query.after !== undefined) {
    if (/^\d+$/.test(query.after)) add('id > ?', Number(query.after));
    else add('sent_at > ?', new Date(query.after).toISOString());
  }
  if (query.before !== undefined) add('id < ?', idValue(query.before));
  if (query.text !== undefined && query.text !== '') add('instr(words, ?) > 0', query.text.toLowerCase());
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
};

const idValue = (id: string) => (/^\d{1,15}$/.test(id) ? Number(id) : -1);
const summaryOf = (row: Row): MailSummary => ({
  id: String(row.id),
  ...(JSON.parse(row.head) as Omit<SentMail, 'raw'>),
  size: row.size,
});
const mapped = (row: Row | undefined) => row && summaryOf(row);
