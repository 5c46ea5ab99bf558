import { GetIdentityVerificationAttributesCommand, SESClient } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { ses } from '../../../../infra/local/ses/ses.ts';
import { mailStore } from '../../../../infra/local/outbox/mail-store.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { sesSenderIdentities } from '../../../../shared/adapters/ses/sender-identities.ts';
import { aMailDeployment, authorizeOnly } from '../../../support/local/a-mail-deployment.ts';
import { recorders } from '../../../support/local/recorders.ts';
import { serviceOverHttp } from '../../../support/local/service-over-http.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';

afterAll(removeTemporaryFolders);

it('asks SES, which verifies what is asked for and what lies below a verified domain', async () => {
  const state = openState(temporaryFolder());
  const host = ses({
    ...recorders(),
    deployment: aMailDeployment(),
    state,
    mails: mailStore(state),
    ports: { smtp: 1 },
    authorize: authorizeOnly(),
    log: () => {},
  });
  const http = await serviceOverHttp('ses', host.service);
  const client = new SESClient(http.client);
  try {
    // The stage's own domain needs no asking; the template has desk.example.com verified.
    const senders = sesSenderIdentities({ client, mailDomain: 'own.example' });
    const asked = [
      'a@own.example',
      'b@below.own.example',
      'c@desk.example.com',
      'd@deep.desk.example.com',
      'e@elsewhere.example',
      'f@notown.example',
    ];
    expect([...(await senders.states(asked))]).toEqual([
      ['a@own.example', 'verified'],
      ['b@below.own.example', 'verified'],
      ['c@desk.example.com', 'verified'],
      ['d@deep.desk.example.com', 'verified'],
      ['e@elsewhere.example', 'unknown'],
      ['f@notown.example', 'unknown'],
    ]);
    await senders.verify('e@elsewhere.example');
    expect([...(await senders.states(['e@elsewhere.example', 'g@elsewhere.example']))]).toEqual([
      ['e@elsewhere.example', 'verified'],
      ['g@elsewhere.example', 'unknown'],
    ]);
    expect(await senders.states([])).toEqual(new Map());
  } finally {
    client.destroy();
    await http.stop();
    await host.stop();
    state.close();
  }
});

it('tells what waits, what failed and what SES doesn’t know apart, and asks for a hundred at a time', async () => {
  const client = new SESClient({ region: 'eu-west-1' });
  const mock = mockClient(client);
  const states: Readonly<Record<string, string>> = {
    'p@x.example': 'Pending',
    't@x.example': 'TemporaryFailure',
    'f@x.example': 'Failed',
    'n@x.example': 'NotStarted',
  };
  mock.on(GetIdentityVerificationAttributesCommand).callsFake(({ Identities }: { Identities: string[] }) => ({
    VerificationAttributes: Object.fromEntries(
      Identities.flatMap((name) => (states[name] ? [[name, { VerificationStatus: states[name] }]] : [])),
    ),
  }));
  const senders = sesSenderIdentities({ client, mailDomain: 'own.example' });
  expect([...(await senders.states(Object.keys(states))).values()]).toEqual([
    'pending',
    'pending',
    'failed',
    'unknown',
  ]);
  const many = Array.from({ length: 150 }, (_, i) => `${i}@x.example`);
  expect((await senders.states([...many, 'f@x.example'])).get('f@x.example')).toBe('failed');
  const sizes = mock
    .commandCalls(GetIdentityVerificationAttributesCommand)
    .map(({ args: [{ input }] }) => input.Identities!.length);
  // The domain is asked for once, beside its addresses.
  expect(sizes).toEqual([5, 100, 52]);
  expect(mock.commandCalls(GetIdentityVerificationAttributesCommand)[0]!.args[0].input.Identities).toContain(
    'x.example',
  );
});
