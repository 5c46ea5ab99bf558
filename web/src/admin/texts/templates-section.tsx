import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import { MultiSelect, NativeSelect } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  getTemplate,
  listTemplates,
} from '../../../../shared/contracts/http/templates.ts';
import { previewTemplate, testTemplate } from '../../../../shared/contracts/http/unsaved-texts.ts';
import { inDocument } from '../../../../shared/domain/mail/answer-layout.ts';
import { SEARCH_CODE_LENGTH, TEMPLATE_NAME_LENGTH } from '../../../../shared/domain/template/template.ts';
import { LANGUAGES, type Language } from '../../../../shared/domain/ticket/ticket.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { pathWords } from '../../desk/fields/category-paths.ts';
import { useCategoryPaths } from '../../desk/fields/use-value-words.ts';
import { MailBody } from '../../desk/mail-body.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Nothing, RowsSkeleton } from '../../ui/pane-state.tsx';
import { textOfHtml } from '../../ui/text-of-html.ts';
import { NEW_ITEM, useAdminPlace, useOpenAdmin } from '../kit/admin-place.ts';
import type { FaultTable, RefusalTable } from '../kit/faults.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { dropEdits, placeOf } from '../kit/form-edits.ts';
import { FormRow, Shown } from '../kit/form-row.tsx';
import { RadioRow, SelectRow, TextRow } from '../kit/inputs.tsx';
import { ItemsAndForm } from '../kit/item-list.tsx';
import { SectionPage } from '../kit/section-page.tsx';
import { useForm, type Form, type Stored } from '../kit/use-form.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';
import { ConfirmedButton } from './confirmed-button.tsx';
import { TemplateText } from '../kit/template-text.tsx';
import { unknownIn } from '../kit/text-checks.ts';
import { TextPreview } from './text-preview.tsx';
import formStyles from '../kit/form.module.css';
import styles from './texts.module.css';

const SECTION = 'templates';

type TemplateView = OutputOf<typeof getTemplate>;
type Written = {
  readonly name: string;
  readonly searchCode: string;
  readonly language: Language;
  readonly categoryIds: readonly string[];
  readonly html: string;
};
type NewTemplate = Written & { readonly whose: 'shared' | 'own' };

/** How the preview marks what the ticket has no value for; it is no part of the text. */
const MARKS = '<style>mark{background:#fde68a;color:#6b4e11;border-radius:3px;white-space:nowrap}</style>';

const UNKNOWN = 'It has variables that do not exist';
const SENTENCES: FaultTable = {
  [UNKNOWN]: 'texts.fault.variables',
  'Nothing is left to read once the text is made safe': 'texts.fault.text',
  'A search code is of letters, digits and . _ -, and begins with a letter or a digit': 'templates.fault.code',
};
const REFUSALS: RefusalTable = {
  search_code_taken: { pointer: '#/searchCode', words: 'templates.refused.search_code_taken', names: 'searchCode' },
  category_not_found: { pointer: '#/categoryIds', words: 'templates.refused.category' },
};
const REFUSED = { too_many_templates: 'templates.refused.too_many' } as const;

/** What the desk would refuse of a text is refused before it is sent, in the console's own words. */
const CREATED = createTemplate.body.refine(({ html }) => unknownIn(html).length === 0, {
  path: ['html'],
  error: UNKNOWN,
});
const EDITED = editTemplate.body.refine(({ html }) => html === undefined || unknownIn(html).length === 0, {
  path: ['html'],
  error: UNKNOWN,
});

const storedOf = ({ version, name, searchCode, language, categoryIds, html }: TemplateView): Stored<Written> => ({
  version,
  values: { name, searchCode, language, categoryIds, html },
});

/** The templates of the service and the administrator's own: their list, and the form of the open one. */
export const TemplatesSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { call } = useConsole();
  const { service } = useDesk();
  const { serviceId } = service;
  const { item } = useAdminPlace();
  const paths = useCategoryPaths('processingTypeId');
  const [language, setLanguage] = useState('');
  const [category, setCategory] = useState('');
  const heads = useQuery({
    queryKey: queryKeys.templates(serviceId),
    queryFn: async ({ signal }) => (await call(listTemplates, { params: { serviceId }, query: {}, signal })).templates,
    refetchOnMount: 'always',
    refetchInterval: READ_AGAIN,
  });
  const shown = heads.data?.filter(
    (head) =>
      (language === '' || head.language === language) &&
      (category === '' || head.categoryIds.length === 0 || head.categoryIds.includes(category)),
  );
  const isFiltered = language !== '' || category !== '';
  return (
    <SectionPage title={t('templates.title')} about={t('templates.about')}>
      {heads.isError && heads.data === undefined ? (
        <LoadFailed title={t('templates.failed')} error={heads.error} onRetry={() => void heads.refetch()} />
      ) : (
        <ItemsAndForm
          label={t('templates.title')}
          newLabel={t('templates.new')}
          empty={t(isFiltered ? 'templates.none.filtered' : 'templates.none')}
          items={shown?.map((head) => ({
            id: head.templateId,
            name: head.name,
            words: head.searchCode,
            detail: [
              head.searchCode,
              common(`language.${head.language}`),
              ...(head.shared ? [] : [t('templates.own')]),
            ].join(' · '),
            aside: t('templates.used', { count: head.useCount }),
          }))}
          tools={
            <>
              <NativeSelect
                size="xs"
                className={styles.filter}
                aria-label={t('templates.filter.language')}
                value={language}
                data={[
                  { value: '', label: t('templates.language.all') },
                  ...LANGUAGES.map((value) => ({ value, label: common(`language.${value}`) })),
                ]}
                onChange={({ currentTarget }) => {
                  setLanguage(currentTarget.value);
                }}
              />
              {paths.length > 0 && (
                <NativeSelect
                  size="xs"
                  className={styles.filter}
                  aria-label={t('templates.filter.category')}
                  value={category}
                  data={[
                    { value: '', label: t('templates.category.all') },
                    ...paths.map(({ categoryId, path }) => ({ value: categoryId, label: pathWords(path) })),
                  ]}
                  onChange={({ currentTarget }) => {
                    setCategory(currentTarget.value);
                  }}
                />
              )}
            </>
          }
        >
          {item === NEW_ITEM ? <NewTemplateForm /> : item !== null && <OpenTemplate key={item} templateId={item} />}
        </ItemsAndForm>
      )}
    </SectionPage>
  );
};

/** What the forms of a new and of an old template have in common, with the preview beside it. */
const TemplateRows = <V extends Written>({
  form,
  what,
  children,
}: {
  readonly form: Form<V>;
  readonly what: string;
  readonly children: ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const { html, language } = form.values;
  const params = { serviceId };
  return (
    <div className={styles.columns}>
      <div className={styles.fields}>
        <TextRow
          form={form as unknown as Form<Written>}
          name="name"
          label={t('templates.name')}
          maxLength={TEMPLATE_NAME_LENGTH}
          autoFocus={form.isNew}
        />
        <TextRow
          form={form as unknown as Form<Written>}
          name="searchCode"
          label={t('templates.code')}
          hint={t('templates.code.hint')}
          maxLength={SEARCH_CODE_LENGTH}
        />
        <FormRow
          form={form}
          name="html"
          label={t('templates.text')}
          hint={t('templates.text.hint')}
          isWide
          isGroup
          words={(value) => textOfHtml(value)}
        >
          {({ describedBy, isInvalid, value, set }) => (
            <TemplateText
              label={t('templates.text')}
              describedBy={describedBy}
              isInvalid={isInvalid}
              html={value}
              onChange={set}
            />
          )}
        </FormRow>
        <SelectRow
          form={form}
          name="language"
          label={t('templates.language')}
          hint={t('templates.language.hint')}
          options={LANGUAGES.map((each) => ({ value: each, label: common(`language.${each}`) })) as never}
        />
        <CategoriesRow form={form} />
        {children}
      </div>
      <TextPreview
        what={what}
        body={html === '' ? null : { html, language }}
        isRight={unknownIn(html).length === 0}
        preview={(body, signal) => call(previewTemplate, { params, body, signal })}
        test={(body) => call(testTemplate, { params, body })}
      >
        {(seen) => <MailBody html={inDocument(language, `${MARKS}${seen.html}`)} />}
      </TextPreview>
    </div>
  );
};

const CategoriesRow = <V extends Written>({ form }: { readonly form: Form<V> }): ReactNode => {
  const { t } = useTranslation('admin');
  const paths = useCategoryPaths('processingTypeId');
  const chosen = form.values.categoryIds;
  const nameOf = (id: string): string => {
    const path = paths.find(({ categoryId }) => categoryId === id)?.path;
    return path === undefined ? id : pathWords(path);
  };
  // One that is no longer in use stays where it is chosen.
  const offered = paths.filter(({ categoryId, active }) => active || chosen.includes(categoryId));
  if (paths.length === 0) return null;
  return (
    <FormRow
      form={form}
      name="categoryIds"
      label={t('templates.categories')}
      hint={t('templates.categories.hint')}
      words={(ids) => ids.map(nameOf).join(', ')}
    >
      {({ id, describedBy, isInvalid, set }) => (
        <MultiSelect
          id={id}
          size="sm"
          searchable
          hidePickedOptions
          clearable={false}
          aria-describedby={describedBy}
          error={isInvalid}
          placeholder={chosen.length === 0 ? t('templates.categories.find') : ''}
          nothingFoundMessage={t('templates.categories.nothing')}
          value={[...chosen]}
          data={offered.map(({ categoryId, path }) => ({ value: categoryId, label: pathWords(path) }))}
          onChange={(ids) => {
            set(ids as never);
          }}
        />
      )}
    </FormRow>
  );
};

const NewTemplateForm = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const cache = useQueryClient();
  const openAdmin = useOpenAdmin();
  const { service } = useDesk();
  const { serviceId } = service;
  const values: NewTemplate = {
    name: '',
    searchCode: '',
    language: service.language,
    categoryIds: [],
    html: '',
    whose: 'shared',
  };
  const form = useForm({
    place: placeOf(serviceId, SECTION, NEW_ITEM),
    name: t('templates.new'),
    stored: { version: 0, values },
    schema: CREATED,
    toBody: (_: Partial<NewTemplate>, { whose, ...written }) => ({ ...written, shared: whose === 'shared' }),
    save: (body) => call(createTemplate, { params: { serviceId }, body: body as never }),
    read: () => Promise.resolve(null),
    onSaved: (saved) => {
      cache.setQueryData(queryKeys.template(serviceId, saved.templateId), saved);
      void cache.invalidateQueries({ queryKey: queryKeys.templates(serviceId), exact: true });
      openAdmin({ section: SECTION, item: saved.templateId }, { replace: true });
    },
    sentences: SENTENCES,
    refusals: REFUSALS,
  });
  return (
    <FormFrame form={form} label={t('templates.new')} refused={REFUSED}>
      <TemplateRows form={form} what={NEW_ITEM}>
        <RadioRow
          form={form}
          name="whose"
          label={t('templates.whose')}
          options={[
            { value: 'shared', label: t('templates.whose.shared') },
            { value: 'own', label: t('templates.whose.own') },
          ]}
        />
      </TemplateRows>
    </FormFrame>
  );
};

const OpenTemplate = ({ templateId }: { readonly templateId: string }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const template = useQuery({
    queryKey: queryKeys.template(serviceId, templateId),
    queryFn: ({ signal }) => call(getTemplate, { params: { serviceId, templateId }, signal }),
    refetchOnMount: 'always',
    refetchInterval: READ_AGAIN,
  });
  if (template.error instanceof ProblemError && template.error.code === 'template_not_found')
    return <Nothing title={t('form.gone.title')} text={t('form.gone.text')} />;
  if (template.data !== undefined) return <TemplateForm template={template.data} />;
  return template.isError ? (
    <LoadFailed title={t('templates.failed')} error={template.error} onRetry={() => void template.refetch()} />
  ) : (
    <RowsSkeleton rows={6} />
  );
};

const TemplateForm = ({ template }: { readonly template: TemplateView }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const cache = useQueryClient();
  const { serviceId } = useDesk().service;
  const { templateId, shared, useCount } = template;
  const params = { serviceId, templateId };
  const queryKey = queryKeys.template(serviceId, templateId);
  const form = useForm({
    place: placeOf(serviceId, SECTION, templateId),
    name: template.name,
    stored: storedOf(template),
    schema: EDITED,
    toBody: (changes: Partial<Written>) => changes,
    save: (body, version) => call(editTemplate, { params, body: body as never, ifMatch: version }),
    read: async () => {
      await cache.refetchQueries({ queryKey, exact: true });
      const read = cache.getQueryData<TemplateView>(queryKey);
      return read === undefined ? null : storedOf(read);
    },
    onSaved: (saved) => {
      cache.setQueryData(queryKey, saved);
      void cache.invalidateQueries({ queryKey: queryKeys.templates(serviceId), exact: true });
    },
    sentences: SENTENCES,
    refusals: REFUSALS,
    ...(shared ? { subject: { kind: 'template', id: templateId } as const } : {}),
  });
  return (
    <FormFrame form={form} label={template.name} refused={REFUSED}>
      <TemplateRows form={form} what={templateId}>
        <Shown label={t('templates.whose')}>
          <p className={formStyles.plain}>{t(shared ? 'templates.whose.shared' : 'templates.whose.own')}</p>
        </Shown>
        <Shown label={t('templates.uses')}>
          <p className={formStyles.plain}>{t('templates.uses.times', { count: useCount })}</p>
        </Shown>
        <div className={styles.end}>
          <DeleteTemplate template={template} place={form.place} />
        </div>
      </TemplateRows>
    </FormFrame>
  );
};

const DeleteTemplate = ({
  template: { templateId, name, searchCode, useCount, version },
  place,
}: {
  readonly template: TemplateView;
  readonly place: string;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const cache = useQueryClient();
  const openAdmin = useOpenAdmin();
  const { serviceId } = useDesk().service;
  return (
    <ConfirmedButton
      label={t('templates.delete')}
      title={t('templates.delete.title', { name })}
      yes={t('templates.delete.yes')}
      says={t('templates.delete.text', { count: useCount, code: searchCode })}
      run={() => call(deleteTemplate, { params: { serviceId, templateId }, ifMatch: version })}
      onDone={() => {
        dropEdits({ place });
        announce(t('form.removed', { name }));
        openAdmin({ section: SECTION });
        void cache.invalidateQueries({ queryKey: queryKeys.templates(serviceId), exact: true });
      }}
    />
  );
};
