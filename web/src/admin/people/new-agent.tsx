import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addAgent } from '../../../../shared/contracts/http/agents.ts';
import { LANGUAGES, type Language } from '../../../../shared/domain/ticket/ticket.ts';
import type { InputOf } from '../../desk/api/call-operation.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { notifyOutcome } from '../../desk/notify-outcome.tsx';
import { NEW_ITEM, useOpenAdmin } from '../kit/admin-place.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection, Shown } from '../kit/form-row.tsx';
import { SelectRow, TextRow } from '../kit/inputs.tsx';
import { useForm } from '../kit/use-form.ts';
import { RightsRows, type AgentRights } from './agent-rows.tsx';
import { useInvitationWords } from './invitation-rows.tsx';
import { usePeopleCache } from './people.ts';
import formStyles from '../kit/form.module.css';
import styles from './agents.module.css';

type NewValues = AgentRights & { readonly email: string; readonly name: string; readonly language: Language };

const BEGINS: Omit<NewValues, 'language'> = {
  email: '',
  name: '',
  role: 'agent',
  groupIds: [],
  mayForward: false,
  takesAssignment: true,
  handlesChat: false,
  handlesPhone: false,
  mayUnmask: false,
};

/** The form by which somebody becomes an agent of the service, and is invited if they never signed in. */
export const NewAgent = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { call } = useConsole();
  const { serviceId, language, agents } = useDesk().service;
  const openAdmin = useOpenAdmin();
  const { putAgent, putInvitation } = usePeopleCache();
  const invitationWords = useInvitationWords();
  const form = useForm({
    place: placeOf(serviceId, 'agents', NEW_ITEM),
    name: t('agents.new.title'),
    stored: { version: 0, values: { ...BEGINS, language } },
    schema: addAgent.body,
    toBody: (_, values: NewValues): InputOf<typeof addAgent>['body'] => ({
      ...values,
      email: values.email.trim(),
      groupIds: [...values.groupIds],
    }),
    save: (body) => call(addAgent, { params: { serviceId }, body }),
    read: () => Promise.resolve(null),
    onSaved: ({ invitation, ...agent }) => {
      putAgent(agent);
      putInvitation(agent, invitation);
      notifyOutcome({
        words: `${t('agents.added', { name: agent.name })} ${
          invitation === null ? t('agents.added.known') : invitationWords(invitation)
        }`,
        isRefused: invitation?.state === 'not_sent',
      });
      openAdmin({ section: 'agents', item: agent.agentId }, { replace: true });
    },
    refusals: {
      agent_exists: { pointer: '#/email', words: 'agents.refused.agent_exists' },
      group_not_found: { pointer: '#/groupIds', words: 'agents.refused.group_not_found' },
    },
  });
  const known =
    form.error instanceof ProblemError && form.error.code === 'agent_exists'
      ? form.error.problem['agentId']
      : undefined;
  const existing = agents.find(({ agentId }) => agentId === known);
  return (
    <FormFrame form={form} label={t('agents.new.title')}>
      <header className={styles.head}>
        <h2 className={styles.name}>{t('agents.new.title')}</h2>
      </header>
      <FormSection title={t('agents.person')}>
        <TextRow
          form={form}
          name="email"
          type="email"
          label={t('agents.email')}
          hint={t('agents.email.hint')}
          maxLength={254}
          autoFocus
        />
        {typeof known === 'string' && (
          <Shown label={t('agents.existing')}>
            <p className={formStyles.plain}>
              <Link
                to="/admin/$serviceId/$section/$item"
                params={{ serviceId, section: 'agents', item: known }}
                className={styles.link}
              >
                {t(existing?.active === false ? 'agents.existing.openLeft' : 'agents.existing.open', {
                  name: existing?.name ?? t('form.somebody'),
                })}
              </Link>
            </p>
          </Shown>
        )}
        <TextRow form={form} name="name" label={t('agents.name')} maxLength={100} />
        <SelectRow
          form={form}
          name="language"
          label={t('agents.invitation.language')}
          hint={t('agents.new.language.hint')}
          options={LANGUAGES.map((value) => ({ value, label: common(`language.${value}`) }))}
        />
      </FormSection>
      <RightsRows form={form} />
    </FormFrame>
  );
};
