import type { MailRepository } from '../../application/ports/mails.ts';
import { goesToCustomer, roundOf } from '../../domain/mail/outgoing-mail.ts';
import { has } from './rows.ts';
import { factRows } from './fact-rows.ts';
import { OUR_DIGEST, pointerKey, pointerRows } from './message-pointers.ts';
import { beginningWith, getMany, queryAll } from './query.ts';
import { mailRows } from './ticket-rows.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

/** The condition that a stored mail is still as somebody found it. A mail's first round has no number in its row. */
export const isStillAs = (expected: Parameters<MailRepository['save']>[1]) =>
  has({
    status: expected.status,
    attempts: expected.attempts,
    outcome: expected.outcome,
    round: roundOf(expected) === 1 ? undefined : expected.round,
  });

/** Outgoing mails: rows beside their ticket. */
export const dynamoMailRepository = ({ client, deskTable, backoff }: DeskDeps): MailRepository => {
  const desk = { client, TableName: deskTable };
  return {
    find: ({ serviceId, number, mailId }) => mailRows.get(desk, { serviceId, number, id: mailId }),
    async findMany(serviceId, number, mailIds) {
      const keys = [...new Set(mailIds)].map((id) => mailRows.key({ serviceId, number, id }));
      return (await getMany(desk, keys, { backoff })).map(mailRows.read);
    },
    list: (serviceId, number) =>
      queryAll(
        desk,
        { ...beginningWith(mailRows.key({ serviceId, number, id: '' })), consistent: true },
        mailRows.read,
      ),
    save: (mail, expected, fact) => {
      const { serviceId, number, sesMessageId } = mail;
      return writeAll(client, backoff, [
        mailRows.putIf(desk, isStillAs(expected), mail),
        // A fact whose id was made from what it tells of (a repeated feedback) is there already: then this was told
        // before.
        ...(fact === undefined ? [] : [factRows.create(desk, fact)]),
        // Who answers a mail that a trigger sent to others writes nothing on the ticket.
        ...(sesMessageId === undefined || !goesToCustomer(mail)
          ? []
          : [
              pointerRows.put(
                desk,
                { messageId: sesMessageId, digest: OUR_DIGEST, number },
                pointerKey(serviceId, sesMessageId),
              ),
            ]),
      ]);
    },
  };
};
