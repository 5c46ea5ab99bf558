import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { inviteOnce } from '../../shared/application/administration/invite-agent.ts';
import { applyDeskDocument } from './apply-desk-document.ts';
import { DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';
import { type DeskDocument, deskDocumentSchema } from './desk-document.ts';
import { invitationSentence, invitationsOf } from './desk-invitations.ts';

const USAGE = 'npm run set-up-desk -- desk.json [--stage production | --data .handover]';

const readDocument = async (path: string): Promise<DeskDocument> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new OperatorError(`${path} can't be read.`);
  });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new OperatorError(`${path} is not JSON: ${cause instanceof Error ? cause.message : ''}`);
  }
  const parsed = deskDocumentSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new OperatorError(
    [
      `${path} does not describe a desk:`,
      ...parsed.error.issues.map(({ path: at, message }) => `  /${at.join('/')}: ${message}`),
    ].join('\n'),
  );
};

await runCommand(USAGE, async () => {
  const {
    values,
    positionals: [path],
  } = parseArgs({ options: DESK_OPTIONS, allowPositionals: true });
  if (path === undefined) throw new OperatorError(USAGE);
  const document = await readDocument(path);
  const desk = await findDesk(values);
  const clock = systemClockAndIds();
  const registry = dynamoDeskRegistry({
    client: documentClient(desk.client),
    deskTable: desk.output('DeskTableName'),
    backoff: jitteredBackoff,
    clock,
  });
  const invitations = invitationsOf(desk);
  const correlationId = clock.newId('cor');
  const applied = await applyDeskDocument({
    registry,
    accounts: invitations.accounts,
    invite: (agent) => inviteOnce(invitations)(agent, { by: { serviceId: agent.serviceId, correlationId } }),
  })(document);
  say(
    `The desk has ${applied.services} services with ${applied.groups} groups, ${applied.categories} categories and ${applied.agents} agents as ${path} says; ${applied.newAccounts} accounts are new.`,
  );
  const told = [...applied.invitations].map(([email, invitation]) => invitationSentence(email, invitation));
  for (const { sentence } of told) say(sentence);
  return told.every(({ isOut }) => isOut) ? 0 : 1;
});
