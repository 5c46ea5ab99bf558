import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { sesMailer } from '../../../../shared/adapters/ses/ses-mailer.ts';

const ses = mockClient(SESClient);
beforeEach(() => {
  ses.reset();
});
const mailer = () => sesMailer({ client: new SESClient({ region: 'eu-west-1' }), configurationSet: 'desk' });
const message = {
  raw: Buffer.from('From: a'),
  from: 'support@example.com',
  to: ['customer@example.com'],
  tags: { mailId: 'mail_1', serviceId: 'support', number: '7' },
};
const failure = (name: string, status?: number) =>
  Object.assign(new Error('because'), {
    name,
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
  });

it('sends the raw mail with configuration set and tags', async () => {
  ses.on(SendRawEmailCommand).resolves({ MessageId: '0100-1' });
  expect(await mailer().send(message)).toEqual({ kind: 'accepted', sesMessageId: '0100-1' });
  expect(ses.commandCalls(SendRawEmailCommand)[0]!.args[0].input).toEqual({
    RawMessage: { Data: message.raw },
    Source: 'support@example.com',
    Destinations: ['customer@example.com'],
    ConfigurationSetName: 'desk',
    Tags: [
      { Name: 'mailId', Value: 'mail_1' },
      { Name: 'serviceId', Value: 'support' },
      { Name: 'number', Value: '7' },
    ],
  });
});

it('sends without a configuration set where none is to tell of it', async () => {
  ses.on(SendRawEmailCommand).resolves({ MessageId: '0100-1' });
  await sesMailer({ client: new SESClient({ region: 'eu-west-1' }) }).send(message);
  expect(ses.commandCalls(SendRawEmailCommand)[0]!.args[0].input).not.toHaveProperty('ConfigurationSetName');
});

describe('given that SES does not take it', () => {
  it.each([
    ['MessageRejected', 400, 'refused'],
    ['MailFromDomainNotVerifiedException', 400, 'refused'],
    ['MailFromDomainNotVerified', 400, 'refused'],
    ['InvalidParameterValue', 400, 'refused'],
    ['ServiceUnavailable', 503, 'busy'],
    ['ConfigurationSetDoesNotExist', 400, 'busy'],
    ['AccessDenied', 403, 'busy'],
  ])('%s (%i) is %s', async (name, status, kind) => {
    ses.on(SendRawEmailCommand).rejects(failure(name, status));
    expect(await mailer().send(message)).toMatchObject({ kind, reason: `${name}: because` });
  });
  it.each([
    ['Throttling', 400, 'Maximum sending rate exceeded.', 'sending_rate'],
    ['ThrottlingException', 400, 'Maximum sending rate exceeded', 'sending_rate'],
    ['Throttling', 400, 'Daily message quota exceeded.', 'daily_quota'],
    ['ThrottlingException', 400, 'Daily sending quota exceeded', 'daily_quota'],
    ['LimitExceededException', 400, 'because', 'sending_rate'],
    ['TooManyRequestsException', 429, 'because', 'sending_rate'],
    ['AccountSendingPausedException', 400, 'Email sending is disabled for your account.', 'sending_paused'],
    ['AccountSendingPaused', 400, 'because', 'sending_paused'],
    ['ConfigurationSetSendingPausedException', 400, 'because', 'sending_paused'],
    ['ConfigurationSetSendingPaused', 400, 'because', 'sending_paused'],
  ])('%s (%i) "%s" waits: %s', async (name, status, message_, by) => {
    ses.on(SendRawEmailCommand).rejects(Object.assign(failure(name, status), { message: message_ }));
    expect(await mailer().send(message)).toEqual({ kind: 'held', by, reason: `${name}: ${message_}` });
  });
  it.each([
    ['TimeoutError', undefined],
    ['ECONNRESET', undefined],
    ['InternalFailure', 500],
    ['ServiceUnavailableX', 503],
    ['RequestTimeout', 400],
    ['Throttling', 500],
  ])('%s (%s) leaves open whether it left: thrown', async (name, status) => {
    ses.on(SendRawEmailCommand).rejects(failure(name, status));
    await expect(mailer().send(message)).rejects.toThrow('because');
  });
  it('an answer without an id is thrown too', async () => {
    ses.on(SendRawEmailCommand).resolves({} as never);
    await expect(mailer().send(message)).rejects.toThrow('without a message id');
  });
});
