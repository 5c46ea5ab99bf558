import { monotonicFactory } from 'ulid';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoPreferencesRepository } from '../../shared/adapters/dynamodb/preferences-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import type { ClockAndIds } from '../../shared/application/ports/platform.ts';
import { answerTicket } from '../../shared/application/tickets/answer-ticket.ts';
import { createTicket } from '../../shared/application/tickets/create-ticket.ts';
import { keepTicket } from '../../shared/application/tickets/keep-ticket.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';
import type { DeskTables } from './desk-tables.ts';

const HOUR = 3_600_000;

const accept = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
};

const ulid = monotonicFactory();
/**
 * A ticket that was opened, kept and answered an hour apart, the last of it so long ago: by the use cases, with a clock
 * of the past.
 */
export const answeredAgo = async (
  { client, deskTable, sessionsTable }: DeskTables,
  serviceId: string,
  ago: number,
  command: 'resolve' | 'pend',
  email: string,
): Promise<Ticket> => {
  const on = { client, deskTable, sessionsTable, backoff: jitteredBackoff };
  const directory = dynamoDeskDirectory(on);
  const agent = (await directory.listAgents(serviceId)).find(({ role }) => role === 'agent')!;
  const useCasesAt = (at: Date) => {
    const clock: ClockAndIds = { now: () => at, newId: (prefix) => `${prefix}_${ulid(at.getTime())}` };
    const deps = {
      clock,
      directory,
      backoff: jitteredBackoff,
      richText: sanitizedRichText,
      phoneNumbers: libPhoneNumbers,
      customers: dynamoCustomerRepository(on),
      restrictedWords: dynamoRestrictedWords(on),
      preferences: dynamoPreferencesRepository(on),
      layouts: dynamoMailLayoutRepository(on),
      definitions: dynamoFieldRepository(on),
      tickets: dynamoTicketRepository({ ...on, now: clock.now }),
    };
    return { create: createTicket(deps), keep: keepTicket(deps), answer: answerTicket(deps, command) };
  };
  const end = Date.now() - ago;
  const about = { serviceId, agent, correlationId: 'cor_past' };
  const { number } = accept(
    await useCasesAt(new Date(end - 2 * HOUR)).create({
      ...about,
      title: `an old question of ${email}`,
      html: '<p>long ago</p>',
      customer: { email },
      priority: 'normal',
    }),
  );
  accept(await useCasesAt(new Date(end - HOUR)).keep({ ...about, number }));
  return accept(await useCasesAt(new Date(end)).answer({ ...about, number, html: '<p>answered long ago</p>' }));
};
