import fc from 'fast-check';
import { FIELDS_BYTES, type FieldValue, type TicketFields } from '../../../../shared/domain/desk/field-value.ts';
import { automateTicket, type AutomateTicket } from '../../../../shared/domain/ticket/automate-ticket.ts';
import { isAllowed } from '../../../../shared/domain/ticket/lifecycle.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import { TAGS_LIMIT } from '../../../../shared/domain/ticket/ticket.ts';
import { aField } from '../../../support/fields.ts';
import { aContext, aTicket } from '../../../support/tickets.ts';

const BY = { chainId: 'evt_0', depth: 2, triggers: [{ triggerId: 'trg_1', name: 'VIP' }] };
const asked = (
  automation: Partial<AutomateTicket['automation']>,
  over: Partial<AutomateTicket> = {},
): AutomateTicket => ({
  automation: { edit: {}, fields: {}, ...automation },
  by: BY,
  definitions: [],
  fields: {},
  gone: new Set(),
  ...over,
});
const toGroup = (groupId: string) => ({ placement: { kind: 'group' as const, triggerId: 'trg_1', groupId } });

it('does all that is asked for in one version, with one fact that names the triggers and one entry that they wrote', () => {
  const { decision, notDone } = automateTicket(
    aTicket({ tags: ['old'] }),
    asked(
      { edit: { priority: 'urgent', tags: ['old', 'vip'], inquiryTypeId: 'delivery' }, ...toGroup('second-line') },
      { body: { html: '<p>Look</p>', text: 'Look' } },
    ),
    aContext(),
  );
  expect(notDone).toEqual([]);
  expect(decision).toMatchObject({
    ticket: {
      version: 4,
      status: 'unassigned',
      groupId: 'second-line',
      priority: 'urgent',
      tags: ['old', 'vip'],
      inquiryTypeId: 'delivery',
      activityAt: aTicket().activityAt,
      lastEntry: { id: 'ent_1', by: 'system' },
    },
    fact: {
      type: 'ticket_automated',
      actor: { kind: 'system' },
      automation: BY,
      entryId: 'ent_1',
      changes: {
        status: { before: 'processing', after: 'unassigned' },
        assignee: { before: 'agent_1' },
        group: { before: 'first-line', after: 'second-line' },
        priority: { before: 'normal', after: 'urgent' },
        tags: { before: 'old', after: 'old, vip' },
        inquiryType: { after: 'delivery' },
      },
    },
    entry: { kind: 'comment', author: { kind: 'system' }, automatedBy: BY.triggers, text: 'Look' },
  });
  expect(decision!.ticket).not.toHaveProperty('assigneeId');
});

it('makes no version where nothing would change, unless something goes outside', () => {
  const same = asked({ edit: { priority: 'normal', tags: [] } });
  expect(automateTicket(aTicket(), same, aContext())).toEqual({ notDone: [] });
  const { decision } = automateTicket(aTicket(), { ...same, goesOutside: true }, aContext());
  expect(decision).toMatchObject({ ticket: { version: 4 }, fact: { changes: {}, automation: BY } });
  expect(automateTicket(aTicket(), asked({}, { body: { html: '<p> </p>', text: ' ' } }), aContext())).toEqual({
    notDone: [],
  });
});

describe.each([...TICKET_STATUSES, 'spam' as const])('given a ticket that is %s', (place) => {
  const ticket =
    place === 'spam' ? aTicket({ status: 'resolved', internalReason: 'spam' }) : aTicket({ status: place });
  const { decision, notDone } = automateTicket(
    ticket,
    asked({
      edit: { priority: 'urgent', tags: ['vip'] },
      ...toGroup('second-line'),
      complete: { triggerId: 'trg_1' },
    }),
    aContext(),
  );

  it('then exactly what the lifecycle table allows is done, and the rest is said', () => {
    const said = notDone.map(({ kind, result }) => `${kind} ${result}`);
    expect(said).toEqual([
      ...(isAllowed('automate', ticket) ? [] : ['set_priority completed', 'add_tag completed']),
      ...(isAllowed('place', ticket) ? [] : ['forward_to_group not_placeable']),
      ...(isAllowed('complete_by_trigger', ticket) ? [] : ['complete not_resolved']),
    ]);
    expect(decision?.ticket.priority).toBe(isAllowed('automate', ticket) ? 'urgent' : undefined);
    expect(decision?.ticket.groupId).toBe(
      decision && (isAllowed('place', ticket) ? 'second-line' : ticket.groupId),
    );
    expect(decision?.ticket.completedAt).toBe(isAllowed('complete_by_trigger', ticket) ? aContext().at : undefined);
  });
});

describe('given values of the service’s own fields', () => {
  const definitions = [
    aField({ code: 'order', type: 'text', maxLength: 5 }),
    aField({ code: 'color', type: 'dropdown', options: [{ code: 'red', names: { en: 'Red' }, active: true }] }),
    aField({ code: 'secret', type: 'text', encrypted: true }),
    aField({ code: 'scan', type: 'file' }),
    aField({ code: 'size', type: 'text', scope: 'customer', inquiryTypeIds: ['delivery'] }),
  ];
  const stored: TicketFields = { order: { type: 'text', value: 'A-1' } };
  const set = (fields: Readonly<Record<string, FieldValue | null>>, edit = {}) =>
    automateTicket(aTicket(), asked({ fields, edit }, { definitions, fields: stored }), aContext());

  it.each([
    ['a value of the field', { order: 'A-2' }, { order: { type: 'text', value: 'A-2' } }],
    ['an option', { color: 'red' }, { ...stored, color: { type: 'dropdown', value: 'red' } }],
    ['nothing, where there is a value', { order: null }, {}],
  ])('sets %s', (_, fields, after) => {
    expect(set(fields)).toMatchObject({ decision: { fields: after }, notDone: [] });
  });

  it('tells the log what changed, and nothing of what did not', () => {
    expect(set({ order: 'A-2', color: 'red' }).decision?.fact.fieldChanges).toEqual({
      order: { before: 'A-1', after: 'A-2' },
      color: { after: 'red' },
    });
    expect(set({ order: 'A-1' }).decision).toBeUndefined();
  });

  it.each<[string, Readonly<Record<string, FieldValue | null>>, string]>([
    ['a text that is too long', { order: '123456' }, 'At most 5 characters'],
    ['a value of another type', { order: true }, 'It is a text'],
    ['an option that there is not', { color: 'blue' }, 'There is no such option'],
    ['a field that there is not', { gone: 'x' }, 'The service has no such field'],
    ['an encrypted field', { secret: 'x' }, 'No trigger sets it'],
    ['files', { scan: ['upl_1'] }, 'No trigger sets it'],
    ['a field of another inquiry type', { size: 'x' }, 'The ticket’s inquiry type has no such field'],
  ])('does nothing with %s, and says why', (_, fields, why) => {
    expect(set(fields)).toEqual({
      notDone: [{ kind: 'set_field', of: Object.keys(fields)[0], result: 'field_not_valid', why }],
    });
  });

  it('goes by the inquiry type that the ticket gets', () => {
    expect(set({ size: 'XL' }, { inquiryTypeId: 'delivery' })).toMatchObject({ notDone: [] });
  });

  it('leaves all values as they are where they would be too large together', () => {
    const text = 'x'.repeat(FIELDS_BYTES - 100);
    const large = automateTicket(
      aTicket(),
      asked({ fields: { order: 'A-2' } }, { definitions, fields: { note: { type: 'textarea', value: text } } }),
      aContext(),
    );
    expect(large.notDone).toEqual([]);
    const larger = automateTicket(
      aTicket(),
      asked(
        { fields: { order: 'A-2' } },
        { definitions, fields: { note: { type: 'textarea', value: `${text}${'x'.repeat(60)}` } } },
      ),
      aContext(),
    );
    expect(larger).toMatchObject({ notDone: [{ of: 'order', result: 'field_not_valid' }] });
    expect(larger.decision).toBeUndefined();
  });
});

it('leaves groups and categories alone that are gone, and does the rest', () => {
  const { decision, notDone } = automateTicket(
    aTicket(),
    asked(
      { edit: { inquiryTypeId: 'fax', processingTypeId: null, priority: 'high' }, ...toGroup('closed') },
      { gone: new Set(['fax', 'closed']) },
    ),
    aContext(),
  );
  expect(notDone).toEqual([
    { kind: 'set_inquiry_type', of: 'fax', result: 'gone' },
    { kind: 'forward_to_group', of: 'closed', result: 'gone' },
  ]);
  expect(Object.keys(decision!.fact.changes)).toEqual(['priority']);
});

it('never gives a ticket more tags than it can hold, and never takes one away', () => {
  const tag = fc.stringMatching(/^[a-z]{1,3}$/);
  fc.assert(
    fc.property(fc.uniqueArray(tag, { maxLength: TAGS_LIMIT }), fc.uniqueArray(tag, { maxLength: 30 }), (has, more) => {
      const tags = has.toSorted();
      const { decision, notDone } = automateTicket(
        aTicket({ tags }),
        asked({ edit: { tags: [...tags, ...more] } }),
        aContext(),
      );
      const after = decision?.ticket.tags ?? tags;
      expect(after.length).toBeLessThanOrEqual(TAGS_LIMIT);
      expect(after).toEqual(expect.arrayContaining(tags));
      expect(new Set([...after, ...notDone.map(({ of }) => of)])).toEqual(new Set([...tags, ...more]));
    }),
  );
});
