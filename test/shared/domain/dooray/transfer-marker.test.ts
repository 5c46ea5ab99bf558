import { escapeMarkdown } from '../../../../shared/domain/dooray/escape-markdown.ts';
import { findMarker, hasMarker, markerLine, markerOf } from '../../../../shared/domain/dooray/transfer-marker.ts';

const transfer = { serviceId: 'care', number: 1024, transferId: 'trf_01JDOORAY' };
const line = markerLine(transfer, 'https://desk.example.com/care/tickets/1024');

it('names the ticket for people and the transfer for us', () => {
  expect(line).toBe('Handover #1024 · https://desk.example.com/care/tickets/1024 [handover:care/1024/trf_01JDOORAY]');
});

it.each([
  ['as we wrote it', `Text\n\n${line}`],
  ['as an editor of Dooray! escapes it', 'Handover \\#1024 \\[handover:care/1024/trf\\_01JDOORAY\\]'],
  ['in a subject', `Refund ${markerOf(transfer)}`],
  ['below the one of a customer', `[handover:care/7/trf_other]\n\n${line}\n\nadded by somebody`],
])('is found %s', (_, text) => {
  expect(findMarker(text)).toEqual(transfer);
  expect(hasMarker(text, transfer)).toBe(true);
});

it.each([
  '',
  'Handover #1024',
  '[handover:care/0/x]',
  '[handover:Care/1/x]',
  '[handover:care/1/]',
  '[handover:care/1/a b]',
])('is not found in %p', (text) => {
  expect(findMarker(text)).toBeUndefined();
  expect(hasMarker(text, transfer)).toBe(false);
});

it('of another transfer of the same ticket is not this one', () => {
  expect(hasMarker(line, { ...transfer, transferId: 'trf_01' })).toBe(false);
  expect(hasMarker(line, { ...transfer, number: 102 })).toBe(false);
});

it('of a customer’s text is still one, so it proves nothing', () => {
  expect(findMarker(escapeMarkdown('[handover:care/1/x]'))).toEqual({ serviceId: 'care', number: 1, transferId: 'x' });
});
