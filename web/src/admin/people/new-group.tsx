import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createGroup } from '../../../../shared/contracts/http/agents.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { usePeopleCache } from './people.ts';
import { NEW_ITEM, useOpenAdmin } from '../kit/admin-place.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection } from '../kit/form-row.tsx';
import { TextRow } from '../kit/inputs.tsx';
import { useForm } from '../kit/use-form.ts';
import { useNameHint } from './group-names.ts';
import styles from './agents.module.css';

/** The form of a new group, which has nobody in it at first. */
export const NewGroup = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const openAdmin = useOpenAdmin();
  const { putGroup } = usePeopleCache();
  const form = useForm({
    place: placeOf(serviceId, 'groups', NEW_ITEM),
    name: t('groups.new.title'),
    stored: { version: 0, values: { name: '' } },
    schema: createGroup.body,
    toBody: (_, { name }: { readonly name: string }) => ({ name }),
    save: (body) => call(createGroup, { params: { serviceId }, body }),
    read: () => Promise.resolve(null),
    onSaved: (group) => {
      putGroup(group);
      openAdmin({ section: 'groups', item: group.groupId }, { replace: true });
    },
  });
  const hint = useNameHint(form.values.name);
  return (
    <FormFrame form={form} label={t('groups.new.title')}>
      <header className={styles.head}>
        <h2 className={styles.name}>{t('groups.new.title')}</h2>
      </header>
      <FormSection title={t('groups.group')} text={t('groups.new.about')}>
        <TextRow form={form} name="name" label={t('groups.name')} maxLength={100} autoFocus {...hint} />
      </FormSection>
    </FormFrame>
  );
};
