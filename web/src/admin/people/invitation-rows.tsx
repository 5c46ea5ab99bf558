import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { inviteAgent } from '../../../../shared/contracts/http/agents.ts';
import { LANGUAGES, type Language } from '../../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useNow } from '../../desk/timestamp.tsx';
import { announce } from '../../ui/announcer.tsx';
import { timeInSentence } from '../../ui/format-time.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { Shown } from '../kit/form-row.tsx';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { usePeopleCache, type AgentView, type InvitationView } from './people.ts';
import formStyles from '../kit/form.module.css';
import styles from './agents.module.css';

const NOT_SENT = {
  refused: 'agents.invitation.reason.refused',
  sending_rate: 'agents.invitation.reason.sending_rate',
  daily_quota: 'agents.invitation.reason.daily_quota',
  sending_paused: 'agents.invitation.reason.sending_paused',
  busy: 'agents.invitation.reason.busy',
  unanswered: 'agents.invitation.reason.unanswered',
} as const satisfies Record<NonNullable<InvitationView['reason']>, AdminWordKey>;

const NOT_INVITABLE: Readonly<Record<string, AdminWordKey>> = {
  accepted: 'agents.invitation.not.accepted',
  left: 'agents.invitation.not.left',
  switched_off: 'agents.invitation.not.switched_off',
  no_account: 'agents.invitation.not.no_account',
  sending: 'agents.invitation.not.sending',
};

/** A function that says in one sentence how far an invitation is; null: there was none. */
export const useInvitationWords = (): ((invitation: InvitationView | null) => string) => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { timeStyle } = useDesk();
  const now = useNow();
  return (invitation) => {
    if (invitation === null) return t('agents.invitation.none');
    const { state, reason, invitedAt, validUntil } = invitation;
    const language = common(`language.${invitation.language}`);
    const [at, until] = [invitedAt, validUntil].map((time) => timeInSentence(time, now, timeStyle));
    switch (state) {
      case 'sending':
        return t('agents.invitation.sending');
      case 'sent':
        return t('agents.invitation.sent', { at, until, language });
      case 'expired':
        return t('agents.invitation.expired', { at, until });
      case 'not_sent':
        return `${t('agents.invitation.not_sent', { at })} ${t(NOT_SENT[reason ?? 'unanswered'])}`;
    }
  };
};

/** How far the invitation of somebody is who has never signed in, and the step that repeats it. */
export const InvitationRows = ({
  agent,
  invitation,
}: {
  readonly agent: AgentView;
  readonly invitation: InvitationView | null;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { call } = useConsole();
  const { serviceId, language: main } = useDesk().service;
  const { putInvitation } = usePeopleCache();
  const words = useInvitationWords();
  const refusalWords = useRefusalWords();
  const [chosen, setLanguage] = useState<Language | null>(null);
  const language = chosen ?? invitation?.language ?? main;
  const { agentId } = agent;
  const { mutate, isPending, error } = useMutation({
    networkMode: 'always',
    // A second try would make the mail of the first one useless.
    retry: false,
    mutationFn: () => call(inviteAgent, { params: { serviceId, agentId }, body: { language } }),
    onSuccess: (made) => {
      putInvitation(agent, made);
      announce(words(made));
    },
    onError: () => {
      putInvitation(agent, null);
    },
  });
  const isOnItsWay = isPending || invitation?.state === 'sending';
  const needs = invitation === null || invitation.state === 'expired' || invitation.state === 'not_sent';
  const because =
    error instanceof ProblemError && error.code === 'not_invitable'
      ? NOT_INVITABLE[String(error.problem['because'])]
      : undefined;
  return (
    <Shown label={t('agents.invitation')} hint={t('agents.invitation.hint')}>
      <p className={`${formStyles.plain} ${styles.words}`} data-attention={needs || undefined}>
        {words(invitation)}
      </p>
      <div className={styles.invite}>
        <NativeSelect
          size="xs"
          aria-label={t('agents.invitation.language')}
          value={language}
          data={LANGUAGES.map((value) => ({ value, label: common(`language.${value}`) }))}
          onChange={({ currentTarget }) => {
            setLanguage(currentTarget.value as Language);
          }}
        />
        <Button
          size="compact-sm"
          variant={needs ? 'filled' : 'default'}
          aria-disabled={isOnItsWay}
          onClick={() => {
            if (!isOnItsWay) mutate();
          }}
        >
          {isPending
            ? t('agents.invitation.sending.now')
            : t(invitation === null ? 'agents.invitation.first' : 'agents.invitation.again')}
        </Button>
      </div>
      {error !== null && (
        <p className={formStyles.fault} role="alert">
          {because === undefined ? refusalWords(error) : t(because)}
        </p>
      )}
    </Shown>
  );
};
