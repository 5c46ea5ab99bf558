import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, type Principal } from '../../../../infra/local/kernel.ts';
import {
  startFunctions,
  type FunctionsOptions,
  type StartedFunctions,
} from '../../../../infra/local/lambda/start-functions.ts';
import { openState, type State } from '../../../../infra/local/state/open-state.ts';
import { aDeployment, aFunction, type Draft, functionArn, queueArn } from '../../../support/local/a-deployment.ts';
import { functionCode } from '../../../support/local/function-code.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { until } from '../../../support/local/until.ts';

const sources = {
  echo: `export const handler = async (event, context) => { console.log('saw', event.word); return { event, name: context.functionName, remaining: context.getRemainingTimeInMillis(), id: context.awsRequestId }; };`,
  environment: `export const handler = async () => ({ ...process.env });`,
  thrower: `export const handler = async () => { throw new TypeError('not a ticket'); };`,
  slow: `export const handler = async (event) => { await new Promise((resolve) => setTimeout(resolve, event.milliseconds ?? 60_000)); return 'done'; };`,
  leaver: `export const handler = async () => { process.exit(7); };`,
  unhandled: `export const handler = () => new Promise(() => { Promise.reject(new RangeError('nobody caught me')); });`,
  unloadable: `import './missing.mjs';`,
  counter: `let calls = 0; export const handler = async () => { calls += 1; await new Promise((resolve) => setTimeout(resolve, 40)); return calls; };`,
  large: `export const handler = async () => 'x'.repeat(6_300_000);`,
  nothing: `export const handler = async () => undefined;`,
  flaky: `import { appendFileSync, readFileSync } from 'node:fs';
    export const handler = async ({ file, failures }) => { appendFileSync(file, 'x'); if (readFileSync(file, 'utf8').length <= failures) throw new Error('not yet'); };`,
};

const running: StartedFunctions[] = [];
const states: State[] = [];
const sent: { readonly arn: string; readonly body: string }[] = [];
const codeFolder = functionCode(sources);

const start = (functions: readonly Draft[], options: Partial<FunctionsOptions> = {}) => {
  const folder = temporaryFolder();
  const state = options.state ?? openState(folder);
  if (!options.state) states.push(state);
  const started = startFunctions({
    deployment: aDeployment(...functions),
    codeFolder,
    state,
    iam: {
      credentialsFor: (arn) => ({ accessKeyId: 'AKIA', secretAccessKey: `secret of ${arn}`, sessionToken: 'token' }),
      authorize: () => undefined,
    },
    queues: {
      send: async (arn, body) => {
        sent.push({ arn, body });
        return 'id';
      },
    },
    awsEndpoint: 'http://127.0.0.1:4401',
    logsFolder: folder,
    log: () => {},
    retryDelaysSeconds: [0, 0],
    ...options,
  });
  running.push(started);
  return Object.assign(started, { folder });
};

afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  for (const state of states) state.close();
  removeTemporaryFolders();
});

it('runs what nobody waits for side by side: four slow invocations hold up none of the others', async () => {
  const source = `import { appendFileSync } from 'node:fs'; export const handler = async ({ file, word, milliseconds }) => { if (milliseconds) await new Promise((resolve) => setTimeout(resolve, milliseconds)); appendFileSync(file, word); };`;
  const functions = start([aFunction('writer', { Timeout: 60 })], { codeFolder: functionCode({ writer: source }) });
  const file = join(functions.folder, 'written');
  for (let slow = 0; slow < 4; slow += 1)
    await functions.invokeAsync(functionArn('writer'), { file, word: 'S', milliseconds: 30_000 });
  for (let quick = 0; quick < 20; quick += 1) await functions.invokeAsync(functionArn('writer'), { file, word: 'q' });
  await until(() => {
    try {
      return readFileSync(file, 'utf8').length === 20;
    } catch {
      return false;
    }
  }, 20_000);
  expect(readFileSync(file, 'utf8')).toBe('q'.repeat(20));
}, 40_000);

it('tells how many of those that nobody waits for have not begun', async () => {
  const functions = start([aFunction('counter', { Timeout: 20 })]);
  expect(functions.waiting()).toBe(0);
  // Six of a function run at once.
  for (let nth = 0; nth < 10; nth += 1) await functions.invokeAsync(functionArn('counter'), {});
  expect(functions.waiting()).toBe(4);
  await until(() => functions.waiting() === 0, 20_000);
}, 40_000);

describe('an invocation', () => {
  it('gives the handler the event and a context, and returns what the handler returns', async () => {
    const { payload, functionError } = await start([aFunction('echo', { Timeout: 20 })]).invoke(functionArn('echo'), {
      word: 'hello',
    });
    expect(functionError).toBeUndefined();
    expect(payload).toMatchObject({
      event: { word: 'hello' },
      name: 'echo',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((payload as { remaining: number }).remaining).toBeGreaterThan(15_000);
  });

  it('has the environment of the template, its own credentials, and nothing of the machine', async () => {
    const { payload } = await start([
      aFunction('environment', { MemorySize: 256, Environment: { Variables: { DESK_TABLE: 'desk' } } }),
    ]).invoke(functionArn('environment'), {});
    expect(payload).toMatchObject({
      DESK_TABLE: 'desk',
      AWS_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: `secret of ${functionArn('environment')}`,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4401',
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    });
    expect(payload).not.toHaveProperty('PATH');
    expect(payload).not.toHaveProperty('HOME');
  });

  it('answers null when the handler returns nothing', async () => {
    expect(await start([aFunction('nothing')]).invoke(functionArn('nothing'), {})).toEqual({ payload: null });
  });

  it('logs what the function prints between START and REPORT', async () => {
    const functions = start([aFunction('echo')]);
    await functions.invoke(functionArn('echo'), { word: 'hello' });
    const text = await until(() => {
      try {
        const log = readFileSync(join(functions.folder, 'echo.log'), 'utf8');
        return log.includes('REPORT') && log;
      } catch {
        return '';
      }
    });
    expect(text).toMatch(
      /^START RequestId: \S+ Version: \$LATEST\nsaw hello\nEND RequestId: \S+\nREPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\tProcessor Duration: [\d.]+ ms\n$/,
    );
  });

  it.each([
    [
      'a throw',
      'thrower',
      {},
      {
        errorType: 'TypeError',
        errorMessage: 'not a ticket',
        trace: expect.arrayContaining(['TypeError: not a ticket']),
      },
      'Unhandled',
    ],
    [
      'a time-out',
      'slow',
      { Timeout: 1 },
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
      },
      'Timeout',
    ],
    [
      'an exit',
      'leaver',
      {},
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(/Runtime exited with error: exit status 7$/),
      },
      'Unhandled',
    ],
    [
      'an unhandled rejection',
      'unhandled',
      {},
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'RangeError: nobody caught me' },
      'Unhandled',
    ],
    [
      'code that cannot be loaded',
      'unloadable',
      {},
      { errorMessage: expect.stringContaining('missing.mjs') },
      'Unhandled',
    ],
    [
      'a handler that is not there',
      'echo',
      { Handler: 'index.other' },
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.other is undefined or not exported' },
      'Unhandled',
    ],
    ['an answer that is too large', 'large', {}, { errorType: 'Function.ResponseSizeTooLarge' }, 'Unhandled'],
  ])('reports %s as Lambda does', async (_, name, properties, payload, functionError) => {
    expect(await start([aFunction(name, properties)]).invoke(functionArn(name), {})).toEqual({
      functionError,
      payload: expect.objectContaining(payload),
    });
  });

  it('starts afresh after a time-out', async () => {
    const functions = start([aFunction('slow', { Timeout: 1 })]);
    expect((await functions.invoke(functionArn('slow'), {})).functionError).toBe('Timeout');
    expect(await functions.invoke(functionArn('slow'), { milliseconds: 1 })).toEqual({ payload: 'done' });
  });

  it('refuses a function that was not deployed', async () => {
    await expect(start([aFunction('echo')]).invoke(functionArn('other'), {})).rejects.toThrow(AwsError);
  });
});

describe('instances', () => {
  it('are used again, one invocation at a time', async () => {
    const functions = start([aFunction('counter', { ReservedConcurrentExecutions: 1 })]);
    const answers = await Promise.all([1, 2, 3].map(() => functions.invoke(functionArn('counter'), {})));
    expect(answers.map(({ payload }) => payload).sort()).toEqual([1, 2, 3]);
    expect(functions.instances(functionArn('counter'))).toBe(1);
  });

  it('leave what was compiled for those that start later, who answer as they did', async () => {
    const compileCache = temporaryFolder();
    const kept = () =>
      readdirSync(compileCache, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    const answerOf = async (word: string) => {
      const functions = start([aFunction('echo')], { compileCache });
      const { payload } = await functions.invoke(functionArn('echo'), { word });
      return (payload as { readonly event: unknown }).event;
    };
    expect(kept()).toEqual([]);
    expect(await answerOf('first')).toEqual({ word: 'first' });
    await until(() => kept().length === 1);
    expect(await answerOf('second')).toEqual({ word: 'second' });
    expect(kept()).toHaveLength(1);
  });

  it('become more under load, up to the cap', async () => {
    const functions = start([aFunction('slow', { Timeout: 10 })], { maximumPerFunction: 3 });
    await Promise.all(Array.from({ length: 8 }, () => functions.invoke(functionArn('slow'), { milliseconds: 300 })));
    expect(functions.instances(functionArn('slow'))).toBe(3);
  });

  it('of another function make room when the machine has no more', async () => {
    const functions = start([aFunction('slow', { Timeout: 10 }), aFunction('echo')], { maximumInstances: 2 });
    await functions.invoke(functionArn('echo'), {});
    await Promise.all([1, 2].map(() => functions.invoke(functionArn('slow'), { milliseconds: 400 })));
    expect([functions.instances(functionArn('slow')), functions.instances(functionArn('echo'))]).toEqual([2, 0]);
  });

  it('are stopped when they rest and the machine has more than it may hold, the longest idle first', async () => {
    const names = ['one', 'two', 'three'];
    const functions = start(
      names.map((name) => aFunction(name, { Code: { S3Bucket: 'assets', S3Key: 'echo' } })),
      { maximumInstances: 2, restSeconds: 0.05 },
    );
    for (const name of names) await functions.invoke(functionArn(name), {});
    const held = () => names.map((name) => functions.instances(functionArn(name)));
    await until(() => held().join() === '0,1,1');
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    expect(held()).toEqual([0, 1, 1]);
  });

  it('are stopped when idle for long', async () => {
    const functions = start([aFunction('echo')], { idleSeconds: 0.05 });
    await functions.invoke(functionArn('echo'), {});
    await until(() => functions.instances(functionArn('echo')) === 0);
  });
});

describe('given an account with a limit of concurrent executions', () => {
  const refusal = (Reason: string) =>
    expect.objectContaining({ code: 'TooManyRequestsException', status: 429, members: { Reason } });

  it('as many run at the same time; more are refused, and run when there is room again', async () => {
    const functions = start([aFunction('slow', { Timeout: 10 }), aFunction('echo')], { concurrentExecutions: 2 });
    const [slow, echo] = [functionArn('slow'), functionArn('echo')];
    const running = [functions.invoke(slow, { milliseconds: 300 }), functions.invoke(slow, { milliseconds: 300 })];
    await expect(functions.invoke(echo, {})).rejects.toEqual(refusal('ConcurrentInvocationLimitExceeded'));
    await Promise.all(running);
    expect((await functions.invoke(echo, { word: 'now' })).payload).toMatchObject({ event: { word: 'now' } });
  });

  it('what a function reserves is its own, and no more than that', async () => {
    const functions = start([aFunction('slow', { Timeout: 10, ReservedConcurrentExecutions: 1 }), aFunction('echo')], {
      concurrentExecutions: 2,
    });
    const [slow, echo] = [functionArn('slow'), functionArn('echo')];
    const running = functions.invoke(slow, { milliseconds: 300 });
    await expect(functions.invoke(slow, {})).rejects.toEqual(
      refusal('ReservedFunctionConcurrentInvocationLimitExceeded'),
    );
    const other = functions.invoke(echo, {});
    await expect(functions.invoke(echo, {})).rejects.toEqual(refusal('ConcurrentInvocationLimitExceeded'));
    expect((await other).functionError).toBeUndefined();
    await running;
  });

  it('a failed execution makes room as a successful one does', async () => {
    const functions = start([aFunction('thrower'), aFunction('unloadable')], { concurrentExecutions: 1 });
    for (const name of ['thrower', 'unloadable', 'thrower'])
      expect((await functions.invoke(functionArn(name), {})).functionError).toBe('Unhandled');
  });

  it('a template that reserves all of it does not start', () => {
    expect(() => start([aFunction('echo', { ReservedConcurrentExecutions: 2 })], { concurrentExecutions: 2 })).toThrow(
      'The template reserves 2 concurrent executions, and the account has 2',
    );
  });

  it('without one, they wait for an instance', async () => {
    const functions = start([aFunction('counter')], { maximumPerFunction: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => functions.invoke(functionArn('counter'), {})));
    expect(answers.map(({ payload }) => payload).sort()).toEqual([1, 2, 3]);
  });
});

describe('an asynchronous invocation', () => {
  const letters = (file: string) => {
    try {
      return readFileSync(file, 'utf8').length;
    } catch {
      return 0;
    }
  };

  it('is repeated until it succeeds', async () => {
    const file = join(temporaryFolder(), 'calls');
    const functions = start([aFunction('flaky')]);
    await functions.invokeAsync(functionArn('flaky'), { file, failures: 2 });
    await until(() => letters(file) === 3);
  });

  it('goes to the failure destination after two retries, as the function', async () => {
    const file = join(temporaryFolder(), 'calls');
    const asked: Principal[] = [];
    const functions = start(
      [
        aFunction('flaky'),
        {
          type: 'AWS::Lambda::EventInvokeConfig',
          logicalId: 'config',
          properties: {
            FunctionName: 'flaky',
            Qualifier: '$LATEST',
            MaximumRetryAttempts: 1,
            DestinationConfig: { OnFailure: { Destination: queueArn('failed') } },
          },
        },
      ],
      {
        iam: {
          credentialsFor: () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
          authorize: (principal) => {
            asked.push(principal);
          },
        },
      },
    );
    await functions.invokeAsync(functionArn('flaky'), { file, failures: 9 });
    const letter = await until(() => sent.find(({ arn }) => arn === queueArn('failed')));
    expect(JSON.parse(letter.body)).toMatchObject({
      requestContext: {
        condition: 'RetriesExhausted',
        approximateInvokeCount: 2,
        functionArn: `${functionArn('flaky')}:$LATEST`,
      },
      requestPayload: { file },
      responsePayload: { errorMessage: 'not yet' },
    });
    expect(letters(file)).toBe(2);
    expect(asked).toEqual([expect.objectContaining({ kind: 'role', functionName: 'flaky' })]);
  });

  it('sends its bare payload to the dead-letter queue', async () => {
    const file = join(temporaryFolder(), 'calls');
    const functions = start([aFunction('flaky', { DeadLetterConfig: { TargetArn: queueArn('dead') } })]);
    await functions.invokeAsync(functionArn('flaky'), { file, failures: 9 });
    const letter = await until(() => sent.find(({ arn }) => arn === queueArn('dead')));
    expect(JSON.parse(letter.body)).toEqual({ file, failures: 9 });
  });

  const retriesNothing = (name: string, maximumAgeSeconds: number): Draft => ({
    type: 'AWS::Lambda::EventInvokeConfig',
    logicalId: 'config',
    properties: {
      FunctionName: name,
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: maximumAgeSeconds,
      DestinationConfig: { OnFailure: { Destination: queueArn('aged') } },
    },
  });
  const full = async (...config: readonly Draft[]) => {
    const functions = start([aFunction('slow', { Timeout: 60 }), aFunction('flaky'), ...config], {
      concurrentExecutions: 1,
    });
    const file = join(temporaryFolder(), 'calls');
    return {
      file,
      functions,
      occupy: (milliseconds: number) => functions.invoke(functionArn('slow'), { milliseconds }),
    };
  };

  it('that is throttled is accepted, and begins when there is room: that is none of its retries', async () => {
    const { file, functions, occupy } = await full(retriesNothing('flaky', 60));
    const occupied = occupy(500);
    await functions.invokeAsync(functionArn('flaky'), { file, failures: 0 });
    await occupied;
    expect(letters(file)).toBe(0);
    await until(() => letters(file) === 1);
    expect(sent.filter(({ arn }) => arn === queueArn('aged'))).toEqual([]);
  });

  it('that is throttled until it is too old goes to the failure destination, never begun', async () => {
    const { file, functions, occupy } = await full(retriesNothing('flaky', 1));
    void occupy(30_000);
    await functions.invokeAsync(functionArn('flaky'), { file, failures: 0 });
    const letter = await until(() => sent.find(({ arn }) => arn === queueArn('aged')));
    const record = JSON.parse(letter.body) as object;
    expect(record).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 0 },
      requestPayload: { file },
    });
    expect(record).not.toHaveProperty('responsePayload');
    expect(letters(file)).toBe(0);
  });

  it('that a stop interrupted begins again at the next start', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'calls');
    const first = openState(folder);
    const before = start([aFunction('flaky')], { state: first, retryDelaysSeconds: [3600] });
    await before.invokeAsync(functionArn('flaky'), { file, failures: 1 });
    await until(() => first.get<{ attempts: number }>('SELECT attempts FROM lambda_pending')?.attempts === 1);
    await before.stop();
    first.run('UPDATE lambda_pending SET due_at = 0'); // the hour has passed
    first.close();

    const second = openState(folder);
    states.push(second);
    start([aFunction('flaky')], { state: second });
    await until(() => letters(file) === 2);
    await until(() => second.all('SELECT * FROM lambda_pending').length === 0);
  });
});

it('refuses a runtime that it cannot run', () => {
  expect(() => start([aFunction('echo', { Runtime: 'python3.13' })])).toThrow(
    'Desk/echo: the runtime python3.13 is not hosted on one machine.',
  );
});
