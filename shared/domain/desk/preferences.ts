import type { MessageBody } from '../ticket/decision.ts';

/** `auto`: the first language of the browser that the console has. */
export const CONSOLE_LANGUAGES = ['auto', 'ko', 'en'] as const;
/** `auto`: as the agent's system. */
export const THEMES = ['auto', 'light', 'dark'] as const;
/** What the console shows after an answer: the next ticket of the list, still the same ticket, or the list alone. */
export const AFTER_PROCESSING = ['next', 'stay', 'list'] as const;
export const LIST_ORDERS = ['newest', 'oldest'] as const;
/**
 * What an agent can be told of while they look elsewhere: a ticket was assigned to them, the customer of one of their
 * tickets replied, a call that they reserved is due, a mail of one of their tickets failed.
 */
export const ALERT_KINDS = ['assigned', 'replied', 'call_due', 'mail_failed'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** By which ways an agent is told: a notification of the browser, a sound. */
export type Alert = { readonly notification: boolean; readonly sound: boolean };
/** Stands under each answer of the agent in one service. */
export type Signature = Pick<MessageBody, 'html' | 'text'>;

/** What an agent chose for themselves, in all of their services. */
export type Preferences = {
  readonly agentId: string;
  /** 0: nothing was chosen yet. */
  readonly version: number;
  readonly language: (typeof CONSOLE_LANGUAGES)[number];
  readonly theme: (typeof THEMES)[number];
  readonly afterProcessing: (typeof AFTER_PROCESSING)[number];
  readonly listOrder: (typeof LIST_ORDERS)[number];
  /** Panels of the console in the order of their icons; it adds those that are not named. */
  readonly panelOrder: readonly string[];
  readonly alerts: Readonly<Record<AlertKind, Alert>>;
  /** By service; only those that are not empty. */
  readonly signatures: Readonly<Record<string, Signature>>;
};

/** Maximum characters of a signature's HTML. */
export const SIGNATURE_LENGTH = 2000;
/** Maximum signatures of an agent: all of them are one row. */
export const SIGNATURES_LIMIT = 50;
/** Maximum panels whose order is kept. */
export const PANELS_LIMIT = 30;

const SILENT: Alert = { notification: false, sound: false };

/** What holds until an agent chooses. */
export const defaultPreferences = (agentId: string): Preferences => ({
  agentId,
  version: 0,
  language: 'auto',
  theme: 'auto',
  afterProcessing: 'next',
  listOrder: 'newest',
  panelOrder: [],
  alerts: { assigned: SILENT, replied: SILENT, call_due: SILENT, mail_failed: SILENT },
  signatures: {},
});

type AlertsChange = Readonly<Partial<Record<AlertKind, Partial<Alert>>>>;

/** Alerts after a change, which names each way by which an agent is told on its own. */
export const changeAlerts = (before: Preferences['alerts'], change: AlertsChange = {}): Preferences['alerts'] => ({
  assigned: { ...before.assigned, ...change.assigned },
  replied: { ...before.replied, ...change.replied },
  call_due: { ...before.call_due, ...change.call_due },
  mail_failed: { ...before.mail_failed, ...change.mail_failed },
});

/** What is chosen anew; an alert is changed way by way, a signature by service, an empty one is taken away. */
export type PreferencesChange = Partial<Omit<Preferences, 'agentId' | 'version' | 'alerts'>> & {
  readonly alerts?: AlertsChange;
};

/** Preferences after a change. What the change doesn't name stays as it is, so that two windows change both of two. */
export const changePreferences = (before: Preferences, change: PreferencesChange): Preferences => {
  const { alerts, signatures = {}, ...rest } = change;
  return {
    ...before,
    ...rest,
    version: before.version + 1,
    alerts: changeAlerts(before.alerts, alerts),
    signatures: Object.fromEntries(
      Object.entries({ ...before.signatures, ...signatures }).filter(([, { text }]) => text !== ''),
    ),
  };
};

const blockOf = ({ html }: Signature): string => `<div style="margin-top:16px">${html}</div>`;

/** The text of an answer with a signature under it. One that ends with it, as a text that was sent before, stays. */
export const signedText = <B extends Signature>(body: B, signature: Signature | undefined): B =>
  signature === undefined || body.text.trimEnd().endsWith(signature.text.trim())
    ? body
    : {
        ...body,
        html: `${body.html}${blockOf(signature)}`,
        text: `${body.text.trimEnd()}\n\n${signature.text}`,
      };

/**
 * The text of an answer as it was before it was signed. One that doesn't end with the whole signature, as when that was
 * masked, stays.
 */
export const unsignedText = <B extends Signature>(body: B, signature: Signature | undefined): B => {
  if (signature === undefined) return body;
  const block = blockOf(signature);
  const [text, name] = [body.text.trimEnd(), signature.text.trim()];
  return body.html.endsWith(block) && text.endsWith(name)
    ? {
        ...body,
        html: body.html.slice(0, -block.length),
        text: text.slice(0, text.length - name.length).trimEnd(),
      }
    : body;
};

export type PreferencesRefusal = { readonly code: 'too_many_signatures'; readonly limit: number };
