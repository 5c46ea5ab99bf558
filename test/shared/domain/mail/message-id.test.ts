import { normalizeMessageId, sesMessageIdHeader } from '../../../../shared/domain/mail/message-id.ts';

describe('Message-IDs', () => {
  it.each([
    ['<a@x>', 'a@x'],
    [' a@x ', 'a@x'],
    ['<0100-1@email.amazonses.com>', '0100-1'],
    ['0100-1@ap-northeast-2.amazonses.com', '0100-1'],
    ['a@notamazonses.com', 'a@notamazonses.com'],
  ])('%s is looked up as %s', (written, normalized) => {
    expect(normalizeMessageId(written)).toBe(normalized);
  });
  it.each([
    ['us-east-1', '0100-1@email.amazonses.com'],
    ['ap-northeast-2', '0100-1@ap-northeast-2.amazonses.com'],
  ])('stand in References as SES writes them in %s', (region, id) => {
    expect(sesMessageIdHeader('0100-1', region)).toBe(id);
    expect(normalizeMessageId(id)).toBe('0100-1');
  });
});
