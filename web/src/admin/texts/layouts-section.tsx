import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listMailLayouts, resetMailLayout, saveMailLayout } from '../../../../shared/contracts/http/mail-settings.ts';
import { previewMailLayout, testMailLayout } from '../../../../shared/contracts/http/unsaved-texts.ts';
import { LAYOUT_SUBJECT_LENGTH } from '../../../../shared/domain/mail/mail-layout.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { MailBody } from '../../desk/mail-body.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Nothing } from '../../ui/pane-state.tsx';
import { useAdminPlace } from '../kit/admin-place.ts';
import type { FaultTable } from '../kit/faults.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { dropEdits, placeOf } from '../kit/form-edits.ts';
import { FormRow, Shown } from '../kit/form-row.tsx';
import { ItemsAndForm } from '../kit/item-list.tsx';
import { SectionPage } from '../kit/section-page.tsx';
import { useForm, type Stored } from '../kit/use-form.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';
import { ConfirmedButton } from './confirmed-button.tsx';
import { contentFault, unknownIn } from '../kit/text-checks.ts';
import { TextPreview } from './text-preview.tsx';
import { VariableInput } from '../kit/variable-input.tsx';
import formStyles from '../kit/form.module.css';
import styles from './texts.module.css';

const SECTION = 'layouts';

type Layouts = OutputOf<typeof listMailLayouts>;
type LayoutView = Layouts['layouts'][number];
/** Empty: the built-in subject. */
type Written = { readonly subject: string; readonly html: string };

const UNKNOWN = 'It has variables that do not exist';
const MISPLACED = 'The place of the answer is not there once';
const SENTENCES: FaultTable = {
  [UNKNOWN]: 'texts.fault.variables',
  [MISPLACED]: 'layouts.fault.content',
};
const SAVED = saveMailLayout.body
  .refine(({ subject = '' }) => unknownIn(subject).length === 0, { path: ['subject'], error: UNKNOWN })
  .refine(({ html }) => unknownIn(html, true).length === 0, { path: ['html'], error: UNKNOWN })
  .refine(({ html }) => contentFault(html) === null, { path: ['html'], error: MISPLACED });

const idOf = ({ kind, language }: Pick<LayoutView, 'kind' | 'language'>): string => `${kind}-${language}`;
const bodyOf = ({ subject, html }: Written) => ({ ...(subject.trim() === '' ? {} : { subject }), html });
const storedOf = ({ version, subject, html }: LayoutView): Stored<Written> => ({
  version,
  values: { subject: subject ?? '', html },
});

/** The list with one that was saved. */
const withLayout =
  (saved: LayoutView) =>
  (known: Layouts | undefined): Layouts | undefined =>
    known && { layouts: known.layouts.map((each) => (idOf(each) === idOf(saved) ? saved : each)) };

/** The mail layouts of the service: each kind in each language, and the form of the open one. */
export const LayoutsSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { call } = useConsole();
  const { service } = useDesk();
  const { serviceId } = service;
  const { item } = useAdminPlace();
  const layouts = useQuery({
    queryKey: queryKeys.mailLayouts(serviceId),
    queryFn: ({ signal }) => call(listMailLayouts, { params: { serviceId }, signal }),
    refetchOnMount: 'always',
    refetchInterval: READ_AGAIN,
  });
  const nameOf = ({ kind, language }: LayoutView): string =>
    t('layouts.name', { kind: t(`layouts.kind.${kind}`), language: common(`language.${language}`) });
  // The languages of the service come first.
  const sorted = layouts.data?.layouts.toSorted(
    (one, other) =>
      Number(service.languages.includes(other.language)) - Number(service.languages.includes(one.language)),
  );
  const open = layouts.data?.layouts.find((layout) => idOf(layout) === item);
  return (
    <SectionPage title={t('layouts.title')} about={t('layouts.about')}>
      {layouts.isError && layouts.data === undefined ? (
        <LoadFailed title={t('layouts.failed')} error={layouts.error} onRetry={() => void layouts.refetch()} />
      ) : (
        <ItemsAndForm
          label={t('layouts.title')}
          items={sorted?.map((layout) => ({
            id: idOf(layout),
            name: nameOf(layout),
            detail: t(`layouts.kind.${layout.kind}.hint`),
            aside: t(layout.builtIn ? 'layouts.builtIn' : 'layouts.own'),
            isOff: layout.builtIn,
          }))}
        >
          {open !== undefined ? (
            <LayoutForm key={idOf(open)} layout={open} name={nameOf(open)} />
          ) : (
            layouts.data !== undefined && <Nothing title={t('form.gone.title')} text={t('form.gone.text')} />
          )}
        </ItemsAndForm>
      )}
    </SectionPage>
  );
};

const LayoutForm = ({ layout, name }: { readonly layout: LayoutView; readonly name: string }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const cache = useQueryClient();
  const { service, agentName } = useDesk();
  const { serviceId } = service;
  const { kind, language, builtIn, editedBy } = layout;
  const params = { serviceId, kind, language };
  const queryKey = queryKeys.mailLayouts(serviceId);
  const form = useForm({
    place: placeOf(serviceId, SECTION, idOf(layout)),
    name,
    stored: storedOf(layout),
    isNew: false,
    schema: SAVED,
    toBody: (_: Partial<Written>, values) => bodyOf(values),
    save: (body, version) => call(saveMailLayout, { params, body, ifMatch: version }),
    read: async () => {
      await cache.refetchQueries({ queryKey, exact: true });
      const read = cache.getQueryData<Layouts>(queryKey)?.layouts.find((each) => idOf(each) === idOf(layout));
      return read === undefined ? null : storedOf(read);
    },
    onSaved: (saved) => {
      cache.setQueryData<Layouts>(queryKey, withLayout(saved));
    },
    sentences: SENTENCES,
    subject: { kind: 'mail_layout', id: `${kind}/${language}` },
  });
  const { subject, html } = form.values;
  const isRight = unknownIn(subject).length === 0 && unknownIn(html, true).length === 0 && contentFault(html) === null;
  return (
    <FormFrame form={form} label={name}>
      <div className={styles.columns}>
        <div className={styles.fields}>
          <Shown label={t('layouts.state')}>
            <p className={formStyles.plain}>
              {builtIn
                ? t('layouts.state.builtIn')
                : t('layouts.state.own', { name: agentName(editedBy ?? '') ?? t('form.somebody') })}
            </p>
          </Shown>
          <FormRow form={form} name="subject" label={t('layouts.subject')} hint={t('layouts.subject.hint')}>
            {({ id, describedBy, isInvalid, value, set }) => (
              <VariableInput
                id={id}
                label={t('layouts.subject')}
                describedBy={describedBy}
                isInvalid={isInvalid}
                value={value}
                maxLength={LAYOUT_SUBJECT_LENGTH}
                onChange={set}
              />
            )}
          </FormRow>
          <FormRow form={form} name="html" label={t('layouts.html')} hint={t('layouts.html.hint')} isWide>
            {({ id, describedBy, isInvalid, value, set }) => (
              <VariableInput
                id={id}
                label={t('layouts.html')}
                describedBy={describedBy}
                isInvalid={isInvalid}
                value={value}
                withContent
                isCode
                onChange={set}
              />
            )}
          </FormRow>
          {!builtIn && (
            <div className={styles.end}>
              <ResetLayout layout={layout} name={name} place={form.place} />
            </div>
          )}
        </div>
        <TextPreview
          what={idOf(layout)}
          body={bodyOf(form.values)}
          isRight={isRight}
          preview={(body, signal) => call(previewMailLayout, { params, body, signal })}
          test={(body) => call(testMailLayout, { params, body })}
        >
          {(seen) => (
            <>
              <p className={styles.subject} dir="auto">
                <span>{t('texts.preview.subject')}</span>
                {seen.subject}
              </p>
              <MailBody html={seen.html} text={seen.text} />
            </>
          )}
        </TextPreview>
      </div>
    </FormFrame>
  );
};

const ResetLayout = ({
  layout: { kind, language, version },
  name,
  place,
}: {
  readonly layout: LayoutView;
  readonly name: string;
  readonly place: string;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const cache = useQueryClient();
  const { serviceId } = useDesk().service;
  return (
    <ConfirmedButton
      label={t('layouts.reset')}
      title={t('layouts.reset.title')}
      yes={t('layouts.reset.yes')}
      says={t('layouts.reset.text', { name })}
      run={() => call(resetMailLayout, { params: { serviceId, kind, language }, ifMatch: version })}
      onDone={(saved) => {
        dropEdits({ place });
        announce(t('form.saved', { name }));
        cache.setQueryData<Layouts>(queryKeys.mailLayouts(serviceId), withLayout(saved));
      }}
    />
  );
};
