import { PUBLIC_FIELDS, TRACKED_FIELDS, type Fact, type TrackedField } from '../../../../shared/domain/ticket/facts.ts';
import { redactFact } from '../../../../shared/domain/ticket/redact-fact.ts';
import { aFact } from '../../../support/tickets.ts';

const everything = Object.fromEntries(
  TRACKED_FIELDS.map((field) => [field, { before: `${field} was`, after: `${field} is` }]),
) as Fact['changes'];
const told = (fact: Fact, field: TrackedField) => fact.changes[field];

it.each(TRACKED_FIELDS)(
  'given a change of %s, then its values stay if they may leave the desk, and else only that it changed',
  (field) => {
    const isPublic = (PUBLIC_FIELDS as readonly string[]).includes(field);
    expect(told(redactFact(aFact({ changes: everything })), field)).toEqual(
      isPublic ? { before: `${field} was`, after: `${field} is` } : {},
    );
  },
);

it('takes the reason away, which may name an address, and nothing else', () => {
  const fact = aFact({ type: 'mail_bounced', mailId: 'mail_1', changes: {} });
  expect(redactFact({ ...fact, reason: '550 <mina@example.com> is unknown here' })).toEqual(fact);
});
