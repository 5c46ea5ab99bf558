import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ANSWER_BYTES } from '../../../shared/domain/trigger/outward-call.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import type { CallView } from './outward-calls.ts';
import styles from './outward-call.module.css';

type Answer = NonNullable<CallView['answer']>;

/** A character of several bytes may have been cut off at the end. */
const isCut = (body: string): boolean => new TextEncoder().encode(body).length >= ANSWER_BYTES - 3;

/** What was said to the last try: its status, or why there is no answer. */
const useAnswerWords = ({ kind, status: state, answer }: CallView): string | null => {
  const { t } = useTranslation('triggers');
  if (answer === null) return null;
  const { status, because } = answer;
  const isOk = status !== null && status >= 200 && status < 300;
  return [
    status === null ? null : t('call.answered', { status }),
    because === null ? null : t(`call.because.${because}`),
    // Dooray! says no with status 200 too.
    kind === 'notice' && isOk && state !== 'done' ? t('call.refused') : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
};

/** What came of a URL call or a notice: how it stands, when it was tried, and what was answered. */
export const OutwardCall = ({ call }: { readonly call: CallView }): ReactNode => {
  const { t } = useTranslation('triggers');
  const { target, status, attempts, attemptedAt, nextAt, answer } = call;
  const said = useAnswerWords(call);
  const triedAt = attemptedAt ?? answer?.at ?? null;
  return (
    <div className={styles.call}>
      {target !== null && (
        <p className={styles.target} dir="ltr">
          {target}
        </p>
      )}
      <p className={styles.status} data-status={status}>
        {t(status === 'waiting' && attempts > 0 ? 'call.status.again' : `call.status.${status}`)}
      </p>
      {attempts > 0 && (
        <p className={styles.fact}>
          {t(attempts === 1 ? 'call.tried.one' : 'call.tried.many', { count: attempts })}
          {triedAt !== null && (
            <>
              {' · '}
              <Timestamp at={triedAt} as="date" />
            </>
          )}
        </p>
      )}
      {said !== null && said !== '' && <p className={styles.fact}>{said}</p>}
      {status === 'waiting' && attempts > 0 && nextAt !== null && (
        <p className={styles.fact}>
          {t('call.next')} <Timestamp at={nextAt} as="date" />
        </p>
      )}
      {answer !== null && answer.body !== null && <AnswerText answer={answer} />}
    </div>
  );
};

/** The text of an answer, as it came: it is the receiver's, and never read as HTML. */
const AnswerText = ({ answer: { body } }: { readonly answer: Answer }): ReactNode => {
  const { t } = useTranslation('triggers');
  const id = useId();
  const text = body ?? '';
  if (text.trim() === '') return <p className={styles.fact}>{t('call.emptyAnswer')}</p>;
  return (
    <details className={styles.fold}>
      <summary id={id}>{t('call.answer')}</summary>
      <pre className={styles.answer} dir="auto" tabIndex={0} role="region" aria-labelledby={id}>
        {text}
      </pre>
      {isCut(text) && <p className={styles.fact}>{t('call.cut')}</p>}
    </details>
  );
};
