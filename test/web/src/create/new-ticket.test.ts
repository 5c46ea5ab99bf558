import { ProblemError } from '../../../../web/src/desk/api/problem-error.ts';
import type { FieldView } from '../../../../web/src/desk/api/service-queries.ts';
import { keyOf, type TicketValue, type ValueKey } from '../../../../web/src/desk/fields/field-values.ts';
import {
  bodyOf,
  checkNewTicket,
  EMPTY,
  fieldsOfForm,
  fileIdsOf,
  keepNewTicket,
  NEW_FAULTS,
  readNewTicket,
  refusedParts,
  sentAs,
  withUpload,
  withValue,
  type NewTicket,
} from '../../../../web/src/create/new-ticket.ts';
import { aFieldView } from '../../support/field-views.ts';

const field = (over: Partial<FieldView> = {}): FieldView => aFieldView({ code: 'order', ...over });
const written = (values: Readonly<Partial<Record<ValueKey, TicketValue>>> = {}): NewTicket =>
  Object.entries(values).reduce((ticket, [key, value]) => withValue(ticket, key as ValueKey, value ?? null), {
    ...EMPTY,
    title: ' Late parcel ',
    html: '<p>Where is it?</p>',
  });
const desk = { serviceId: 'care', role: 'agent', myGroupIds: ['delivery'] } as const;
const storage = () => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

describe('the request', () => {
  test('has what was filled in, and values of those fields alone that the inquiry type asks for', () => {
    const definitions = [field({}), field({ code: 'account', inquiryTypeIds: ['refund'] })];
    const ticket = {
      ...written({
        'customer.email': ' sora@example.com ',
        'customer.name': '',
        inquiryTypeId: 'delivery',
        tags: ['vip'],
        [keyOf('order')]: 'A-1',
        [keyOf('account')]: '110',
      }),
      groupId: 'billing',
      files: [{ id: 'u1', name: 'a.png' }],
    };
    expect(bodyOf(ticket, fieldsOfForm(ticket, definitions, 'care', 'agent'))).toEqual({
      title: 'Late parcel',
      html: '<p>Where is it?</p>',
      customer: { email: 'sora@example.com' },
      inquiryTypeId: 'delivery',
      groupId: 'billing',
      tags: ['vip'],
      uploadIds: ['u1'],
      fields: { order: 'A-1' },
    });
  });

  test('the same content goes under the same key, and another content under another', () => {
    let count = 0;
    const newKey = () => `key-${(count += 1)}`;
    const ticket = written();
    const first = sentAs(ticket, bodyOf(ticket, []), newKey);
    const again = { ...ticket, sent: first };
    expect(sentAs(again, bodyOf(again, []), newKey).key).toBe('key-1');
    expect(sentAs(again, bodyOf({ ...again, title: 'Other' }, []), newKey).key).toBe('key-2');
  });
});

test('a file is in the form by what stands for its upload until it has arrived, unless it is taken out before', () => {
  const ticket = { ...written({ [keyOf('proof')]: ['a', 'b'], tags: ['a'] }), files: [{ id: 'c', name: 'c.png' }] };
  expect(fileIdsOf(ticket)).toEqual(['c', 'a', 'b']);
  const arrived = withUpload(withUpload(withUpload(ticket, 'b', 'u1'), 'c', 'u2'), 'gone', 'u3');
  expect(fileIdsOf(arrived)).toEqual(['u2', 'a', 'u1']);
  expect(arrived.files).toEqual([{ id: 'u2', name: 'c.png' }]);
  expect(arrived.values['tags']).toEqual(['a']);
});

describe('what is wrong with the form', () => {
  test.each<[string, NewTicket, readonly FieldView[], Record<string, string>]>([
    ['nothing is filled in', EMPTY, [], { title: NEW_FAULTS.missing, html: NEW_FAULTS.missing }],
    ['all is well', written({ 'customer.email': 'a@example.com', 'customer.phone': '010-1234-5678' }), [], {}],
    [
      'contacts can’t be read',
      written({ 'customer.email': 'sora', 'customer.phone': '1'.repeat(41) }),
      [],
      { 'customer.email': 'email_invalid', 'customer.phone': 'phone_invalid' },
    ],
    [
      'a field of the customer is required',
      written(),
      [field({ required: true })],
      { 'fields.order': 'It is required' },
    ],
    ['a field of agents is required and none is filled', written(), [field({ scope: 'agent', required: true })], {}],
    [
      'another field of agents is filled',
      written({ [keyOf('cause')]: 'Carrier' }),
      [field({ scope: 'agent', required: true }), field({ code: 'cause', scope: 'agent' })],
      { 'fields.order': 'It is required' },
    ],
    [
      'it is kept for a group of others',
      { ...written(), keep: true, groupId: 'billing' },
      [],
      { groupId: NEW_FAULTS.groupNotMine },
    ],
  ])('given %s', (_, ticket, asked, faults) => {
    expect(Object.fromEntries(checkNewTicket(ticket, asked, desk))).toEqual(faults);
  });

  test('who is in several groups and keeps it names one of them', () => {
    const mine = { ...desk, myGroupIds: ['delivery', 'billing'] };
    expect([...checkNewTicket({ ...written(), keep: true }, [], mine).keys()]).toEqual(['groupId']);
    expect(checkNewTicket({ ...written(), keep: true, groupId: 'billing' }, [], mine).size).toBe(0);
    expect(checkNewTicket(written(), [], mine).size).toBe(0);
  });

  test('a refusal of the API stands at what it is about', () => {
    const refused = (code: string, members: object = {}) =>
      Object.fromEntries(
        refusedParts(new ProblemError({ type: 'about:blank', title: code, status: 400, code, ...members }, 400), {
          ...written(),
          files: [{ id: 'u1', name: 'a.png' }],
        }),
      );
    expect(refused('group_not_found')).toEqual({ groupId: NEW_FAULTS.groupGone });
    expect(refused('phone_invalid')).toEqual({ 'customer.phone': 'phone_invalid' });
    expect(refused('category_not_found', { field: 'inquiryTypeId' })).toEqual({ inquiryTypeId: 'category_not_found' });
    expect(refused('upload_not_found', { uploadId: 'u1' })).toEqual({ files: 'upload_not_found' });
    expect(refused('validation_failed', { errors: [{ pointer: '#/title', detail: 'Too long' }] })).toEqual({
      title: 'Too long',
    });
    expect(refused('internal_error')).toEqual({});
  });
});

describe('what is kept in the browser', () => {
  test('is all that was typed, but for values of encrypted fields', () => {
    const shelf = storage();
    const definitions = [field({}), field({ code: 'account', encrypted: true })];
    const ticket = {
      ...written({ priority: 'high', [keyOf('order')]: 'A-1', [keyOf('account')]: '110-220' }),
      sent: { body: '110-220', key: 'key-1' },
    };
    keepNewTicket(shelf, 'k', ticket, definitions);
    expect([...shelf.kept.values()].join()).not.toContain('110-220');
    expect(readNewTicket(shelf, 'k')).toEqual({
      ...ticket,
      values: { priority: 'high', [keyOf('order')]: 'A-1' },
      sent: null,
    });
  });

  test('is gone when there is nothing left, and what can’t be read counts as nothing', () => {
    const shelf = storage();
    keepNewTicket(shelf, 'k', written(), []);
    keepNewTicket(shelf, 'k', EMPTY, []);
    expect(shelf.kept.size).toBe(0);
    shelf.setItem('k', '{"title":1}');
    expect(readNewTicket(shelf, 'k')).toEqual(EMPTY);
  });
});
