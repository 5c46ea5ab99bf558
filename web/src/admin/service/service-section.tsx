import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createService, editService } from '../../../../shared/contracts/http/services.ts';
import {
  ADDRESSES_LIMIT,
  AUTO_COMPLETE_DAYS,
  COUNTRY,
  LEAVERS_TICKETS,
  SERVICE_KINDS,
  UNDO_SECONDS,
  UNDO_SECONDS_LIMIT,
  type LeaversTickets,
  type ServiceKind,
} from '../../../../shared/domain/desk/service.ts';
import { CHANNELS, LANGUAGES, type Channel, type Language } from '../../../../shared/domain/ticket/ticket.ts';
import type { ServiceView } from '../../desk/api/service-queries.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { NEW_ITEM, useAdminPlace, useOpenAdmin } from '../kit/admin-place.ts';
import type { FaultTable, RefusalTable } from '../kit/faults.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection, Shown } from '../kit/form-row.tsx';
import { ChecksRow, NumberRow, RadioRow, SelectRow, TextRow, TextsRow } from '../kit/inputs.tsx';
import { SectionBody, SectionPage } from '../kit/section-page.tsx';
import { useForm, type Form, type Stored } from '../kit/use-form.ts';
import { useFreshService } from '../kit/use-fresh-service.ts';
import { countryOptions, timeZoneOptions } from './regions.ts';
import formStyles from '../kit/form.module.css';

/** What administrators set of a service. */
type Settings = {
  readonly name: string;
  readonly timeZone: string;
  readonly country: string;
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly channels: readonly Channel[];
  readonly addresses: readonly string[];
  readonly senderName: string;
  readonly autoCompleteDays: number;
  readonly undoSeconds: number;
  readonly leaversTickets: LeaversTickets;
};
type NewService = Settings & { readonly serviceId: string; readonly kind: ServiceKind };

const SENTENCES: FaultTable = {
  'It is no IANA time zone such as Asia/Seoul': 'service.fault.timeZone',
  'There is no such country': 'service.fault.country',
  'The service’s own language is not among them': 'service.fault.language',
};
const REFUSALS: RefusalTable = {
  service_exists: { pointer: '#/serviceId', words: 'service.refused.service_exists' },
  address_taken: { pointer: '#/addresses', words: 'service.refused.address_taken', names: 'address' },
  sender_not_verified: { pointer: '#/addresses', words: 'service.refused.sender_not_verified', names: 'addresses' },
};

const storedOf = (service: ServiceView): Stored<Settings> => ({
  version: service.version,
  values: {
    name: service.name,
    timeZone: service.timeZone,
    country: service.country,
    language: service.language,
    languages: service.languages,
    channels: service.channels,
    addresses: service.addresses,
    senderName: service.senderName,
    autoCompleteDays: service.autoCompleteDays,
    undoSeconds: service.undoSeconds,
    leaversTickets: service.leaversTickets,
  },
});

/** The settings of the open service, or the form of a new one. */
export const ServiceSection = (): ReactNode => {
  const { item } = useAdminPlace();
  return item === NEW_ITEM ? <NewServiceForm /> : <SettingsForm />;
};

const SettingsForm = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const cache = useQueryClient();
  const { service, readService, putService } = useFreshService();
  const { serviceId } = service;
  const form = useForm({
    place: placeOf(serviceId, 'service'),
    name: service.name,
    stored: storedOf(service),
    schema: editService.body,
    toBody: (changes: Partial<Settings>) => changes,
    save: (body, version) => call(editService, { params: { serviceId }, body: body as never, ifMatch: version }),
    read: async () => {
      const read = await readService();
      return read && storedOf(read);
    },
    onSaved: (saved) => {
      putService((known) => ({ ...known, ...saved }));
      // Its name is in the menu of services.
      void cache.invalidateQueries({ queryKey: queryKeys.me() });
    },
    sentences: SENTENCES,
    refusals: REFUSALS,
    subject: { kind: 'service', id: serviceId },
  });
  return (
    <SectionPage title={t('service.title')} about={t('service.about')}>
      <SectionBody>
        <FormFrame form={form} label={t('service.title')}>
          <FormSection title={t('service.general')}>
            <TextRow form={form} name="name" label={t('service.name')} maxLength={100} />
            <Shown label={t('service.id')} hint={t('service.id.hint')}>
              <p className={formStyles.plain}>{serviceId}</p>
            </Shown>
            <Shown label={t('service.kind')} hint={t('service.kind.hint')}>
              <p className={formStyles.plain}>{t(`service.kind.${service.kind}`)}</p>
            </Shown>
            <RegionRows form={form} />
          </FormSection>
          <MailAndTicketRows form={form} />
        </FormFrame>
      </SectionBody>
    </SectionPage>
  );
};

const EMPTY: NewService = {
  serviceId: '',
  kind: 'contact',
  name: '',
  timeZone: 'Asia/Seoul',
  country: COUNTRY,
  language: 'ko',
  languages: ['ko'],
  channels: ['email', 'created'],
  addresses: [],
  senderName: '',
  autoCompleteDays: AUTO_COMPLETE_DAYS,
  undoSeconds: UNDO_SECONDS,
  leaversTickets: 'give_back',
};

const NewServiceForm = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const cache = useQueryClient();
  const openAdmin = useOpenAdmin();
  const { serviceId: open } = useAdminPlace();
  const form = useForm({
    place: placeOf(open, 'service', NEW_ITEM),
    name: t('service.new.title'),
    stored: { version: 0, values: EMPTY },
    schema: createService.body,
    toBody: (_: Partial<NewService>, { senderName, ...values }) => ({
      ...values,
      ...(senderName === '' ? {} : { senderName }),
    }),
    save: (body) => call(createService, { params: {}, body: body as never }),
    read: () => Promise.resolve(null),
    onSaved: ({ serviceId }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.me() }).then(() => {
        openAdmin({ serviceId, section: 'service' });
      });
    },
    sentences: SENTENCES,
    refusals: REFUSALS,
  });
  return (
    <SectionPage title={t('service.new.title')} about={t('service.new.about')}>
      <SectionBody>
        <FormFrame form={form} label={t('service.new.title')}>
          <FormSection title={t('service.general')}>
            <TextRow form={form} name="name" label={t('service.name')} maxLength={100} autoFocus />
            <TextRow form={form} name="serviceId" label={t('service.id')} hint={t('service.id.hint')} maxLength={64} />
            <RadioRow
              form={form}
              name="kind"
              label={t('service.kind')}
              hint={t('service.kind.hint')}
              options={SERVICE_KINDS.map((value) => ({ value, label: t(`service.kind.${value}`) }))}
            />
            <RegionRows form={form} />
          </FormSection>
          <MailAndTicketRows form={form} />
        </FormFrame>
      </SectionBody>
    </SectionPage>
  );
};

const RegionRows = <V extends Settings>({ form }: { readonly form: Form<V> }): ReactNode => {
  const { t, i18n } = useTranslation('admin');
  const { t: common } = useTranslation();
  const languages = LANGUAGES.map((value) => ({ value, label: common(`language.${value}`) }));
  return (
    <>
      <SelectRow
        form={form}
        name="timeZone"
        label={t('service.timeZone')}
        hint={t('service.timeZone.hint')}
        options={timeZoneOptions(form.values.timeZone)}
      />
      <SelectRow
        form={form}
        name="country"
        label={t('service.country')}
        hint={t('service.country.hint')}
        options={countryOptions(i18n.language, form.values.country)}
      />
      <SelectRow
        form={form}
        name="language"
        label={t('service.language')}
        hint={t('service.language.hint')}
        options={languages}
      />
      <ChecksRow
        form={form}
        name="languages"
        label={t('service.languages')}
        hint={t('service.languages.hint')}
        options={languages}
      />
      <ChecksRow
        form={form}
        name="channels"
        label={t('service.channels')}
        hint={t('service.channels.hint')}
        options={CHANNELS.map((value) => ({ value, label: common(`channel.${value}`) }))}
      />
    </>
  );
};

const MailAndTicketRows = <V extends Settings>({ form }: { readonly form: Form<V> }): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <>
      <FormSection title={t('service.mail')}>
        <TextsRow
          form={form}
          name="addresses"
          label={t('service.addresses')}
          hint={t('service.addresses.hint')}
          type="email"
          limit={ADDRESSES_LIMIT}
          one={(number) => t('service.address', { number })}
          more={t('service.addresses.add')}
          tidy={(text) => text.trim().toLowerCase()}
        />
        <TextRow
          form={form}
          name="senderName"
          label={t('service.senderName')}
          hint={t('service.senderName.hint')}
          maxLength={100}
          placeholder={form.values.name}
        />
        <NumberRow
          form={form}
          name="undoSeconds"
          label={t('service.undoSeconds')}
          hint={t('service.undoSeconds.hint')}
          unit={t('service.undoSeconds.unit')}
          min={0}
          max={UNDO_SECONDS_LIMIT}
        />
      </FormSection>
      <FormSection title={t('service.tickets')}>
        <NumberRow
          form={form}
          name="autoCompleteDays"
          label={t('service.autoCompleteDays')}
          hint={t('service.autoCompleteDays.hint')}
          unit={t('service.autoCompleteDays.unit')}
          min={0}
          max={365}
        />
        <RadioRow
          form={form}
          name="leaversTickets"
          label={t('service.leaversTickets')}
          hint={t('service.leaversTickets.hint')}
          options={LEAVERS_TICKETS.map((value) => ({ value, label: t(`service.leaversTickets.${value}`) }))}
        />
      </FormSection>
    </>
  );
};
