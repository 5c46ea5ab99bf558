import { inRole } from '../support/roles/in-role.ts';
import { roleDesk } from '../support/roles/role-desk.ts';
import { aChange, aTicket } from '../support/tickets.ts';

/**
 * What the suites of the functions rest on: a dependency of a function can do what its role grants and nothing else.
 */
describe('a handler’s dependencies', () => {
  it('fail as on AWS where the role grants nothing, whether a row is read, a transaction written or a file copied', async () => {
    const { deps: queries } = await roleDesk('ticket-queries');
    const denied = (action: string) => ({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: ${action} on resource: `) as string,
    });
    await expect(queries.tickets.nextNumber('support')).rejects.toMatchObject(denied('dynamodb:UpdateItem'));
    await expect(queries.tickets.save(aChange(aTicket()))).rejects.toMatchObject(denied('dynamodb:PutItem'));
    const commands = await inRole('ticket-commands');
    await expect(commands.files.bucket.copy('support/1/a', 'support/1/b')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(
      commands.tickets.listTickets('support', { kind: 'all' }, { limit: 1, order: 'newest' }),
    ).rejects.toMatchObject(denied('dynamodb:Query'));
  });

  it('of two functions beside each other work under their own roles, also at once', async () => {
    const { deps: queries, operator } = await roleDesk('ticket-queries');
    const commands = await inRole('ticket-commands');
    await operator.tickets.save(aChange(aTicket({ version: 1 })));
    const [number, refused, found] = await Promise.all([
      commands.tickets.nextNumber('support'),
      queries.tickets.nextNumber('support').catch(({ name }: Error) => name),
      queries.tickets.find('support', 1024),
    ]);
    expect([number, refused, found?.number]).toEqual([1, 'AccessDeniedException', 1024]);
  });
});
