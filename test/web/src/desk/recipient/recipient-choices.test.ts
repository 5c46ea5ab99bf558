import type { ServiceView } from '../../../../../web/src/desk/api/service-queries.ts';
import { fittingRecipients, recipientChoices } from '../../../../../web/src/desk/recipient/recipient-choices.ts';

const agent = (
  agentId: string,
  name: string,
  groupIds: readonly string[],
  over: Partial<ServiceView['agents'][number]> = {},
): ServiceView['agents'][number] => ({
  agentId,
  name,
  email: `${agentId}@example.com`,
  role: 'agent',
  groupIds: [...groupIds],
  mayForward: false,
  takesAssignment: true,
  handlesChat: false,
  handlesPhone: false,
  mayUnmask: false,
  active: true,
  version: 1,
  ...over,
});
const group = (groupId: string, name: string, active = true): ServiceView['groups'][number] => ({
  groupId,
  name,
  agentIds: [],
  active,
  version: 1,
});
const SERVICE = {
  agents: [
    agent('mina', 'Mina Park', ['delivery', 'billing', 'closed']),
    agent('jun', '김준', ['delivery'], { takesAssignment: false }),
    agent('bora', 'Bora', []),
    agent('gone', 'Gone', ['delivery'], { active: false }),
  ],
  groups: [group('delivery', 'Delivery'), group('billing', 'Billing'), group('closed', 'Closed', false)],
};
const ids = (held: Parameters<typeof recipientChoices>[1], query = '') =>
  fittingRecipients(recipientChoices(SERVICE, held), query).map(
    ({ id, obstacle }) => `${id}${obstacle === null ? '' : ` ${obstacle}`}`,
  );

describe('given a service', () => {
  test('then each agent can get a ticket in each of their groups, and each group alone; who left, and what was removed, is not there', () => {
    expect(new Set(ids(null))).toEqual(
      new Set(['bora/', 'mina/billing', 'mina/delivery', 'jun/delivery assignment_off', '/billing', '/delivery']),
    );
    expect(ids(null).slice(-2)).toEqual(['/billing', '/delivery']);
  });

  test('then whoever has the ticket is not offered it, but may get it in another group', () => {
    const choices = ids({ assigneeId: 'mina', groupId: 'billing' });
    expect(choices).toContain('mina/billing has_it');
    expect(choices).toContain('mina/delivery');
    expect(choices).toContain('/billing');
    expect(ids({ assigneeId: 'bora', groupId: 'billing' })).toContain('bora/ has_it');
  });

  test('then an unassigned ticket does not go to the group in which it waits', () => {
    const choices = ids({ assigneeId: null, groupId: 'billing' });
    expect(choices).toContain('/billing is_there');
    expect(choices).toContain('/delivery');
  });
});

describe('when something is typed', () => {
  test.each([
    ['min', ['mina/billing', 'mina/delivery']],
    ['PARK bil', ['mina/billing']],
    ['준', ['jun/delivery assignment_off']],
    ['jun@', ['jun/delivery assignment_off']],
    ['  ', ids(null)],
    // Decomposed, as some keyboards write it.
    ['김준'.normalize('NFD'), ['jun/delivery assignment_off']],
    ['nobody', []],
  ])('%j fits %j', (query, expected) => {
    expect(ids(null, query)).toEqual(expected);
  });

  test('then a name that begins with it comes first, and agents before groups', () => {
    expect(ids(null, 'b')).toEqual(['bora/', 'mina/billing', '/billing']);
    expect(ids(null, 'deli')).toEqual(['mina/delivery', 'jun/delivery assignment_off', '/delivery']);
  });
});
