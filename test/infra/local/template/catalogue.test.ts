import { catalogue } from '../../../../infra/local/template/catalogue.ts';
import { account, aDeployment, theResource } from '../../../support/local-aws.ts';

describe.each(Object.entries(catalogue))(
  '%s in the catalogue',
  (type, { understood, ignored = {}, only = {}, ...row }) => {
    it('says of each property once what becomes of it', () => {
      expect(understood.filter((property) => property in ignored)).toEqual([]);
      expect(Object.keys(only).filter((property) => !understood.includes(property))).toEqual([]);
      expect(new Set(understood).size).toBe(understood.length);
    });

    it('acts on nothing when nobody hosts it', () => {
      if ('notHostedBecause' in row) expect(understood.filter((property) => !(property in only))).toEqual([]);
      else expect(row.hostedBy).toMatch(/^[a-z0-9-]+(, [a-z0-9-]+)*$/);
    });

    it('has a name and attributes', () => {
      const { ref, attributes } = theResource(aDeployment({ It: { Type: type, Properties: {} } }), 'It');

      expect(typeof ref).toBe('string');
      for (const value of Object.values(attributes)) expect(value).toMatch(/\S/);
      if (attributes.Arn && type !== 'AWS::S3::Bucket') expect(attributes.Arn).toContain(`:${account}:`);
    });
  },
);

it.each([
  ['AWS::Lambda::Function', 64, /^[\w-]+$/],
  ['AWS::S3::Bucket', 63, /^[a-z0-9-]+$/],
  ['AWS::IAM::Role', 64, /^[\w-]+$/],
  ['AWS::Events::Rule', 64, /^[\w-]+$/],
])('gives a %s a name of at most %i characters', (type, longest, letters) => {
  const id = 'AVeryLongLogicalId'.repeat(10);

  const { ref } = theResource(aDeployment({ [id]: { Type: type, Properties: {} } }), id);

  expect(ref.length).toBeLessThanOrEqual(longest);
  expect(ref).toMatch(letters);
});
