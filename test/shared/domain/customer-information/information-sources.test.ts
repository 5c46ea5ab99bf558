import * as fc from 'fast-check';
import { checkSource } from '../../../../shared/domain/customer-information/check-source.ts';
import {
  isAskedAutomatically,
  collectVariables,
} from '../../../../shared/domain/customer-information/collect-variables.ts';
import { inSourceOrder, type RequestItem } from '../../../../shared/domain/customer-information/information-source.ts';
import { aSource } from '../../../support/information-sources.ts';
import { aTicket } from '../../../support/tickets.ts';

const typed = (variable: string, required = false): RequestItem => ({
  variable,
  from: { kind: 'typed', label: variable, required },
});
const collect = (request: readonly RequestItem[], known: Partial<Parameters<typeof collectVariables>[1]> = {}) => {
  const collected = collectVariables(
    { request },
    {
      ticket: aTicket({ customerId: 'cus_1', inquiryTypeId: 'delivery' }),
      fields: new Map([['order', 'A-1']]),
      typed: {},
      ...known,
    },
  );
  return collected.ok ? Object.fromEntries(collected.value) : collected.error;
};

describe('given the items of a request', () => {
  test('then each variable is filled from where it comes', () => {
    expect(
      collect(
        [
          { variable: 'number', from: { kind: 'ticket', property: 'number' } },
          { variable: 'type', from: { kind: 'ticket', property: 'inquiryTypeId' } },
          { variable: 'id', from: { kind: 'customer', property: 'id' } },
          { variable: 'mail', from: { kind: 'customer', property: 'email' } },
          { variable: 'order', from: { kind: 'field', code: 'order' } },
          typed('member'),
        ],
        { typed: { member: '  shop-1001 ' } },
      ),
    ).toEqual({
      number: '1024',
      type: 'delivery',
      id: 'cus_1',
      mail: 'customer@example.com',
      order: 'A-1',
      member: 'shop-1001',
    });
  });

  test('then what the ticket has not is left out, not sent empty', () => {
    expect(
      collect(
        [
          { variable: 'phone', from: { kind: 'customer', property: 'phone' } },
          { variable: 'type', from: { kind: 'ticket', property: 'processingTypeId' } },
          { variable: 'size', from: { kind: 'field', code: 'size' } },
          typed('member'),
        ],
        { typed: { member: ' ' } },
      ),
    ).toEqual({});
  });

  test('then a value that must be typed in and is not is refused by its place', () => {
    for (const given of [{}, { 'a/b': '  ' }])
      expect(collect([typed('a/b', true)], { typed: given })).toEqual({
        code: 'source_not_valid',
        errors: [{ pointer: '#/typed/a~1b', detail: 'Type this in' }],
      });
  });

  test.each(['phone', 'other', '__proto__', 'toString'])(
    'then a typed %s that nobody asked for is refused',
    (variable) => {
      const given = JSON.parse(`{"${variable}":"1"}`) as Record<string, string>;
      expect(
        collect([{ variable: 'phone', from: { kind: 'customer', property: 'phone' } }], { typed: given }),
      ).toMatchObject({ code: 'source_not_valid', errors: [{ pointer: `#/typed/${variable}` }] });
    },
  );

  test('then a name that every object has is filled by nothing but what was typed', () => {
    expect(collect([typed('constructor')])).toEqual({});
    expect(collect([typed('constructor')], { typed: { constructor: 'x' } as never })).toEqual({ constructor: 'x' });
  });
});

describe('given a source', () => {
  test('with a variable or a label twice, then it is refused by the place of the second', () => {
    const source = aSource({
      request: [typed('a'), typed('b'), typed('a')],
      results: [
        { label: 'Grade', key: 'grade' },
        { label: 'Grade', key: 'rank' },
      ],
    });
    expect(checkSource(source)).toMatchObject({
      ok: false,
      error: { errors: [{ pointer: '#/request/2/variable' }, { pointer: '#/results/1/label' }] },
    });
  });

  test('with one key under two labels, then it is fine', () => {
    const source = aSource({
      results: [
        { label: 'Grade', key: 'grade' },
        { label: 'Rank', key: 'grade' },
      ],
    });
    expect(checkSource(source)).toEqual({ ok: true, value: source });
  });

  test.each<[string, Partial<Parameters<typeof checkSource>[1] & object>[number] | undefined, boolean]>([
    ['plain', { code: 'order', type: 'text', encrypted: false, deleted: false }, true],
    ['encrypted', { code: 'order', type: 'text', encrypted: true, deleted: false }, false],
    ['deleted', { code: 'order', type: 'text', encrypted: false, deleted: true }, false],
    ['a caption', { code: 'order', type: 'caption', encrypted: false, deleted: false }, false],
    ['not there', undefined, false],
  ])('that sends a field that is %s, then that it may is told', (__, field, expected) => {
    const source = aSource({ request: [typed('a'), { variable: 'b', from: { kind: 'field', code: 'order' } }] });
    const checked = checkSource(source, [
      { code: 'other', type: 'text', encrypted: false, deleted: false },
      ...(field ? [field] : []),
    ]);
    expect(checked).toMatchObject(
      expected ? { ok: true } : { ok: false, error: { errors: [{ pointer: '#/request/1/from/code' }] } },
    );
    expect(checkSource(source)).toEqual({ ok: true, value: source });
  });

  test.each<[string, Parameters<typeof isAskedAutomatically>[0], boolean]>([
    ['of the ticket’s channel', { channels: ['phone', 'email'], request: [typed('a')] }, true],
    ['of other channels', { channels: ['phone'], request: [] }, false],
    ['of it, but something must be typed in first', { channels: ['email'], request: [typed('a', true)] }, false],
  ])('%s, then that it asks by itself is told', (__, source, expected) => {
    expect(isAskedAutomatically(source, { channel: 'email' })).toBe(expected);
  });
});

test('given sources, then they stand in their order, equal ones by age', () => {
  const sources = [
    aSource({ sourceId: 'inf_3', order: 1 }),
    aSource({ sourceId: 'inf_2', order: 1 }),
    aSource({ sourceId: 'inf_9', order: 0 }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(sources, { minLength: 3 }), (shuffled) => {
      expect(inSourceOrder(shuffled).map(({ sourceId }) => sourceId)).toEqual(['inf_9', 'inf_2', 'inf_3']);
    }),
  );
});
