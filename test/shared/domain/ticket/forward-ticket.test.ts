import { forwardTicket, type ForwardTarget } from '../../../../shared/domain/ticket/forward-ticket.ts';
import { aContext, anAgent, aTicket } from '../../../support/tickets.ts';

const other = anAgent({ agentId: 'agent_2', name: 'Second Agent', groupIds: ['second-line'] });
const toAgent = (over: Parameters<typeof anAgent>[0] = {}, groupId?: string): ForwardTarget => ({
  kind: 'agent',
  assigneeId: 'agent_2',
  agent: { ...other, ...anAgent({ ...other, ...over }) },
  ...(groupId === undefined ? {} : { groupId }),
});
const forward = (target: ForwardTarget, ticket = aTicket(), body?: { html: string; text: string }) =>
  forwardTicket(ticket, { agent: anAgent(), target, ...(body && { body }) }, aContext());

describe('forwardTicket to an agent', () => {
  it('makes it theirs, in their only group', () => {
    expect(forward(toAgent())).toMatchObject({
      ok: true,
      value: {
        ticket: {
          status: 'processing',
          assigneeId: 'agent_2',
          groupId: 'second-line',
          version: 4,
          activityAt: aContext().at,
        },
        fact: {
          type: 'ticket_forwarded',
          actor: { kind: 'agent', id: 'agent_1' },
          changes: {
            assignee: { before: 'agent_1', after: 'agent_2' },
            group: { before: 'first-line', after: 'second-line' },
          },
        },
      },
    });
  });

  it('wants the group by name from one of several', () => {
    expect(forward(toAgent({ groupIds: ['a', 'b'] }))).toEqual({
      ok: false,
      error: { code: 'group_required', groupIds: ['a', 'b'] },
    });
    expect(forward(toAgent({ groupIds: ['a', 'b'] }, 'b'))).toMatchObject({
      ok: true,
      value: { ticket: { groupId: 'b' } },
    });
  });

  it('refuses a group that they are not in', () => {
    expect(forward(toAgent({}, 'first-line'))).toEqual({
      ok: false,
      error: { code: 'group_not_theirs', groupId: 'first-line', groupIds: ['second-line'] },
    });
  });

  it('leaves the ticket’s group to an agent who is in none', () => {
    expect(forward(toAgent({ groupIds: [] }))).toMatchObject({
      ok: true,
      value: { ticket: { assigneeId: 'agent_2', groupId: 'first-line' } },
    });
  });

  it.each([
    [
      'an agent that is not there',
      { kind: 'agent', assigneeId: 'agent_2', agent: undefined } as const,
      { because: 'unknown' },
    ],
    ['one who left', toAgent({ active: false }), { because: 'left', assigneeName: 'Second Agent' }],
    [
      'one whose assignment is off',
      toAgent({ takesAssignment: false }),
      { because: 'assignment_off', assigneeName: 'Second Agent' },
    ],
  ])('refuses %s, and says why', (_name, target, why) => {
    expect(forward(target)).toEqual({
      ok: false,
      error: { code: 'assignee_unavailable', assigneeId: 'agent_2', ...why },
    });
  });

  it('brings a pending ticket back to work', () => {
    expect(forward(toAgent(), aTicket({ status: 'pending' }))).toMatchObject({
      ok: true,
      value: { ticket: { status: 'processing' } },
    });
  });

  it('leaves an unread reply unread: nobody has dealt with it', () => {
    expect(forward(toAgent(), aTicket({ unreadReply: true }))).toMatchObject({
      ok: true,
      value: { ticket: { unreadReply: true } },
    });
  });
});

describe('forwardTicket to a group', () => {
  it('leaves it there for whoever takes it', () => {
    const result = forward({ kind: 'group', groupId: 'second-line', exists: true });
    expect(result).toMatchObject({
      ok: true,
      value: {
        ticket: { status: 'unassigned', groupId: 'second-line' },
        fact: { changes: { status: { before: 'processing', after: 'unassigned' }, assignee: { before: 'agent_1' } } },
      },
    });
    expect(result.ok && result.value.ticket).not.toHaveProperty('assigneeId');
  });

  it('refuses a group that is not there', () => {
    expect(forward({ kind: 'group', groupId: 'nowhere', exists: false })).toEqual({
      ok: false,
      error: { code: 'group_not_found', groupId: 'nowhere' },
    });
  });
});

describe('a word to whoever gets it', () => {
  it('is an entry that the customer does not see', () => {
    expect(forward(toAgent(), aTicket(), { html: '<p>Please call</p>', text: 'Please call' })).toMatchObject({
      ok: true,
      value: {
        entry: {
          kind: 'comment',
          command: 'forward',
          author: { kind: 'agent', agentId: 'agent_1' },
          text: 'Please call',
        },
        fact: { entryId: 'ent_1' },
        ticket: { lastEntry: { id: 'ent_1', by: 'agent_1' } },
      },
    });
  });

  it.each([undefined, { html: '<p></p>', text: ' ' }])('is none where nothing is said (%j)', (body) => {
    const result = forward(toAgent(), aTicket(), body);
    expect(result.ok && result.value).not.toHaveProperty('entry');
    expect(result.ok && result.value.fact).not.toHaveProperty('entryId');
  });
});
