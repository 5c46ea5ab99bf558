import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import { testInformationSource } from '../../../../shared/contracts/http/customer-information.ts';
import { getTicket } from '../../../../shared/contracts/http/ticket-queries.ts';
import { TYPED_LENGTH } from '../../../../shared/domain/customer-information/information-source.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { recentTickets } from '../../desk/recent-tickets.ts';
import { typedNumber } from '../../desk/typed-number.ts';
import { faultsOfBody, faultsOfRefusal, useFaultWords } from '../kit/faults.ts';
import type { Fault } from '../kit/form-edits.ts';
import { FormSection, Shown } from '../kit/form-row.tsx';
import { useRefusalWords } from '../kit/refusal-words.ts';
import type { Form } from '../kit/use-form.ts';
import { SENTENCES } from './source-faults.ts';
import { useOriginWords } from './request-row.tsx';
import type { SourceValues } from './source-values.ts';
import { TestAnswer } from './test-answer.tsx';
import formStyles from '../kit/form.module.css';
import styles from './sources.module.css';

type TestBody = z.input<typeof testInformationSource.body>;

/** Members of the form that a test call can be refused for; what else is refused was typed for the call. */
const OF_FORM = /^#\/(baseUrl|request|results|key)(\/|$)/;

const partsOf = (faults: ReadonlyMap<string, Fault>) => ({
  ofForm: new Map([...faults].filter(([pointer]) => OF_FORM.test(pointer))),
  ofCall: new Map([...faults].filter(([pointer]) => !OF_FORM.test(pointer))),
});

/**
 * Calls the API with what stands in the form, saved or not, and shows what came back. What was typed for it and the
 * answer are gone with the form.
 */
export const TestCall = ({
  form,
  sourceId,
}: {
  readonly form: Form<SourceValues>;
  /** The saved source, whose key signs the call while it is not replaced. */
  readonly sourceId?: string;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const originWords = useOriginWords();
  const refusalWords = useRefusalWords({ ticket_not_found: 'sources.test.noTicket' });
  const faultWords = useFaultWords();
  const [ticket, setTicket] = useState('');
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());
  const [isFormRefused, setFormRefused] = useState(false);
  const { baseUrl, request, results, key } = form.values;
  const number = typedNumber(ticket);
  const { data: found, error: notFound } = useQuery({
    queryKey: ['test-ticket', serviceId, number],
    enabled: number !== null,
    retry: false,
    staleTime: 60_000,
    queryFn: ({ signal }) => call(getTicket, { params: { serviceId, number: number ?? 0 }, signal }),
  });
  const { mutate, data, error, isPending, reset } = useMutation({
    networkMode: 'always',
    retry: false,
    // An answer is about a customer: it is kept nowhere.
    gcTime: 0,
    mutationFn: (body: TestBody) => call(testInformationSource, { params: { serviceId }, body }),
    onError: (cause) => {
      tell(faultsOfRefusal(cause, {}, SENTENCES));
    },
  });
  const tell = (all: ReadonlyMap<string, Fault>): boolean => {
    const { ofForm, ofCall } = partsOf(all);
    form.refuse(ofForm);
    setFormRefused(ofForm.size > 0);
    setFaults(ofCall);
    return all.size > 0;
  };
  const ask = (): void => {
    if (isPending) return;
    reset();
    const typed = Object.fromEntries(
      request.flatMap(({ variable }) => {
        const text = texts[variable]?.trim() ?? '';
        return text === '' ? [] : [[variable, text]];
      }),
    );
    const body: TestBody = {
      baseUrl,
      request: [...request],
      results: [...results],
      ...(key.is === 'new' ? { key: key.text } : key.is === 'set' && sourceId !== undefined ? { sourceId } : {}),
      ...(number === null ? {} : { number }),
      typed,
    };
    const isNoNumber = ticket.trim() !== '' && number === null;
    const wrong = new Map([
      ...faultsOfBody(testInformationSource.body, body, SENTENCES),
      ...(isNoNumber ? [['#/number', { words: 'sources.test.noNumber' }] as const] : []),
    ]);
    if (!tell(wrong)) mutate(body);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    ask();
  };
  const faultAt = (pointer: string): string | undefined => {
    const fault = faults.get(pointer);
    return fault === undefined ? undefined : faultWords(fault);
  };
  const recent = recentTickets(serviceId);
  const isLost = number !== null && notFound !== null;
  return (
    <FormSection title={t('sources.test')} text={t('sources.test.about')}>
      <Shown label={t('sources.test.ticket')} hint={t('sources.test.ticket.hint')}>
        <div className={styles.ticket}>
          <TextInput
            className={styles.number}
            size="sm"
            aria-label={t('sources.test.ticket')}
            placeholder="#1024"
            inputMode="numeric"
            autoComplete="off"
            list="recent-tickets"
            value={ticket}
            error={faultAt('#/number') ?? (isLost ? t('sources.test.noTicket') : undefined)}
            onKeyDown={pressed}
            onChange={({ currentTarget }) => {
              setTicket(currentTarget.value);
            }}
          />
          <datalist id="recent-tickets">
            {recent.map((each) => (
              <option key={each} value={`#${String(each)}`} />
            ))}
          </datalist>
          {number !== null && found !== undefined && (
            <span className={styles.title} dir="auto">
              {found.title}
            </span>
          )}
        </div>
      </Shown>
      <Shown label={t('sources.test.values')} hint={t('sources.test.values.hint')}>
        <div className={styles.values}>
          {request.map(({ variable, from }, index) =>
            variable === '' ? null : (
              <div key={index} className={styles.value}>
                <span className={styles.code}>{variable}</span>
                <TextInput
                  size="sm"
                  aria-label={t('sources.test.value', { variable })}
                  placeholder={
                    from.kind === 'typed' || number === null
                      ? originWords(from)
                      : t('sources.test.fromTicket', { what: originWords(from) })
                  }
                  autoComplete="off"
                  maxLength={TYPED_LENGTH}
                  value={texts[variable] ?? ''}
                  error={faultAt(`#/typed/${variable}`)}
                  onKeyDown={pressed}
                  onChange={({ currentTarget: { value } }) => {
                    setTexts((before) => ({ ...before, [variable]: value }));
                  }}
                />
              </div>
            ),
          )}
        </div>
      </Shown>
      <div className={styles.answer} role="status" aria-busy={isPending}>
        <div className={styles.go}>
          <Button variant="light" aria-disabled={isPending} onClick={ask}>
            {isPending ? t('sources.test.calling') : t('sources.test.call')}
          </Button>
          {isFormRefused && <span className={formStyles.fault}>{t('sources.test.refused')}</span>}
          {error !== null && !isFormRefused && faults.size === 0 && (
            <span className={formStyles.fault}>{refusalWords(error)}</span>
          )}
        </div>
        {!isPending && data !== undefined && (
          <TestAnswer
            test={data}
            request={request}
            onShow={(added) => {
              form.set('results', [...results.filter(({ label, key: path }) => label + path !== ''), added]);
            }}
          />
        )}
      </div>
    </FormSection>
  );
};
