import {
  domainOf,
  inboundRecord,
  senderDomainRecords,
  withParentDomains,
} from '../../../../shared/domain/mail/sender-domain.ts';

describe('given a domain that SES was asked to verify', () => {
  it.each([
    ['eu-west-1', 'dkim.amazonses.com'],
    ['ap-northeast-2', 'dkim.amazonses.com'],
    ['ap-northeast-3', 'dkim.ap-northeast-3.amazonses.com'],
    ['af-south-1', 'dkim.af-south-1.amazonses.com'],
  ])('when it sends from %s, then its signatures are kept at %s', (region, host) => {
    const records = senderDomainRecords('example.com', region, { dkimTokens: ['one', 'two'], verificationToken: 'v=' });
    expect(records.map(({ type, name, value, needed }) => [type, name, value, needed])).toEqual([
      ['CNAME', 'one._domainkey.example.com', `one.${host}`, true],
      ['CNAME', 'two._domainkey.example.com', `two.${host}`, true],
      ['TXT', '_amazonses.example.com', 'v=', false],
      ['TXT', 'example.com', 'v=spf1 include:amazonses.com ~all', false],
      ['TXT', '_dmarc.example.com', 'v=DMARC1; p=none', false],
    ]);
  });

  it('when it has no signatures, then the record that verifies it is needed', () => {
    const [first] = senderDomainRecords('example.com', 'eu-west-1', { dkimTokens: [], verificationToken: 'v=' });
    expect(first).toMatchObject({ purpose: 'verification', needed: true });
  });

  it('when SES was not asked, then there is nothing to set', () => {
    expect(senderDomainRecords('example.com', 'eu-west-1', { dkimTokens: [] })).toEqual([]);
  });
});

it('mail to the stage’s own domain comes in where SES receives in its region', () => {
  expect(inboundRecord('desk.example.com', 'ap-northeast-2')).toMatchObject({
    type: 'MX',
    name: 'desk.example.com',
    value: '10 inbound-smtp.ap-northeast-2.amazonaws.com',
  });
});

it('an address has its domain, and a domain has those above it but the top level', () => {
  expect(domainOf('help@eu.example.com')).toBe('eu.example.com');
  expect(domainOf('eu.example.com')).toBe('eu.example.com');
  expect(withParentDomains('eu.example.com')).toEqual(['eu.example.com', 'example.com']);
});
