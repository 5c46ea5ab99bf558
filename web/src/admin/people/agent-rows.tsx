import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AGENT_FLAGS, type AgentFlag, type Role } from '../../../../shared/domain/desk/agent.ts';
import { useDesk } from '../../desk/desk-context.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { FormSection } from '../kit/form-row.tsx';
import { ChecksRow, RadioRow, SwitchRow } from '../kit/inputs.tsx';
import type { Form } from '../kit/use-form.ts';
import type { GroupView } from './people.ts';

/** What of an agent administrators decide, of a new one too. */
export type AgentRights = { readonly role: Role; readonly groupIds: readonly string[] } & Readonly<
  Record<AgentFlag, boolean>
>;

const FLAG_WORDS = {
  mayForward: {
    label: 'agents.flag.mayForward',
    says: 'agents.flag.mayForward.says',
    hint: 'agents.flag.mayForward.hint',
  },
  takesAssignment: {
    label: 'agents.flag.takesAssignment',
    says: 'agents.flag.takesAssignment.says',
    hint: 'agents.flag.takesAssignment.hint',
  },
  handlesChat: {
    label: 'agents.flag.handlesChat',
    says: 'agents.flag.handlesChat.says',
    hint: 'agents.flag.handlesChat.hint',
  },
  handlesPhone: {
    label: 'agents.flag.handlesPhone',
    says: 'agents.flag.handlesPhone.says',
    hint: 'agents.flag.handlesPhone.hint',
  },
  mayUnmask: { label: 'agents.flag.mayUnmask', says: 'agents.flag.mayUnmask.says', hint: 'agents.flag.mayUnmask.hint' },
} as const satisfies Record<AgentFlag, Record<'label' | 'says' | 'hint', AdminWordKey>>;

/** Groups that agents can be put into, in the order of their names. */
export const useChoosableGroups = (): readonly GroupView[] => {
  const { service, timeStyle } = useDesk();
  const collator = new Intl.Collator(timeStyle.language);
  return service.groups.filter(({ active }) => active).toSorted((a, b) => collator.compare(a.name, b.name));
};

/** The rows of an agent's role, groups and flags. */
export const RightsRows = <V extends AgentRights>({
  form,
  isLast = false,
}: {
  readonly form: Form<V>;
  /** Whether they are the last administrator, who must stay one. */
  readonly isLast?: boolean;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const groups = useChoosableGroups();
  const rights = form as unknown as Form<AgentRights>;
  return (
    <>
      <FormSection title={t('agents.rights')}>
        <RadioRow
          form={rights}
          name="role"
          label={t('agents.role')}
          {...(isLast ? { hint: t('agents.role.last') } : {})}
          isFixed={isLast}
          options={[
            { value: 'agent', label: t('agents.role.agent'), hint: t('agents.role.agent.hint') },
            {
              value: 'administrator',
              label: t('agents.role.administrator'),
              hint: t('agents.role.administrator.hint'),
            },
          ]}
        />
        <ChecksRow
          form={rights}
          name="groupIds"
          label={t('agents.groups')}
          hint={groups.length === 0 ? t('agents.groups.none') : t('agents.groups.hint')}
          options={groups.map(({ groupId, name }) => ({ value: groupId, label: name }))}
        />
      </FormSection>
      <FormSection title={t('agents.flags')}>
        {AGENT_FLAGS.map((flag) => {
          const { label, says, hint } = FLAG_WORDS[flag];
          return <SwitchRow key={flag} form={rights} name={flag} label={t(label)} says={t(says)} hint={t(hint)} />;
        })}
      </FormSection>
    </>
  );
};
