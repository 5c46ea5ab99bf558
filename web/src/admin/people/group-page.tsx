import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { editGroup } from '../../../../shared/contracts/http/agents.ts';
import type { InputOf } from '../../desk/api/call-operation.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { Nothing } from '../../ui/pane-state.tsx';
import { usePeopleCache, type GroupView } from './people.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormRow, FormSection } from '../kit/form-row.tsx';
import { TextRow } from '../kit/inputs.tsx';
import { useForm, type Stored } from '../kit/use-form.ts';
import { useFreshService } from '../kit/use-fresh-service.ts';
import { AddMembers } from './add-members.tsx';
import { useNameHint } from './group-names.ts';
import { onlyCameOrWent, orderOver } from './member-order.ts';
import { Members } from './members.tsx';
import { RemovingRow } from './removing-row.tsx';
import styles from './agents.module.css';

type GroupValues = { readonly name: string; readonly agentIds: readonly string[] };

const storedOf = ({ name, agentIds, version }: GroupView): Stored<GroupValues> => ({
  version,
  values: { name, agentIds },
});

/** The form of a group, or words that it is not there. */
export const GroupPage = ({ groupId }: { readonly groupId: string }): ReactNode => {
  const { t } = useTranslation('admin');
  const group = useDesk().service.groups.find((each) => each.groupId === groupId);
  return group === undefined ? (
    <Nothing title={t('form.gone.title')} text={t('form.gone.text')} />
  ) : (
    <GroupForm group={group} />
  );
};

const GroupForm = ({ group }: { readonly group: GroupView }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { service, agentName } = useDesk();
  const { serviceId } = service;
  const { groupId, name, agentIds, active } = group;
  const { readService } = useFreshService();
  const { putGroup } = usePeopleCache();
  const stored = useMemo(() => storedOf(group), [group]);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useForm({
    place: placeOf(serviceId, 'groups', groupId),
    name,
    stored,
    schema: editGroup.body,
    toBody: (changes: Partial<GroupValues>) => changes as InputOf<typeof editGroup>['body'],
    save: (body, version) => call(editGroup, { params: { serviceId, groupId }, body, ifMatch: version }),
    read: async () => {
      const found = (await readService())?.groups.find((each) => each.groupId === groupId);
      return found === undefined ? null : storedOf(found);
    },
    onSaved: putGroup,
    // Who came or went while the order was changed takes nothing from it: they are put into it.
    merge: {
      agentIds: (base, order, members) => (onlyCameOrWent(base, members) ? orderOver(order, members) : undefined),
    },
    subject: { kind: 'group', id: groupId },
  });
  const mine = form.values.agentIds;
  const namesOf = (ids: readonly string[]): string =>
    ids.map((agentId) => agentName(agentId) ?? t('form.somebody')).join(', ');
  const hint = useNameHint(form.values.name, groupId);
  return (
    <FormFrame form={form} label={name}>
      <header className={styles.head}>
        <h2 ref={heading} className={styles.name} tabIndex={-1} dir="auto">
          {name}
        </h2>
        {!active && <span className={styles.state}>{t('groups.removed')}</span>}
      </header>
      <FormSection title={t('groups.group')}>
        <TextRow form={form} name="name" label={t('groups.name')} maxLength={100} {...hint} />
      </FormSection>
      {active && (
        <FormSection title={t('groups.members')} text={t('groups.members.about')}>
          <FormRow form={form} name="agentIds" label={t('groups.order')} isGroup isWide words={namesOf}>
            {({ labelId, set: setOrder }) => (
              <Members group={group} labelId={labelId} order={orderOver(mine, agentIds)} onOrder={setOrder} />
            )}
          </FormRow>
          <AddMembers group={group} />
        </FormSection>
      )}
      <RemovingRow group={group} heading={heading} />
    </FormFrame>
  );
};
