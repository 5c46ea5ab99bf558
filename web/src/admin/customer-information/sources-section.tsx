import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  createInformationSource,
  deleteInformationSource,
  editInformationSource,
  listInformationSourceSettings,
} from '../../../../shared/contracts/http/customer-information.ts';
import { SOURCE_NAME_LENGTH } from '../../../../shared/domain/customer-information/information-source.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { Nothing, RowsSkeleton } from '../../ui/pane-state.tsx';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { NEW_ITEM, useAdminPlace, useOpenAdmin } from '../kit/admin-place.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection } from '../kit/form-row.tsx';
import { ChecksRow, SwitchRow, TextRow } from '../kit/inputs.tsx';
import { ItemsAndForm } from '../kit/item-list.tsx';
import { RemoveItem } from '../kit/remove-item.tsx';
import { SectionPage } from '../kit/section-page.tsx';
import { useForm, type Form } from '../kit/use-form.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';
import { CHANNELS } from '../../../../shared/domain/ticket/ticket.ts';
import { useRefusalWords } from '../kit/refusal-words.ts';
import formStyles from '../kit/form.module.css';
import { KeyRow } from './key-row.tsx';
import { RequestRow } from './request-row.tsx';
import { ResultsRow } from './results-row.tsx';
import { SENTENCES } from './source-faults.ts';
import { changeBody, EMPTY, newBody, storedOf, type SourceValues, type SourceView } from './source-values.ts';
import { TestCall } from './test-call.tsx';

const REFUSED: Readonly<Record<string, AdminWordKey>> = { too_many_sources: 'sources.refused.too_many_sources' };

type Settings = { readonly sources: readonly SourceView[] };

/** The sources in the order of the ids; those that are not among them, since they are new, come last. */
const inOrder = (sources: readonly SourceView[], ids: readonly string[]): readonly SourceView[] => [
  ...ids.flatMap((id) => sources.filter(({ sourceId }) => sourceId === id)),
  ...sources.filter(({ sourceId }) => !ids.includes(sourceId)),
];

const settingsKey = (serviceId: string) => [...queryKeys.informationSources(serviceId), 'settings'] as const;

/** The APIs that are asked about customers: a list in their order, and the form of one with its test call. */
export const SourcesSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const { item } = useAdminPlace();
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: settingsKey(serviceId),
    queryFn: ({ signal }) => call(listInformationSourceSettings, { params: { serviceId }, signal }),
    refetchInterval: READ_AGAIN,
    refetchOnMount: 'always',
    staleTime: 0,
  });
  const stored = data?.sources;
  const sources = useMemo(() => stored ?? [], [stored]);
  const order = useMutation({
    // One after the other: of two that cross, the earlier one could be the last to be saved.
    scope: { id: `order-of-sources ${serviceId}` },
    networkMode: 'always',
    retry: false,
    onMutate: async (ids: readonly string[]) => {
      await cache.cancelQueries({ queryKey: settingsKey(serviceId) });
      cache.setQueryData<Settings>(
        settingsKey(serviceId),
        (known) => known && { sources: inOrder(known.sources, ids) },
      );
    },
    mutationFn: async (ids: readonly string[]) => {
      const { sources: saved } = await call(listInformationSourceSettings, { params: { serviceId } });
      for (const [place, { sourceId, order: before }] of inOrder(saved, ids).entries())
        if (before !== place)
          await call(editInformationSource, { params: { serviceId, sourceId }, body: { order: place } });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.informationSources(serviceId) }),
  });
  const open = sources.find(({ sourceId }) => sourceId === item);
  return (
    <SectionPage title={t('sources.title')} about={t('sources.about')}>
      {data === undefined && error !== null ? (
        <LoadFailed title={t('admin.loadFailed')} error={error} onRetry={() => void refetch()} />
      ) : (
        <ItemsAndForm
          label={t('sources.list')}
          items={stored?.map(({ sourceId, name, baseUrl, active }) => ({
            id: sourceId,
            name,
            detail: URL.parse(baseUrl)?.host ?? baseUrl,
            isOff: !active,
            ...(active ? {} : { aside: t('items.notInUse') }),
          }))}
          newLabel={t('sources.new')}
          empty={t('sources.empty')}
          {...(order.error === null ? {} : { tools: <OrderFault error={order.error} /> })}
          onOrder={(ids) => {
            order.mutate(ids);
          }}
        >
          {item === NEW_ITEM ? (
            <NewSource sources={sources} />
          ) : open !== undefined ? (
            <SourceForm key={open.sourceId} source={open} />
          ) : stored === undefined ? (
            <RowsSkeleton />
          ) : (
            <Nothing title={t('form.gone.title')} text={t('form.gone.text')} />
          )}
        </ItemsAndForm>
      )}
    </SectionPage>
  );
};

const OrderFault = ({ error }: { readonly error: Error }): ReactNode => {
  const { t } = useTranslation('admin');
  const refusalWords = useRefusalWords();
  return (
    <p className={formStyles.fault} role="alert">
      {t('sources.orderFailed')} {refusalWords(error)}
    </p>
  );
};

const SourceForm = ({ source }: { readonly source: SourceView }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const { sourceId } = source;
  const params = { serviceId, sourceId };
  const readAgain = useCallback(
    () => cache.refetchQueries({ queryKey: settingsKey(serviceId), exact: true }),
    [cache, serviceId],
  );
  const form = useForm({
    place: placeOf(serviceId, 'customer-information', sourceId),
    name: source.name,
    stored: useMemo(() => storedOf(source), [source]),
    schema: editInformationSource.body,
    toBody: changeBody,
    save: (body, version) => call(editInformationSource, { params, body, ifMatch: version }),
    read: async () => {
      await readAgain();
      const known = cache.getQueryData<Settings>(settingsKey(serviceId));
      const found = known?.sources.find((each) => each.sourceId === sourceId);
      return found === undefined ? null : storedOf(found);
    },
    onSaved: (saved) => {
      cache.setQueryData<Settings>(settingsKey(serviceId), (known) =>
        known === undefined
          ? known
          : { sources: known.sources.map((each) => (each.sourceId === sourceId ? saved : each)) },
      );
      void cache.invalidateQueries({ queryKey: queryKeys.informationSources(serviceId) });
    },
    sentences: SENTENCES,
    subject: { kind: 'customer_information', id: sourceId },
  });
  return (
    <FormFrame form={form} label={source.name}>
      <SourceRows form={form} sourceId={sourceId} />
      <RemoveItem
        name={source.name}
        words={t('sources.remove')}
        says={source.hasKey ? t('sources.remove.withKey') : t('sources.remove.text')}
        remove={() => call(deleteInformationSource, { params, ifMatch: source.version })}
        place={form.place}
        onDone={() => {
          void cache.invalidateQueries({ queryKey: queryKeys.informationSources(serviceId) });
        }}
      />
    </FormFrame>
  );
};

const NewSource = ({ sources }: { readonly sources: readonly SourceView[] }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const openAdmin = useOpenAdmin();
  const order = Math.max(-1, ...sources.map((source) => source.order)) + 1;
  const form = useForm({
    place: placeOf(serviceId, 'customer-information', NEW_ITEM),
    name: t('sources.new'),
    stored: { version: 0, values: EMPTY },
    schema: createInformationSource.body,
    toBody: (_: Partial<SourceValues>, values) => newBody(values, order),
    save: (body) => call(createInformationSource, { params: { serviceId }, body }),
    read: () => Promise.resolve(null),
    onSaved: async ({ sourceId }) => {
      await cache.invalidateQueries({ queryKey: queryKeys.informationSources(serviceId) });
      openAdmin({ section: 'customer-information', item: sourceId }, { replace: true });
    },
    sentences: SENTENCES,
  });
  return (
    <FormFrame form={form} label={t('sources.new')} refused={REFUSED}>
      <SourceRows form={form} isNew />
    </FormFrame>
  );
};

const SourceRows = ({
  form,
  sourceId,
  isNew = false,
}: {
  readonly form: Form<SourceValues>;
  readonly sourceId?: string;
  readonly isNew?: boolean;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  return (
    <>
      <FormSection title={t('sources.address')}>
        <TextRow
          form={form}
          name="name"
          label={t('sources.name')}
          hint={t('sources.name.hint')}
          maxLength={SOURCE_NAME_LENGTH}
          autoFocus={isNew}
        />
        <TextRow form={form} name="baseUrl" label={t('sources.baseUrl')} hint={t('sources.baseUrl.hint')} type="url" />
        <KeyRow form={form} />
        <SwitchRow form={form} name="active" label={t('sources.active')} says={t('sources.active.says')} />
      </FormSection>
      <FormSection title={t('sources.call')}>
        <RequestRow form={form} />
        <ResultsRow form={form} />
        <ChecksRow
          form={form}
          name="channels"
          label={t('sources.channels')}
          hint={t('sources.channels.hint')}
          options={CHANNELS.map((value) => ({ value, label: common(`channel.${value}`) }))}
        />
      </FormSection>
      <TestCall form={form} {...(sourceId === undefined ? {} : { sourceId })} />
    </>
  );
};
