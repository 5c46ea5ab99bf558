import { passwordFault } from '../../../../infra/local/cognito/check-credentials.ts';
import { temporaryPassword } from '../../../../shared/adapters/cognito/temporary-password.ts';
import { synthesize } from '../../../support/synthesize.ts';

const made = Array.from({ length: 2000 }, temporaryPassword);

it('is what the user pool of the template takes', () => {
  const [, pool] = synthesize().ofType('AWS::Cognito::UserPool', 'data')[0]!;
  const { PasswordPolicy } = pool.Properties!['Policies'] as { readonly PasswordPolicy: object };
  expect(PasswordPolicy).toMatchObject({ MinimumLength: 12, RequireSymbols: true });
  expect(made.map((password) => passwordFault(password, PasswordPolicy)).filter(Boolean)).toEqual([]);
});

it('is another one each time, of letters that nobody mistakes', () => {
  expect(new Set(made).size).toBe(made.length);
  for (const password of made) expect(password).toMatch(/^[a-km-zA-HJ-NP-Z2-9!?%+=]{18}$/);
});
