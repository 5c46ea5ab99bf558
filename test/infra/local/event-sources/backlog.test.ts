import { backlogOf } from '../../../../infra/local/event-sources/backlog.ts';
import { sqs } from '../../../../infra/local/sqs/sqs.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { aDeployment, aFunction, aQueue, queueArn } from '../../../support/local/a-deployment.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';

afterAll(() => {
  removeTemporaryFolders();
});

it('counts invocations and messages that wait for a function, and neither those in hand or for later nor dead letters', async () => {
  const deployment = aDeployment(aFunction('consumer'), aQueue('dead'), aQueue('work'), {
    type: 'AWS::Lambda::EventSourceMapping',
    logicalId: 'mapping',
    properties: { EventSourceArn: queueArn('work'), FunctionName: 'consumer' },
  });
  const state = openState(temporaryFolder());
  const host = sqs({ deployment, state, authorize: () => undefined, log: () => {} });
  let invocations = 0;
  const backlog = backlogOf({ deployment, functions: { waiting: () => invocations }, queues: host });
  expect(backlog()).toBe(0);

  const { send, receive } = host.queues;
  for (const body of ['one', 'two', 'three']) await send(queueArn('work'), body);
  await send(queueArn('work'), 'later', { delaySeconds: 60 });
  await send(queueArn('dead'), 'given up');
  expect(backlog()).toBe(3);
  await receive(queueArn('work'), { max: 1 });
  expect(backlog()).toBe(2);
  invocations = 5;
  expect(backlog()).toBe(7);
  await host.stop();
  state.close();
});
