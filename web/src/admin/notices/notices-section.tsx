import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import { createNotice, deleteNotice, editNotice, listNotices } from '../../../../shared/contracts/http/notices.ts';
import { NOTICE_TITLE_LENGTH } from '../../../../shared/domain/notice/notice.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { NoticeItem } from '../../desk/notices/notice-item.tsx';
import { useNow } from '../../desk/timestamp.tsx';
import { dateAndTime } from '../../ui/format-time.ts';
import { Nothing, RowsSkeleton } from '../../ui/pane-state.tsx';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { NEW_ITEM, useAdminPlace, useOpenAdmin } from '../kit/admin-place.ts';
import type { FaultTable } from '../kit/faults.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection } from '../kit/form-row.tsx';
import { SwitchRow, TextRow } from '../kit/inputs.tsx';
import { ItemsAndForm, type Item } from '../kit/item-list.tsx';
import { RemoveItem } from '../kit/remove-item.tsx';
import { RichTextRow } from '../kit/rich-text-row.tsx';
import { SectionPage } from '../kit/section-page.tsx';
import { TimeRow } from '../kit/time-row.tsx';
import { useForm, type Form, type Stored } from '../kit/use-form.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';
import { stateOf, sortedByState, type NoticeState } from './notice-states.ts';
import styles from './notices-section.module.css';

type Notices = OutputOf<typeof listNotices>;
type NoticeView = Notices['notices'][number];
type NoticeValues = {
  readonly title: string;
  readonly html: string;
  readonly pinned: boolean;
  /** Null in a new notice: from when it is put up. */
  readonly from: string | null;
  readonly until: string | null;
};

const SENTENCES: FaultTable = {
  'It ends before it begins': 'notices.fault.crossed',
  'Nothing is left to read once the text is made safe': 'notices.fault.noText',
  'Invalid ISO datetime': 'notices.fault.time',
};
const REFUSED: Readonly<Record<string, AdminWordKey>> = {
  too_many_notices: 'notices.refused.too_many_notices',
  too_large: 'notices.refused.too_large',
};
const EMPTY: NoticeValues = { title: '', html: '', pinned: false, from: null, until: null };

const storedOf = ({ version, title, html, pinned, from, until }: NoticeView): Stored<NoticeValues> => ({
  version,
  values: { title, html, pinned, from, until },
});

const allKey = (serviceId: string) => [...queryKeys.notices(serviceId), 'all'] as const;

/** The notices of the service: those that agents see now, those to come and those that are over. */
export const NoticesSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { timeStyle, service } = useDesk();
  const { serviceId } = service;
  const { item } = useAdminPlace();
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: allKey(serviceId),
    queryFn: ({ signal }) => call(listNotices, { params: { serviceId }, query: { which: 'all' }, signal }),
    refetchInterval: READ_AGAIN,
    refetchOnMount: 'always',
    staleTime: 0,
  });
  // What was read a moment ago is newer than the time that everything on the page is drawn with.
  const now = Math.max(useNow(), dataUpdatedAt);
  const notices = data?.notices;
  const detailOf = ({ from, until }: NoticeView, state: NoticeState): string => {
    if (state === 'coming') return t('notices.begins', { time: dateAndTime(from, now, timeStyle) });
    if (until === null) return t('notices.endless');
    return t(state === 'over' ? 'notices.ended' : 'notices.ends', { time: dateAndTime(until, now, timeStyle) });
  };
  const itemOf = (notice: NoticeView): Item => {
    const state = stateOf(notice, now);
    return {
      id: notice.noticeId,
      name: notice.title,
      detail: detailOf(notice, state),
      isOff: state === 'over',
      group: t(`notices.state.${state}`),
      ...(notice.pinned ? { aside: t('notices.pinned') } : {}),
    };
  };
  const open = notices?.find(({ noticeId }) => noticeId === item);
  return (
    <SectionPage title={t('notices.title')} about={t('notices.about')}>
      {notices === undefined && error !== null ? (
        <LoadFailed title={t('admin.loadFailed')} error={error} onRetry={() => void refetch()} />
      ) : (
        <ItemsAndForm
          label={t('notices.list')}
          items={notices === undefined ? undefined : sortedByState(notices, now).map(itemOf)}
          newLabel={t('notices.new')}
          empty={t('notices.empty')}
        >
          {item === NEW_ITEM ? (
            <NewNotice />
          ) : open !== undefined ? (
            <NoticeForm key={open.noticeId} notice={open} />
          ) : notices === undefined ? (
            <RowsSkeleton />
          ) : (
            <Nothing title={t('form.gone.title')} text={t('form.gone.text')} />
          )}
        </ItemsAndForm>
      )}
    </SectionPage>
  );
};

const NoticeForm = ({ notice }: { readonly notice: NoticeView }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const { noticeId } = notice;
  const params = { serviceId, noticeId };
  const form = useForm({
    place: placeOf(serviceId, 'notices', noticeId),
    name: notice.title,
    stored: useMemo(() => storedOf(notice), [notice]),
    schema: editNotice.body,
    toBody: ({ from, ...changes }: Partial<NoticeValues>) => ({
      ...changes,
      // One that is up began some time: an emptied time begins it now.
      ...(from === undefined ? {} : { from: from ?? new Date().toISOString() }),
    }),
    save: (body, version) => call(editNotice, { params, body, ifMatch: version }),
    read: async () => {
      await cache.refetchQueries({ queryKey: allKey(serviceId), exact: true });
      const found = cache.getQueryData<Notices>(allKey(serviceId))?.notices.find((each) => each.noticeId === noticeId);
      return found === undefined ? null : storedOf(found);
    },
    onSaved: (saved) => {
      cache.setQueryData<Notices>(
        allKey(serviceId),
        (known) =>
          known && { ...known, notices: known.notices.map((each) => (each.noticeId === noticeId ? saved : each)) },
      );
      void cache.invalidateQueries({ queryKey: queryKeys.notices(serviceId) });
    },
    sentences: SENTENCES,
    subject: { kind: 'notice', id: noticeId },
  });
  return (
    <FormFrame form={form} label={notice.title} refused={REFUSED}>
      <NoticeRows form={form} createdBy={notice.createdBy} />
      <RemoveItem
        name={notice.title}
        words={t('notices.remove')}
        says={t('notices.remove.text')}
        remove={() => call(deleteNotice, { params, ifMatch: notice.version })}
        place={form.place}
        onDone={() => {
          void cache.invalidateQueries({ queryKey: queryKeys.notices(serviceId) });
        }}
      />
    </FormFrame>
  );
};

const NewNotice = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { me, service } = useDesk();
  const { serviceId } = service;
  const cache = useQueryClient();
  const openAdmin = useOpenAdmin();
  const form = useForm({
    place: placeOf(serviceId, 'notices', NEW_ITEM),
    name: t('notices.new'),
    stored: { version: 0, values: EMPTY },
    schema: createNotice.body,
    toBody: (_: Partial<NoticeValues>, { from, until, ...values }): z.input<typeof createNotice.body> => ({
      ...values,
      ...(from === null ? {} : { from }),
      ...(until === null ? {} : { until }),
    }),
    save: (body) => call(createNotice, { params: { serviceId }, body }),
    read: () => Promise.resolve(null),
    onSaved: async ({ noticeId }) => {
      await cache.invalidateQueries({ queryKey: queryKeys.notices(serviceId) });
      openAdmin({ section: 'notices', item: noticeId }, { replace: true });
    },
    sentences: SENTENCES,
  });
  return (
    <FormFrame form={form} label={t('notices.new')} refused={REFUSED}>
      <NoticeRows form={form} createdBy={me.agentId} isNew />
    </FormFrame>
  );
};

const NoticeRows = ({
  form,
  createdBy,
  isNew = false,
}: {
  readonly form: Form<NoticeValues>;
  readonly createdBy: string;
  readonly isNew?: boolean;
}): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <>
      <FormSection title={t('notices.text')}>
        <TextRow form={form} name="title" label={t('notices.name')} maxLength={NOTICE_TITLE_LENGTH} autoFocus={isNew} />
        <RichTextRow<NoticeValues, 'html'> form={form} name="html" label={t('notices.html')} />
      </FormSection>
      <Preview values={form.values} createdBy={createdBy} />
      <FormSection title={t('notices.when')}>
        <TimeRow<NoticeValues, 'from'>
          form={form}
          name="from"
          label={t('notices.from')}
          hint={t(isNew ? 'notices.from.hint' : 'notices.from.again')}
        />
        <TimeRow<NoticeValues, 'until'>
          form={form}
          name="until"
          label={t('notices.until')}
          hint={t('notices.until.hint')}
        />
        <SwitchRow form={form} name="pinned" label={t('notices.pinned')} says={t('notices.pinned.says')} />
      </FormSection>
    </>
  );
};

const isTime = (value: string | null): value is string => value !== null && !Number.isNaN(Date.parse(value));

/** The notice as agents will see it, drawn by what draws it for them. */
const Preview = ({ values, createdBy }: { readonly values: NoticeValues; readonly createdBy: string }): ReactNode => {
  const { t } = useTranslation('admin');
  const now = useNow();
  const { title, html, pinned, from, until } = values;
  return (
    <FormSection title={t('notices.preview')} text={t('notices.preview.about')}>
      <ul className={styles.preview} aria-label={t('notices.preview')}>
        <NoticeItem
          isOpenAtFirst
          unread
          notice={{
            title: title.trim() === '' ? t('notices.preview.untitled') : title,
            html,
            pinned,
            from: isTime(from) ? from : new Date(now).toISOString(),
            until: isTime(until) ? until : null,
            createdBy,
          }}
        />
      </ul>
    </FormSection>
  );
};
