import type { MailRepository } from '../../../shared/application/ports/mails.ts';
import { goesToCustomer } from '../../../shared/domain/mail/outgoing-mail.ts';
import { isStillAs, memoryDesk, pointerId, type MemoryDesk } from './memory-ticket-repository.ts';

/** Outgoing mails in memory, for tests; give it the desk of the memory ticket repository. */
export const memoryMailRepository = (desk: MemoryDesk = memoryDesk()): MailRepository => ({
  async find({ serviceId, number, mailId }) {
    const mail = desk.mails.get(mailId);
    return mail?.serviceId === serviceId && mail.number === number ? mail : undefined;
  },
  async findMany(serviceId, number, mailIds) {
    return [...new Set(mailIds)]
      .flatMap((id) => desk.mails.get(id) ?? [])
      .filter((mail) => mail.serviceId === serviceId && mail.number === number);
  },
  async list(serviceId, number) {
    return [...desk.mails.values()]
      .filter((mail) => mail.serviceId === serviceId && mail.number === number)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  },
  async save(mail, expected, fact) {
    const stored = desk.mails.get(mail.id);
    if (!isStillAs(stored, expected)) return false;
    if (
      fact &&
      desk.facts.some(
        ({ id, serviceId, number }) => id === fact.id && serviceId === fact.serviceId && number === fact.number,
      )
    )
      return false;
    desk.mails.set(mail.id, mail);
    if (fact) desk.facts.push(fact);
    if (mail.sesMessageId !== undefined && goesToCustomer(mail)) {
      const key = pointerId(mail.serviceId, mail.sesMessageId);
      const others = (desk.pointers.get(key) ?? []).slice(1);
      desk.pointers.set(key, [{ digest: 'ours', number: mail.number }, ...others]);
    }
    return true;
  },
});
