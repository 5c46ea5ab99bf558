import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type DeployedDesk, DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';
import {
  deadLettersOutput,
  DEAD_LETTERS,
  failedRecordsOutput,
  streamConsumerOutput,
  workQueueOutput,
} from './stack-outputs.ts';
import { redriveLetters } from './redrive-letters.ts';
import { redriveRecords } from './redrive-records.ts';

const USAGE = 'npm run redrive -- --queue NAME [--queue NAME …] [--stage production | --data .handover]';

const known = (desk: DeployedDesk): string =>
  `The queues are those of ${desk
    .outputsOf(DEAD_LETTERS)
    .map((name) => kebab(name.slice(DEAD_LETTERS.length)))
    .join(', ')}.`;
const kebab = (name: string) => name.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase();

await runCommand(USAGE, async () => {
  const {
    values: { queue: queues = [], ...choice },
  } = parseArgs({ options: { ...DESK_OPTIONS, queue: { type: 'string', multiple: true } } });
  const desk = await findDesk(choice);
  if (queues.length === 0) throw new OperatorError(`${USAGE}\n${known(desk)}`);
  const has = (output: string) => desk.outputsOf(output).includes(output);
  const clients = {
    sqs: new SQSClient(desk.client),
    lambda: new LambdaClient(desk.client),
    s3: new S3Client(desk.client),
  };
  let leftOver = 0;
  for (const queue of queues) {
    if (!has(deadLettersOutput(queue)))
      throw new OperatorError(`There are no dead letters of ${queue}. ${known(desk)}`);
    const deadLetterUrl = desk.output(deadLettersOutput(queue));
    const source = workQueueOutput(queue);
    const followsStream = has(failedRecordsOutput(queue));
    const { sent, left } = followsStream
      ? await redriveRecords(clients)({
          bucket: desk.output(failedRecordsOutput(queue)),
          functionArn: desk.output(streamConsumerOutput(queue)),
          deadLetterUrl,
        })
      : await redriveLetters(clients)({ deadLetterUrl, ...(has(source) ? { sourceUrl: desk.output(source) } : {}) });
    say(`${queue}: ${sent} ${followsStream ? 'records given to the function' : 'dead letters sent'} again`);
    if (left > 0) say(`  ${left} left: docs/runbooks/dead-letters.md says why, and what to do`);
    leftOver += left;
  }
  return leftOver > 0 ? 1 : 0;
});
