import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { PutEmailIdentityFeedbackAttributesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { request as httpRequest } from 'node:http';
import { jsonService, membersOf, queryService } from '../../../../infra/local/aws-endpoint/protocols.ts';
import { AwsError, type AwsRequest, type AwsService } from '../../../../infra/local/kernel.ts';
import {
  aDeployment,
  aFolder,
  aFunction,
  type LocalAws,
  startLocalAws,
  theResource,
} from '../../../support/local-aws.ts';

const deployment = aDeployment(aFunction());

describe('the endpoint of all services', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let asked: AwsRequest[];
  let events: AwsService;
  let clock: number;
  beforeEach(async () => {
    folder = aFolder();
    asked = [];
    clock = 0;
    events = jsonService('1.1', {
      PutEvents: (input) => ({
        Entries: (input.Entries as readonly object[]).map(() => ({ EventId: '1' })),
        FailedEntryCount: 0,
      }),
    });
    aws = await startLocalAws(deployment, folder.path, () => ({
      now: () => Date.now() + clock,
      services: {
        events: (request) => {
          asked.push(request);
          return events(request);
        },
        ses: queryService('http://ses.amazonaws.com/doc/2010-12-01/', {
          SendRawEmail: (parameters) => ({ MessageId: membersOf(parameters, 'Destinations').join('&') }),
        }),
        sesv2: (request) => {
          asked.push(request);
          return Promise.reject(new AwsError('NotFoundException', 'unknown', 404));
        },
        'execute-api': (request) => {
          asked.push(request);
          return Promise.reject(new AwsError('GoneException', 'gone', 410));
        },
      },
    }));
  });
  afterEach(async () => {
    await aws.stop();
    folder[Symbol.dispose]();
  });

  const putEvents = async (options: object = {}) => {
    const client = new EventBridgeClient({ ...aws.client(), ...options });
    try {
      return await client.send(
        new PutEventsCommand({ Entries: [{ Source: 'desk', DetailType: 'x', Detail: '{"text":"한글"}' }] }),
      );
    } finally {
      client.destroy();
    }
  };

  it('tells the service who asks what', async () => {
    expect(await putEvents()).toMatchObject({ Entries: [{ EventId: '1' }] });
    await putEvents({ credentials: aws.client('Fn').credentials });

    expect(asked.map(({ service, principal }) => [service, principal])).toEqual([
      ['events', { kind: 'operator' }],
      [
        'events',
        {
          kind: 'role',
          roleArn: theResource(deployment, 'FnRole').attributes.Arn,
          functionName: theResource(deployment, 'Fn').ref,
        },
      ],
    ]);
    expect(asked[0]!.body.toString('utf8')).toContain('한글');
  });

  it.each<[string, () => object, string]>([
    [
      'another secret',
      () => ({ credentials: { ...aws.client().credentials, secretAccessKey: 'x' } }),
      'InvalidSignatureException',
    ],
    [
      'an unknown access key',
      () => ({ credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } }),
      'UnrecognizedClientException',
    ],
    [
      'a session token of nobody',
      () => ({ credentials: { ...aws.client('Fn').credentials, sessionToken: 'x' } }),
      'UnrecognizedClientException',
    ],
    ['another region', () => ({ region: 'us-east-1' }), 'InvalidSignatureException'],
    [
      'a clock that is wrong',
      () => {
        clock = 16 * 60_000;
        return {};
      },
      'InvalidSignatureException',
    ],
  ])('refuses %s', async (_name, options, name) => {
    await expect(putEvents(options())).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
    expect(asked).toEqual([]);
  });

  it('refuses a body that was changed under way', async () => {
    const client = new EventBridgeClient(aws.client());
    client.middlewareStack.addRelativeTo(
      (next: any) => (args: any) =>
        next({
          ...args,
          request: Object.assign(args.request, { body: ' '.repeat(Number(args.request.headers['content-length'])) }),
        }),
      { name: 'tamper', relation: 'after', toMiddleware: 'httpSigningMiddleware' },
    );

    await expect(
      client.send(new PutEventsCommand({ Entries: [{ Source: 'desk', DetailType: 'x', Detail: '{}' }] })),
    ).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect(asked).toEqual([]);
    client.destroy();
  });

  it('refuses a header that the signature does not cover', async () => {
    const client = new EventBridgeClient(aws.client());
    client.middlewareStack.addRelativeTo(
      (next: any) => (args: any) => {
        args.request.headers['x-amz-other'] = 'added';
        return next(args);
      },
      { name: 'add', relation: 'after', toMiddleware: 'httpSigningMiddleware' },
    );
    await expect(
      client.send(new PutEventsCommand({ Entries: [{ Source: 'desk', DetailType: 'x', Detail: '{}' }] })),
    ).rejects.toMatchObject({ name: 'InvalidSignatureException', $metadata: { httpStatusCode: 403 } });
    expect(asked).toEqual([]);
    client.destroy();
  });

  it('answers a fault with nothing but a request id', async () => {
    events = () => Promise.reject(new Error('secret detail'));

    await expect(putEvents()).rejects.toMatchObject({
      name: 'InternalFailure',
      message: expect.not.stringMatching(/secret/),
      $metadata: { httpStatusCode: 500, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('names an operation and a service that are not hosted', async () => {
    events = jsonService('1.1', {});
    await expect(putEvents()).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'events:PutEvents is not hosted on this machine.',
    });
    const response = await fetch(aws.url, {
      headers: { 'x-amz-target': 'X.Y', 'content-type': 'application/x-amz-json-1.1' },
    });
    expect([response.status, await response.json()]).toEqual([
      403,
      { __type: 'MissingAuthenticationTokenException', message: expect.any(String) },
    ]);
  });

  it('speaks the query protocol', async () => {
    const client = new SESClient(aws.client());

    expect(
      (
        await client.send(
          new SendRawEmailCommand({
            Destinations: ['a@example.com', '<b>@example.com'],
            RawMessage: { Data: Buffer.from('x') },
          }),
        )
      ).MessageId,
    ).toBe('a@example.com&<b>@example.com');
    client.destroy();
  });

  it('speaks REST with JSON, with characters in the path that are signed in a way of their own', async () => {
    const client = new ApiGatewayManagementApiClient({ ...aws.client(), endpoint: `${aws.url}/live` });

    await expect(client.send(new PostToConnectionCommand({ ConnectionId: 'a b=/ü', Data: 'x' }))).rejects.toMatchObject(
      { name: 'GoneException' },
    );
    expect(asked[0]!.path).toBe('/live/@connections/a%20b%3D%2F%C3%BC');
    client.destroy();
  });

  it('tells SES’s second API from the first, under one signing name', async () => {
    const client = new SESv2Client(aws.client());
    const command = new PutEmailIdentityFeedbackAttributesCommand({ EmailIdentity: 'a+b@example.com' });

    await expect(client.send(command)).rejects.toMatchObject({ name: 'NotFoundException', message: 'unknown' });
    expect(asked.map(({ service, path }) => [service, path])).toEqual([
      ['sesv2', '/v2/email/identities/a%2Bb%40example.com/feedback'],
    ]);
    client.destroy();
  });

  it('takes 50 MB and no more', async () => {
    const status = await new Promise((resolve, reject) => {
      const outgoing = httpRequest(aws.url, { method: 'PUT' }, (incoming) => {
        resolve(incoming.statusCode);
        incoming.resume();
      }).once('error', reject);
      const chunk = Buffer.alloc(1024 * 1024);
      for (let sent = 0; sent <= 50; sent += 1) outgoing.write(chunk);
      outgoing.end();
    });

    expect(status).toBe(413);
  });
});
