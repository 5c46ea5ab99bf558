import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskClient } from '../support/desk-client.ts';
import { startDesk } from '../support/open-desk.ts';
import { startRunningDesk, throwawayFolder } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(120_000);

type Statement = { Action: string | string[]; Resource: unknown };
type Template = {
  Resources: Record<
    string,
    { Type: string; Properties: Record<string, unknown> & { PolicyDocument?: { Statement: Statement[] } } }
  >;
};

let synthesized: string;
beforeAll(() => {
  synthesized = execFileSync(process.execPath, ['infra/one-machine/prepare.ts'], { encoding: 'utf8' }).trim();
});

const folders: ReturnType<typeof throwawayFolder>[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

/** The local stage's cloud assembly, with templates of its stacks altered. */
const alteredAssembly = (
  alterations: Readonly<Partial<Record<'desk' | 'front', (template: Template) => void>>>,
): string => {
  const folder = throwawayFolder();
  folders.push(folder);
  cpSync(synthesized, folder.path, { recursive: true });
  for (const [stack, alter] of Object.entries(alterations)) {
    const file = join(folder.path, `handover-local-${stack}.template.json`);
    const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
    alter(template);
    writeFileSync(file, JSON.stringify(template));
  }
  return folder.path;
};
/** Takes an action from the policy whose logical id begins so. */
const without =
  (policyOf: string, action: string) =>
  ({ Resources }: Template): void => {
    const [, policy] = Object.entries(Resources).find(
      ([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(policyOf),
    )!;
    for (const statement of policy.Properties.PolicyDocument!.Statement) {
      if (Array.isArray(statement.Action)) statement.Action = statement.Action.filter((granted) => granted !== action);
    }
  };
const dataFolder = (): string => {
  const folder = throwawayFolder();
  folders.push(folder);
  return join(folder.path, 'data');
};

describe('one machine runs what the template says', () => {
  it('given a function that lacks a grant, then what needs it fails with AccessDenied, as it would on AWS', async () => {
    const assembly = alteredAssembly({ desk: without('TicketsCommands', 'dynamodb:PutItem') });
    const data = dataFolder();
    const desk = await startDesk({ data, assembly });
    try {
      const mina = deskClient(desk.url, (await tokenFor(desk.url, 'mina@example.com', 'Handover-Test-1')).accessToken);
      const answer = await mina.call('createTicket', {
        params: { serviceId: 'care' },
        body: { title: 'x', html: '<p>x</p>', customer: {} },
      });
      expect(answer).toMatchObject({
        status: 500,
        body: { code: 'internal_error', instance: expect.stringMatching(/^urn:request:/) },
      });
      expect(JSON.stringify(answer.body)).not.toContain('dynamodb');
      // The answer doesn't wait for the log.
      const log = await waitUntil('the log to tell of it', () => {
        const text = readFileSync(join(data, 'logs', 'ticket-commands.log'), 'utf8');
        return text.includes('AccessDeniedException') && text;
      });
      expect(log).toMatch(
        /is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:[^ ]+ because no identity-based policy allows the dynamodb:PutItem action/,
      );
      // Reading needs another grant, which is still there.
      expect((await mina.call('listTickets', { params: { serviceId: 'care' } })).status).toBe(200);
    } finally {
      await desk.stop();
    }
  });

  it.each([
    ['as the template says', 'asked each time, and refuses who is not signed in', () => {}],
    [
      'without its setting for errors',
      'not asked: everybody gets the error that one got',
      ({ Resources }: Template) => {
        const site = Object.values(Resources).find(({ Type }) => Type === 'AWS::CloudFront::Distribution')!;
        delete (site.Properties['DistributionConfig'] as Record<string, unknown>)['CustomErrorResponses'];
      },
    ],
  ])('given a distribution %s, when a list fails, then the API is %s', async (_how, then, front) => {
    const assembly = alteredAssembly({ desk: without('TicketsQueries', 'dynamodb:Query'), front });
    const desk = await startDesk({ data: dataFolder(), assembly });
    try {
      const { accessToken } = await tokenFor(desk.url, 'mina@example.com', 'Handover-Test-1');
      const list = async (headers: Record<string, string>) => {
        const answer = await fetch(`${desk.url}/services/care/tickets`, { headers });
        return { status: answer.status, stored: answer.headers.get('cache-control'), body: await answer.text() };
      };
      const signedIn = { authorization: `Bearer ${accessToken}` };
      const first = await list(signedIn);
      // The error says itself that it must not be stored.
      expect(first).toMatchObject({ status: 500, stored: 'no-store', body: expect.stringContaining('urn:request:') });
      const others = [await list(signedIn), await list({})];
      if (then.startsWith('asked')) {
        expect(others.map(({ status }) => status)).toEqual([500, 401]);
        expect(others[0]!.body).not.toBe(first.body);
      } else expect(others).toEqual([first, first]);
    } finally {
      await desk.stop();
    }
  });

  it.each([
    [
      'a resource type',
      (template: Template) => {
        template.Resources['Stranger'] = { Type: 'AWS::RDS::DBInstance', Properties: {} };
      },
      /AWS::RDS::DBInstance/,
    ],
    [
      'a property',
      (template: Template) => {
        Object.values(template.Resources).find(({ Type }) => Type === 'AWS::SQS::Queue')!.Properties['FifoQueue'] =
          true;
      },
      /FifoQueue/,
    ],
  ])('given %s that no host knows, then the start is stopped and names it', async (_what, alter, named) => {
    await expect(startRunningDesk({ data: dataFolder(), assembly: alteredAssembly({ desk: alter }) })).rejects.toThrow(
      named,
    );
  });
});
