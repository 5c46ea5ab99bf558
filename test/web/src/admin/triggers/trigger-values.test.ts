import { createTrigger } from '../../../../../shared/contracts/http/triggers.ts';
import { TRIGGER_ACTIONS } from '../../../../../shared/domain/trigger/trigger.ts';
import { STARTS, startValues } from '../../../../../web/src/admin/triggers/starts.ts';
import { lackingFaults } from '../../../../../web/src/admin/triggers/trigger-faults.ts';
import {
  actionBody,
  actionOf,
  EMPTY,
  newBody,
  storedOf,
  type TriggerView,
} from '../../../../../web/src/admin/triggers/trigger-values.ts';
import type { AskedField } from '../../../../../web/src/desk/triggers/asked-fields.ts';
import { CONDITION_FIELDS } from '../../../../../shared/domain/trigger/condition-fields.ts';

const field = (id: string): AskedField | undefined => {
  const known = CONDITION_FIELDS[id as keyof typeof CONDITION_FIELDS];
  return (
    (known as typeof known | undefined) && {
      id,
      type: known.type,
      name: id,
      group: 'ticket',
      options: null,
      tellsChanges: true,
    }
  );
};
const lacking = (values: Parameters<typeof lackingFaults>[0]) =>
  Object.fromEntries(
    [...lackingFaults(values, field)].map(([at, fault]) => [at, 'words' in fault ? fault.words : fault.detail]),
  );

describe('an action', () => {
  it.each(TRIGGER_ACTIONS)('%s: what is there at first and not filled in is marked, at its member', (kind) => {
    const marked = Object.keys(lacking({ actions: [actionOf(kind)] }));
    expect(marked).toEqual(
      (
        {
          assign: ['groupId'],
          forward_to_group: ['groupId'],
          set_field: ['code'],
          add_tag: ['tag'],
          comment: ['html'],
          mail: ['subject', 'html'],
          call_url: ['url'],
          dooray_notice: ['hook', 'text'],
        } as Partial<Record<string, readonly string[]>>
      )[kind]?.map((member) => `#/actions/0/${member}`) ?? [],
    );
  });

  it('of another kind keeps what both have, and nothing secret', () => {
    const mail = { ...actionOf('mail'), html: '<p>Hi</p>', groupId: 'care' };
    expect(actionOf('comment', mail)).toEqual({ kind: 'comment', html: '<p>Hi</p>' });
    expect(actionOf('assign', mail)).toMatchObject({ kind: 'assign', groupId: 'care', strategy: 'sequential' });
    const call = { ...actionOf('call_url'), secret: { ref: 'a', typed: null, isGone: false } };
    expect(actionOf('dooray_notice', call).secret).toEqual({ ref: null, typed: '', isGone: false });
  });

  it('sends a secret when a new one is typed, its name when the stored one stays, and nothing when it goes', () => {
    const call = (secret: object) =>
      actionBody({
        ...actionOf('call_url'),
        url: 'https://a.example',
        secret: { ref: 'a', typed: null, isGone: false, ...secret },
      });
    expect(call({})).toEqual({ kind: 'call_url', url: 'https://a.example', secretRef: 'a' });
    expect(call({ typed: 's' })).toEqual({ kind: 'call_url', url: 'https://a.example', secret: 's' });
    expect(call({ isGone: true })).toEqual({ kind: 'call_url', url: 'https://a.example' });
  });

  it('leaves out what is not of its choice', () => {
    expect(actionBody({ ...actionOf('assign'), groupId: 'care', agentId: 'mina', strategy: 'random' })).toEqual({
      kind: 'assign',
      groupId: 'care',
      strategy: 'random',
    });
    expect(actionBody({ ...actionOf('mail'), to: 'customer', groupId: 'care', address: 'a@b.c' })).toEqual({
      kind: 'mail',
      to: 'customer',
      subject: '',
      html: '',
    });
  });

  it('comes back from the desk as it was sent', () => {
    const actions = [
      { kind: 'assign', groupId: 'care', strategy: 'least_loaded', cap: 3 },
      { kind: 'call_url', url: 'https://a.example', secretRef: 'f' },
      { kind: 'mail', to: 'group', subject: 'S', html: '<p>T</p>' },
      { kind: 'complete' },
    ];
    const stored = storedOf({ ...EMPTY, version: 2, actions } as unknown as TriggerView);
    expect(stored.values.actions.map(actionBody)).toEqual(actions);
  });
});

describe('a trigger to begin with', () => {
  const groups = [{ groupId: 'care', name: 'Care', active: true, agentIds: [] }];
  const t = ((key: string) => key) as unknown as Parameters<typeof startValues>[2];
  it.each(STARTS)('%s: fits the contract once what only the service knows is filled in', (start) => {
    const values = startValues(start, { groups, kind: 'contact' } as unknown as Parameters<typeof startValues>[1], t);
    expect(values.name).toBe(`triggers.start.${start}`);
    const left = lacking(values);
    expect(left).toEqual(start === 'byType' ? { '#/conditions/conditions/0/value': 'fault.required' } : {});
    if (start !== 'byType') expect(createTrigger.body.safeParse(newBody(values)).error).toBeUndefined();
  });
});

it('a trigger without actions, with an empty group and a condition that was not chosen is marked there', () => {
  expect(
    lacking({
      actions: [],
      conditions: {
        match: 'all',
        conditions: [
          { field: '', operator: 'is' },
          { match: 'any', conditions: [] },
          { field: 'ticket.gone', operator: 'is' },
          { field: 'ticket.title', operator: 'within_last' },
          { field: 'ticket.title', operator: 'is_empty' },
        ],
      },
    }),
  ).toEqual({
    '#/actions': 'triggers.fault.noAction',
    '#/conditions/conditions/0/field': 'fault.required',
    '#/conditions/conditions/1': 'triggers.fault.emptyGroup',
    '#/conditions/conditions/2/field': 'triggers.fault.fieldGone',
    '#/conditions/conditions/3/operator': 'triggers.fault.operator',
  });
});
