import { ProblemError } from '../../../../web/src/desk/api/problem-error.ts';
import {
  beginEscalation,
  checkEscalation,
  ESCALATION_FAULTS,
  escalationBody,
  fieldsAsked,
  keepEscalation,
  quoted,
  quotedEntry,
  readEscalation,
  refusedInEscalation,
  withEscalationValue,
  type EscalationTarget,
} from '../../../../web/src/ticket/escalation-form.ts';
import { aFieldView } from '../../support/field-views.ts';
import { anEntryView } from '../../support/ticket-views.ts';

const firmware: EscalationTarget['inquiryTypes'][number] = {
  categoryId: 'firmware',
  kind: 'inquiry_type',
  names: { en: 'Firmware' },
  parentId: null,
  active: true,
  order: 0,
  version: 1,
};
const model = aFieldView({ code: 'model', scope: 'customer', type: 'text', required: true });
const revision = aFieldView({ code: 'revision', scope: 'customer', type: 'text', inquiryTypeIds: ['firmware'] });
// Agents fill the form: what customers don't see is part of it.
const internal = aFieldView({ code: 'internal', type: 'text', exposure: { agent: true, customer: false } });
const target: EscalationTarget = {
  serviceId: 'engineering',
  name: 'Engineering',
  inquiryTypes: [firmware],
  fields: [model, revision, internal],
};
const begun = beginEscalation([target], { title: 'The lamp flickers' }, '<p>Look</p>');
const filled = withEscalationValue(begun, 'fields.model', 'HL-2');
const memory = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

describe('what it begins with', () => {
  it('given one service, then it is chosen; given several, then none is', () => {
    expect(begun).toMatchObject({ targetServiceId: 'engineering', title: 'The lamp flickers' });
    expect(beginEscalation([target, { ...target, serviceId: 'other' }], { title: '' }, '').targetServiceId).toBeNull();
  });
  it('quotes the customer’s newest message, or what another team wrote', () => {
    const note = anEntryView({ id: 'note', kind: 'transfer_note', author: { kind: 'agent', agentId: 'a' } });
    const own = { ...note, id: 'own', command: 'escalate' as const };
    const message = anEntryView({ id: 'message' });
    expect(quotedEntry([own, anEntryView({ kind: 'comment' }), message, note])?.id).toBe('message');
    expect(quotedEntry([own, note])?.id).toBe('note');
    expect(quotedEntry([own])).toBeUndefined();
  });
  it('quotes a text as it is shown: markup is text, and masks stay masks', () => {
    expect(quoted('Sora, 10:42:', 'Card ****\n<b>1 & 2</b>')).toBe(
      '<p></p><p>Sora, 10:42:</p><blockquote><p>Card ****<br>&lt;b&gt;1 &amp; 2&lt;/b&gt;</p></blockquote>',
    );
    expect(quoted('Sora:', ' \n')).toBe('');
    expect(quoted('Sora:', 'x'.repeat(9000)).length).toBeLessThan(8100);
  });
});

describe('what it asks and sends', () => {
  it('asks for the fields of the form, of the chosen inquiry type, also for those that no customer sees', () => {
    expect(fieldsAsked(begun, target).map(({ code }) => code)).toEqual(['model', 'internal']);
    const typed = withEscalationValue(begun, 'inquiryTypeId', 'firmware');
    expect(fieldsAsked(typed, target).map(({ code }) => code)).toEqual(['model', 'revision', 'internal']);
    expect(fieldsAsked(begun, null)).toEqual([]);
  });
  it('leaves out what the chosen service or inquiry type doesn’t ask for', () => {
    const elsewhere = withEscalationValue(
      withEscalationValue(filled, 'inquiryTypeId', 'of-another-service'),
      'fields.revision',
      'C',
    );
    expect(escalationBody(elsewhere, target)).toEqual({
      targetServiceId: 'engineering',
      title: 'The lamp flickers',
      html: '<p>Look</p>',
      fields: { model: 'HL-2' },
    });
  });
  it('tells what is missing, at its part', () => {
    expect(checkEscalation(filled, target).size).toBe(0);
    expect(checkEscalation(withEscalationValue(filled, 'fields.internal', 'x'), target).size).toBe(0);
    const demanding = { ...target, fields: [{ ...internal, required: true }] };
    expect([...checkEscalation(begun, demanding).keys()]).toEqual(['fields.internal']);
    expect([...checkEscalation(begun, target).keys()]).toEqual(['fields.model']);
    expect([...checkEscalation({ ...begun, title: ' ', html: '', targetServiceId: null }, null).keys()]).toEqual([
      'targetServiceId',
      'title',
      'html',
    ]);
  });
});

describe('what the API refuses', () => {
  const refused = (code: string, more: object = {}) =>
    refusedInEscalation(new ProblemError({ code, title: code, status: 400, type: '', ...more } as never, 400), {
      ...filled,
      files: [{ id: 'upload-1', name: 'a.png' }],
    });
  it.each([
    ['escalation_target_not_found', {}, 'targetServiceId', ESCALATION_FAULTS.targetGone],
    ['text_required', {}, 'html', ESCALATION_FAULTS.missing],
    ['category_not_found', { field: 'inquiryTypeId' }, 'inquiryTypeId', 'category_not_found'],
    ['upload_incomplete', { uploadId: 'upload-1' }, 'files', 'upload_incomplete'],
    ['validation_failed', { errors: [{ pointer: '#/title', detail: 'Too long' }] }, 'title', 'Too long'],
    ['field_values', { errors: [{ pointer: '#/fields/model', detail: 'Needed' }] }, 'fields.model', 'Needed'],
  ])('%s stands at its part', (code, more, part, fault) => {
    expect([...refused(code, more)]).toEqual([[part, fault]]);
  });
  it('leaves the form alone when it is about something else', () => {
    expect(refused('version_conflict').size).toBe(0);
    expect(refusedInEscalation(new Error('offline'), filled).size).toBe(0);
  });
});

it('is kept in the browser until it is sent, and unreadable things are none', () => {
  const shelf = memory();
  keepEscalation(shelf, 'key', filled);
  expect(readEscalation(shelf, 'key')).toEqual(filled);
  keepEscalation(shelf, 'key', null);
  expect(readEscalation(shelf, 'key')).toBeNull();
  shelf.setItem('key', '{');
  expect(readEscalation(shelf, 'key')).toBeNull();
});
