import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type DeployedDesk, DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';
import { deadLettersOutput, DEAD_LETTERS, workQueueOutput } from './stack-outputs.ts';
import { redriveLetters } from './redrive-letters.ts';

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
  const redrive = redriveLetters({ sqs: new SQSClient(desk.client), lambda: new LambdaClient(desk.client) });
  let leftOver = 0;
  for (const queue of queues) {
    const [deadLetters, source] = [deadLettersOutput(queue), workQueueOutput(queue)];
    if (!has(deadLetters)) throw new OperatorError(`There are no dead letters of ${queue}. ${known(desk)}`);
    const { sent, left } = await redrive({
      deadLetterUrl: desk.output(deadLetters),
      ...(has(source) ? { sourceUrl: desk.output(source) } : {}),
    });
    say(`${queue}: ${sent} dead letters sent again`);
    if (left > 0)
      say(
        `  ${left} left: letters of a stream name records and don't hold them; docs/runbooks/dead-letters.md says what to do`,
      );
    leftOver += left;
  }
  return leftOver > 0 ? 1 : 0;
});
