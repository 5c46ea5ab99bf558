import {
  changePreferences,
  defaultPreferences,
  signedText,
  unsignedText,
} from '../../../../shared/domain/desk/preferences.ts';

const none = defaultPreferences('mina');
const signature = { html: '<p>Mina</p>', text: 'Mina' };

describe('changePreferences', () => {
  it('changes what is named and leaves the rest', () => {
    expect(changePreferences(none, { theme: 'dark' })).toEqual({ ...none, version: 1, theme: 'dark' });
  });
  it('changes an alert way by way', () => {
    const sound = changePreferences(none, { alerts: { assigned: { sound: true } } });
    const both = changePreferences(sound, { alerts: { assigned: { notification: true }, call_due: { sound: true } } });
    expect(both.alerts).toEqual({
      ...none.alerts,
      assigned: { notification: true, sound: true },
      call_due: { notification: false, sound: true },
    });
  });
  it('keeps signatures of other services, and takes an empty one away', () => {
    const two = changePreferences(changePreferences(none, { signatures: { care: signature } }), {
      signatures: { shop: signature },
    });
    expect(two.signatures).toEqual({ care: signature, shop: signature });
    expect(changePreferences(two, { signatures: { care: { html: '', text: '' } } }).signatures).toEqual({
      shop: signature,
    });
  });
});

describe('signedText', () => {
  const body = { html: '<p>Hello</p>', text: 'Hello' };
  it('puts the signature under the text', () => {
    expect(signedText(body, signature)).toEqual({
      html: '<p>Hello</p><div style="margin-top:16px"><p>Mina</p></div>',
      text: 'Hello\n\nMina',
    });
  });
  it('leaves a text alone that ends with it', () => {
    const signed = signedText(body, signature);
    expect(signedText(signed, signature)).toBe(signed);
  });
  it('leaves a text alone without a signature', () => {
    expect(signedText(body, undefined)).toBe(body);
  });
});

describe('unsignedText', () => {
  const body = { html: '<p>Hello</p>', text: 'Hello' };
  const signed = signedText(body, signature);
  const otherName = { html: '<p>Mina Kim</p>', text: 'Mina Kim' };

  it.each([
    ['one line', signature],
    ['several blocks', { html: '<div style="margin-top:16px"><p>Mina</p></div><p>Care</p>', text: '\nMina\n\nCare\n' }],
  ])('takes away what signedText added: %s', (_name, own) => {
    expect(unsignedText(signedText(body, own), own)).toEqual(body);
  });
  it('takes one away, not what the agent wrote alike', () => {
    const twice = { html: `${signed.html}<p>Mina</p>`, text: 'Hello\n\nMina\nMina' };
    expect(unsignedText(signedText(twice, otherName), otherName)).toEqual(twice);
    expect(unsignedText(twice, signature)).toBe(twice);
  });
  it('takes it away under a text that is masked', () => {
    const masked = { html: signed.html.replace('Hello', '*****'), text: signed.text.replace('Hello', '*****') };
    expect(unsignedText(masked, signature)).toEqual({ html: '<p>*****</p>', text: '*****' });
  });
  it.each([
    ['without a signature', signed, undefined],
    ['with another signature', signed, otherName],
    ['whose signature is masked', { html: signed.html.replace('Mina', '****'), text: 'Hello\n\n****' }, signature],
    ['that was never signed', { html: '<p>Hello</p><p>Mina</p>', text: 'Hello\nMina' }, signature],
  ])('leaves a text alone %s', (_name, given, own) => {
    expect(unsignedText(given, own)).toBe(given);
  });
});
