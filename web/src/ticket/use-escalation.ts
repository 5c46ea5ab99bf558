import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { escalateTicket } from '../../../shared/contracts/http/escalations.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { mutationKeys, queryKeys } from '../desk/api/query-keys.ts';
import { settleTicket } from '../desk/api/settle-ticket.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { withArrived, type TicketValue, type ValueKey } from '../desk/fields/field-values.ts';
import { useWaitReason } from '../desk/uploads/use-upload-words.ts';
import { awaitedOf, endUploads, uploads, useUploadStates } from '../desk/uploads/window-uploads.ts';
import { announce } from '../ui/announcer.tsx';
import {
  checkEscalation,
  escalationBody,
  escalationKey,
  fieldsAsked,
  keepEscalation,
  readEscalation,
  refusedInEscalation,
  targetOf,
  valueOf,
  withEscalationValue,
  type EscalationBody,
  type EscalationFaults,
  type EscalationPart,
  type EscalationTarget,
  type NewEscalation,
} from './escalation-form.ts';

export type EscalationForm = {
  readonly escalation: NewEscalation;
  readonly target: EscalationTarget | null;
  readonly asked: readonly FieldView[];
  readonly faults: EscalationFaults;
  /** How often the form was refused: then the first fault gets the focus. */
  readonly refusals: number;
  readonly error: Error | null;
  readonly isSending: boolean;
  /** Why it can't be sent yet, in words: files are on their way. */
  readonly waits: string | null;
  /** Whether there is something that would have to be typed again. */
  readonly isBegun: boolean;
  /** How often it was begun anew: the text is another one then. */
  readonly round: number;
  readonly value: (key: ValueKey) => TicketValue;
  readonly edit: (key: ValueKey, value: TicketValue) => void;
  readonly change: (part: Exclude<EscalationPart, ValueKey>, changes: Partial<NewEscalation>) => void;
  /** Puts the upload of a file that has arrived in the place of what stood for it. */
  readonly arrived: (id: string, uploadId: string) => void;
  readonly send: () => void;
  readonly startOver: () => void;
};

const idsOf = ({ files }: NewEscalation): readonly string[] => files.map(({ id }) => id);

/**
 * The escalation that is being written: kept in this browser until it is sent, also when the dialog is closed or the
 * page loaded anew, and sent once however often it is tried.
 */
export const useEscalation = (
  ticket: TicketView,
  targets: readonly EscalationTarget[],
  beginning: NewEscalation,
  onOrdered: (ticket: TicketView, target: EscalationTarget) => void,
): EscalationForm => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { me } = useDesk();
  const { serviceId, number, version } = ticket;
  const cache = useQueryClient();
  const key = escalationKey(me.agentId, serviceId, number);
  const [kept] = useState(() => readEscalation(window.localStorage, key));
  const [begun] = useState(beginning);
  const [escalation, setEscalation] = useState(kept ?? begun);
  const [isBegun, setBegun] = useState(kept !== null);
  const [round, setRound] = useState(0);
  const [faults, setFaults] = useState<EscalationFaults>(new Map());
  const [refusals, setRefusals] = useState(0);
  const latest = useRef(escalation);
  const waitReason = useWaitReason();
  const waits = waitReason(awaitedOf(idsOf(escalation), useUploadStates()));
  const target = targetOf(escalation, targets);
  const refuse = (found: EscalationFaults): void => {
    setFaults(found);
    if (found.size > 0) setRefusals((count) => count + 1);
  };
  const put = (next: NewEscalation): void => {
    endUploads(idsOf(latest.current), idsOf(next));
    latest.current = next;
    setEscalation(next);
    setBegun(true);
    // What is still on its way would have no bytes later.
    const files = next.files.filter(({ id }) => uploads.fileOf(id) === undefined);
    keepEscalation(window.localStorage, key, { ...next, files });
  };
  const forget = (): void => {
    keepEscalation(window.localStorage, key, null);
    setBegun(false);
  };
  useEffect(
    () => () => {
      endUploads(idsOf(latest.current), []);
    },
    [],
  );
  const { mutate, isPending, error, reset } = useMutation({
    mutationKey: mutationKeys.escalate(serviceId, number),
    networkMode: 'always',
    mutationFn: ({
      body,
      once,
    }: {
      readonly body: EscalationBody;
      readonly once: string;
      readonly to: EscalationTarget;
    }) => call(escalateTicket, { params: { serviceId, number }, ifMatch: version, body, idempotencyKey: once }),
    onSuccess: (ordered, { to }) => {
      forget();
      void settleTicket(cache, ordered);
      void cache.invalidateQueries({ queryKey: queryKeys.escalations(serviceId, number) });
      announce(t('escalate.done', { label: ticketLabel(number), service: to.name }));
      onOrdered(ordered, to);
    },
    onError: (cause) => {
      refuse(refusedInEscalation(cause, latest.current));
      if (!(cause instanceof ProblemError)) return;
      // A refusal is settled: the same content under the same key would be answered with it again.
      if (cause.status < 500) put({ ...latest.current, sent: null });
      if (cause.code === 'escalation_target_not_found')
        void cache.invalidateQueries({ queryKey: queryKeys.escalationTargets(serviceId) });
      void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
    },
  });
  const without = (part: EscalationPart): void => {
    if (!faults.has(part)) return;
    setFaults(new Map([...faults].filter(([each]) => each !== part)));
  };
  return {
    escalation,
    target,
    asked: fieldsAsked(escalation, target),
    faults,
    refusals,
    error,
    isSending: isPending,
    waits,
    isBegun,
    round,
    value: (of) => valueOf(escalation, of),
    edit: (of, value) => {
      without(of);
      put(withEscalationValue(latest.current, of, value));
    },
    change: (part, changes) => {
      without(part);
      put({ ...latest.current, ...changes });
    },
    arrived: (id, uploadId) => {
      const before = latest.current;
      const arrivedIds = withArrived([...idsOf(before)], id, uploadId) as readonly string[];
      put({ ...before, files: before.files.map((file, index) => ({ ...file, id: arrivedIds[index] ?? file.id })) });
    },
    send: () => {
      if (isPending) return;
      if (waits !== null) {
        announce(waits);
        return;
      }
      reset();
      const found = checkEscalation(latest.current, target);
      refuse(found);
      if (found.size > 0 || target === null) return;
      const body = escalationBody(latest.current, target);
      const text = JSON.stringify(body);
      const { sent } = latest.current;
      const once = sent?.body === text ? sent.key : crypto.randomUUID();
      put({ ...latest.current, sent: { body: text, key: once } });
      mutate({ body, once, to: target });
    },
    startOver: () => {
      reset();
      setFaults(new Map());
      put(begun);
      forget();
      setRound((count) => count + 1);
    },
  };
};
