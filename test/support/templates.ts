import type { DeskFact } from '../../shared/domain/desk/desk-facts.ts';
import type { MailLayout } from '../../shared/domain/mail/mail-layout.ts';
import type { Template } from '../../shared/domain/template/template.ts';

export const aTemplate = (over: Partial<Template> = {}): Template => ({
  serviceId: 'support',
  templateId: 'tpl_1',
  version: 1,
  name: 'Refund',
  searchCode: 'refund',
  language: 'en',
  html: '<p>Dear #{customer.name}</p>',
  categoryIds: [],
  createdBy: 'boss',
  createdAt: '2026-11-22T09:00:00.000Z',
  ...over,
});

export const aLayout = (over: Partial<MailLayout> = {}): MailLayout => ({
  serviceId: 'support',
  kind: 'resolved',
  language: 'en',
  version: 1,
  html: '<div>#{content}</div><p>Yours, #{agent.name}</p>',
  text: '#{content}\n\nYours, #{agent.name}\n',
  editedBy: 'boss',
  editedAt: '2026-11-22T09:00:00.000Z',
  ...over,
});

export const aDeskFact = (over: Partial<DeskFact> = {}): DeskFact => ({
  of: 'desk',
  id: 'evt_1',
  type: 'settings_changed',
  serviceId: 'support',
  at: '2026-11-22T09:00:00.000Z',
  actor: { kind: 'agent', id: 'boss' },
  action: 'changed',
  subject: { kind: 'template', id: 'tpl_1' },
  changed: ['html'],
  correlationId: 'cor_1',
  ...over,
});
