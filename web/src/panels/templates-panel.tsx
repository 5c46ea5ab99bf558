import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fillTemplate } from '../../../shared/contracts/http/templates.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { LoadFailed, useErrorWords } from '../desk/error-words.tsx';
import { EDITOR, useOverlay } from '../desk/overlay.ts';
import { fittingTemplates, type TemplateHead } from '../desk/rich-text/find-templates.ts';
import { useInsertion } from '../desk/rich-text/template-insertion.ts';
import { useVariableWords } from '../desk/rich-text/missing-values.tsx';
import { useTemplateHeads } from '../desk/rich-text/use-template-heads.ts';
import { announce } from '../ui/announcer.tsx';
import { Nothing } from '../ui/pane-state.tsx';
import { textOfHtml } from '../ui/text-of-html.ts';
import { useWidth } from '../ui/use-width.ts';
import { PanelLoading } from './panel-loading.tsx';
import styles from './templates-panel.module.css';

/** The text of a template as it would be inserted, and the button that inserts it. */
const TemplateText = ({
  template,
  ticket,
}: {
  readonly template: TemplateHead;
  readonly ticket: TicketView;
}): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const errorWords = useErrorWords();
  const variableWords = useVariableWords();
  const { serviceId, number, version } = ticket;
  const { templateId, name, language } = template;
  const insert = useInsertion(number);
  const isPhone = useWidth('phone');
  const { show } = useOverlay();
  const text = useQuery({
    queryKey: queryKeys.filledTemplate(serviceId, templateId, number, version),
    queryFn: ({ signal }) =>
      call(fillTemplate, { params: { serviceId, number, templateId }, query: { preview: 'true' }, signal }),
    placeholderData: keepPreviousData,
  });
  const inserting = useMutation({
    networkMode: 'always',
    mutationFn: async () => insert?.(templateId),
    onSuccess: () => {
      announce(t('template.inserted', { name }));
      if (isPhone) show(EDITOR);
    },
  });
  if (text.isPending) return <PanelLoading />;
  if (text.isError)
    return <LoadFailed title={t('template.textFailed')} error={text.error} onRetry={() => void text.refetch()} />;
  return (
    <div className={styles.text}>
      <p className={styles.words} lang={language} dir="auto">
        {textOfHtml(text.data.html)}
      </p>
      {text.data.empty.length > 0 && (
        <p className={styles.missing}>{t('template.missing', { names: variableWords(text.data.empty) })}</p>
      )}
      {inserting.isError && (
        <p className={styles.trouble} role="alert">
          {t('template.notFilled', { name })} {errorWords(inserting.error)}
        </p>
      )}
      {insert === null ? (
        <p className={styles.hint}>{t('template.noText')}</p>
      ) : (
        <Button
          size="compact-sm"
          variant="light"
          aria-busy={inserting.isPending}
          onClick={() => {
            if (!inserting.isPending) inserting.mutate();
          }}
        >
          {t('template.insertThis')}
        </Button>
      )}
    </div>
  );
};

/** The templates that fit the ticket, found by name or code: one is read before it is inserted into the text. */
export const TemplatesPanel = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const heads = useTemplateHeads(ticket.serviceId);
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  if (heads.isPending) return <PanelLoading />;
  if (heads.isError)
    return <LoadFailed title={t('template.failed')} error={heads.error} onRetry={() => void heads.refetch()} />;
  if (heads.data.length === 0) return <Nothing text={t('template.none')} />;
  const fitting = fittingTemplates(heads.data, query, ticket);
  return (
    <>
      <TextInput
        className={styles.search}
        size="xs"
        leftSection={<IconSearch size={14} />}
        aria-label={t('template.search')}
        placeholder={t('template.search')}
        value={query}
        onChange={({ currentTarget: { value } }) => {
          setQuery(value);
        }}
      />
      {fitting.length === 0 && <p className={styles.hint}>{t('template.nothingFits', { query })}</p>}
      <ul className={styles.list} aria-label={t('template.list')}>
        {fitting.map((template) => {
          const { templateId, name, searchCode, language, shared } = template;
          const isOpen = open === templateId;
          return (
            <li key={templateId} className={styles.item}>
              <UnstyledButton
                className={styles.head}
                aria-expanded={isOpen}
                onClick={() => {
                  setOpen(isOpen ? null : templateId);
                }}
              >
                <span className={styles.name} lang={language}>
                  {name}
                </span>
                <span className={styles.meta}>
                  {!shared && <span className={styles.own}>{t('template.own')}</span>}
                  {language !== ticket.language && <span>{t(`language.${language}`)}</span>}
                  <span>{searchCode}</span>
                </span>
              </UnstyledButton>
              {isOpen && <TemplateText template={template} ticket={ticket} />}
            </li>
          );
        })}
      </ul>
    </>
  );
};
