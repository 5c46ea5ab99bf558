import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';
import { deadLettersOutput, LOSERS } from './stack-outputs.ts';
import { listLetters, redriveLetters } from './redrive-letters.ts';
import { redriveRecords } from './redrive-records.ts';
import { workOfFunctions } from './work-of-functions.ts';

const USAGE = 'npm run redrive -- [--of FUNCTION [--of FUNCTION …]] [--stage production | --data .handover]';

const RUNBOOK = 'docs/runbooks/dead-letters.md';

await runCommand(USAGE, async () => {
  const {
    values: { of: names = [], ...choice },
  } = parseArgs({ options: { ...DESK_OPTIONS, of: { type: 'string', multiple: true } } });
  const desk = await findDesk(choice);
  const works = workOfFunctions(desk);
  const deadLetterUrls = LOSERS.map((of) => desk.output(deadLettersOutput(of)));
  const clients = {
    sqs: new SQSClient(desk.client),
    lambda: new LambdaClient(desk.client),
    s3: new S3Client(desk.client),
  };
  if (names.length === 0) {
    const counts = await listLetters(clients.sqs)({ deadLetterUrls, works });
    if (counts.size === 0) say('There are no dead letters.');
    for (const [name, { letters, oldest }] of [...counts].toSorted())
      say(`${name === '' ? 'of nobody known' : name}: ${letters}, the oldest sent ${oldest.toISOString()}`);
    if (counts.size > 0) say(`${RUNBOOK} says what each loses; --of FUNCTION sends them again.`);
    return 0;
  }
  let leftOver = 0;
  for (const name of names) {
    const work = works.find((each) => each.name === name);
    if (!work)
      throw new OperatorError(
        `There are no dead letters of ${name}. There can be of ${works.map((each) => each.name).join(', ')}.`,
      );
    const { consumerArn, failedRecords } = work;
    if (consumerArn === undefined || failedRecords === undefined) {
      say(`${name}: ${await redriveLetters(clients)({ deadLetterUrls, works, name })} dead letters sent again`);
      continue;
    }
    const { sent, left } = await redriveRecords(clients)({
      work: { name, consumerArn, failedRecords },
      deadLetterUrls,
    });
    say(`${name}: ${sent} records given to the function again`);
    if (left > 0) say(`  ${left} objects left: ${RUNBOOK} says why, and what to do`);
    leftOver += left;
  }
  return leftOver > 0 ? 1 : 0;
});
