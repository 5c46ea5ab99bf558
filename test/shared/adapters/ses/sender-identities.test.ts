import {
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  SendRawEmailCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { PutEmailIdentityFeedbackAttributesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { ses } from '../../../../infra/local/ses/ses.ts';
import { mailStore } from '../../../../infra/local/outbox/mail-store.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { sesSenderIdentities } from '../../../../shared/adapters/ses/sender-identities.ts';
import { aMailDeployment, authorizeOnly } from '../../../support/local/a-mail-deployment.ts';
import { recorders } from '../../../support/local/recorders.ts';
import { serviceOverHttp } from '../../../support/local/service-over-http.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { until } from '../../../support/local/until.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(removeTemporaryFolders);

/** Senders of a stage whose own domain is own.example; the template has desk.example.com verified. */
const aHost = async () => {
  const state = openState(temporaryFolder());
  const mails = mailStore(state);
  const host = ses({
    ...recorders(),
    deployment: aMailDeployment(),
    state,
    mails,
    ports: { smtp: 1 },
    authorize: authorizeOnly(),
    deliveryDelayMs: 1,
    log: () => {},
  });
  const http = await serviceOverHttp('ses', host.service);
  const second = await serviceOverHttp('sesv2', host.secondService);
  const client = new SESClient(http.client);
  const secondClient = new SESv2Client(second.client);
  stops.push(async () => {
    client.destroy();
    secondClient.destroy();
    await http.stop();
    await second.stop();
    await host.stop();
    state.close();
  });
  return { host, mails, client, senders: sesSenderIdentities({ client, secondClient, mailDomain: 'own.example' }) };
};

it('asks SES, which verifies what is asked for and what lies below a verified domain', async () => {
  const { senders } = await aHost();
  // The stage's own domain needs no asking.
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
});

it('keeps bounces from being mailed to a sender, and asks nothing of one that is no identity of its own', async () => {
  const { host, mails, client, senders } = await aHost();
  host.start();
  const bounced = async (from: string) => {
    const before = mails.list({ to: from }).length;
    const Data = Buffer.from(`From: ${from}\r\nTo: bounce@example.com\r\nSubject: Hello\r\n\r\nText\r\n`);
    await client.send(new SendRawEmailCommand({ RawMessage: { Data }, ConfigurationSetName: 'mails' }));
    await until(() => host.pending() === 0);
    return mails.list({ to: from }).length - before;
  };
  await senders.verify('e@elsewhere.example');
  await senders.verify('g@elsewhere.example');
  expect(await bounced('e@elsewhere.example')).toBe(1);
  const all = ['a@own.example', 'c@desk.example.com', 'unknown@elsewhere.example', 'e@elsewhere.example'];
  await senders.stopFeedbackMails(all);
  await senders.stopFeedbackMails(all);
  expect(await bounced('e@elsewhere.example')).toBe(0);
  expect(await bounced('g@elsewhere.example')).toBe(1);
});

it('has a domain verified and tells its records; one below it is verified by it', async () => {
  const { senders, client } = await aHost();
  expect([...(await senders.domains(['elsewhere.example', 'own.example', 'below.own.example']))]).toEqual([
    ['elsewhere.example', { state: 'unknown', signing: 'unknown', dkimTokens: [] }],
    ['own.example', { state: 'verified', signing: 'verified', dkimTokens: [], verifiedBy: 'own.example' }],
    ['below.own.example', { state: 'verified', signing: 'verified', dkimTokens: [], verifiedBy: 'own.example' }],
  ]);
  await senders.verifyDomain('elsewhere.example');
  const first = (await senders.domains(['elsewhere.example'])).get('elsewhere.example');
  expect(first).toEqual({
    state: 'verified',
    signing: 'verified',
    dkimTokens: [expect.any(String), expect.any(String), expect.any(String)],
    verificationToken: expect.any(String),
  });
  expect(new Set(first!.dkimTokens).size).toBe(3);
  await senders.verifyDomain('elsewhere.example');
  expect((await senders.domains(['elsewhere.example'])).get('elsewhere.example')).toEqual(first);
  expect((await senders.domains(['eu.elsewhere.example'])).get('eu.elsewhere.example')).toEqual({
    state: 'verified',
    signing: 'unknown',
    dkimTokens: [],
    verifiedBy: 'elsewhere.example',
  });
  expect(await senders.states(['anybody@eu.elsewhere.example'])).toEqual(
    new Map([['anybody@eu.elsewhere.example', 'verified']]),
  );
  // The local SES answers as the real one: an address is signed by its domain and has no records.
  await senders.verify('e@other.example');
  expect(
    (await client.send(new GetIdentityDkimAttributesCommand({ Identities: ['e@other.example'] }))).DkimAttributes,
  ).toEqual({ 'e@other.example': { DkimEnabled: false, DkimVerificationStatus: 'NotStarted' } });
  await expect(senders.verifyDomain('no domain')).rejects.toThrow('Invalid domain name');
});

it('leaves the stage’s own domain to its template, and says when SES refuses', async () => {
  const client = new SESClient({ region: 'eu-west-1' });
  const secondClient = new SESv2Client({ region: 'eu-west-1' });
  const mock = mockClient(secondClient);
  const refusal = Object.assign(new Error('slower'), { name: 'TooManyRequestsException' });
  mock.on(PutEmailIdentityFeedbackAttributesCommand).rejects(refusal);
  const senders = sesSenderIdentities({ client, secondClient, mailDomain: 'own.example' });
  await senders.stopFeedbackMails(['a@own.example', 'b@below.own.example']);
  expect(mock.calls()).toEqual([]);
  await expect(senders.stopFeedbackMails(['a@own.example', 'a@x.example', 'b@x.example'])).rejects.toBe(refusal);
  expect(mock.commandCalls(PutEmailIdentityFeedbackAttributesCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { EmailIdentity: 'a@x.example', EmailForwardingEnabled: false },
  ]);
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
  const secondClient = new SESv2Client({ region: 'eu-west-1' });
  const senders = sesSenderIdentities({ client, secondClient, mailDomain: 'own.example' });
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
