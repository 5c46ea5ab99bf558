import { parseArgs } from 'node:util';
import { inviteAgent } from '../../shared/application/administration/invite-agent.ts';
import type { NotInvitable } from '../../shared/domain/desk/invitation.ts';
import { LANGUAGES } from '../../shared/domain/ticket/ticket.ts';
import { DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';
import { invitationSentence, invitationsOf } from './desk-invitations.ts';

const USAGE =
  'npm run invite -- EMAIL [--service ID] [--language ko | en | ja | zh] [--stage production | --data .handover]';

const WHY: Readonly<Record<NotInvitable, string>> = {
  accepted: 'has signed in already; a forgotten password is replaced on the sign-in page',
  left: 'has left the service',
  switched_off: 'has an account that is switched off',
  no_account: 'has no account',
  sending: 'is being invited at this moment',
};

await runCommand(USAGE, async () => {
  const {
    values: { service, language, ...where },
    positionals: [email, ...more],
  } = parseArgs({
    options: { ...DESK_OPTIONS, service: { type: 'string' }, language: { type: 'string' } },
    allowPositionals: true,
  });
  if (email === undefined || more.length > 0) throw new OperatorError(USAGE);
  const chosen = LANGUAGES.find((each) => each === language);
  if (language !== undefined && chosen === undefined) throw new OperatorError(USAGE);
  const deps = invitationsOf(await findDesk(where));
  const account = await deps.accounts.find(email.toLowerCase());
  if (!account)
    throw new OperatorError(`${email} has no account: an administrator adds them, or npm run set-up-desk does.`);
  const services = (await deps.directory.listMemberships(account.agentId)).map(({ serviceId }) => serviceId);
  const serviceId = service ?? services[0];
  if (serviceId === undefined || !services.includes(serviceId))
    throw new OperatorError(`${email} is no active agent of ${service ?? 'any service'}.`);
  const invited = await inviteAgent(deps)({
    by: { serviceId, correlationId: deps.clock.newId('cor') },
    agentId: account.agentId,
    ...(chosen === undefined ? {} : { language: chosen }),
  });
  if (!invited.ok)
    throw new OperatorError(
      `${email} ${invited.error.code === 'not_invitable' ? WHY[invited.error.because] : 'is no agent of the service'}.`,
    );
  const { sentence, isOut } = invitationSentence(email, invited.value);
  say(sentence);
  return isOut ? 0 : 1;
});
