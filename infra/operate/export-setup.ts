import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { exportSetup } from '../../shared/application/desk-setup/read-setup.ts';
import { DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';
import { openSetup } from './setup-file.ts';

const USAGE = 'npm run export-setup -- --service ID [--out setup.json] [--stage production | --data .handover]';

await runCommand(USAGE, async () => {
  const {
    values: { service, out, ...choice },
  } = parseArgs({ options: { ...DESK_OPTIONS, service: { type: 'string' }, out: { type: 'string' } } });
  if (service === undefined) throw new OperatorError(USAGE);
  const repositories = await openSetup(await findDesk(choice), service);
  const text = JSON.stringify(await exportSetup(repositories)(service), undefined, 2);
  if (out === undefined) {
    say(text);
    return 0;
  }
  await writeFile(out, `${text}\n`);
  say(`The set-up of ${service} is in ${out}.`);
  return 0;
});
