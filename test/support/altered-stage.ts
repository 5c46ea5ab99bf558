import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Statement = { Action: string | string[]; Resource: unknown };
type Template = {
  Resources: Record<
    string,
    { Type: string; Properties: Record<string, unknown> & { PolicyDocument?: { Statement: Statement[] } } }
  >;
};

/** The local stage's assembly, copied to a folder, with its desk template altered. */
export const alteredStage = (
  folder: string,
  config: Readonly<Record<string, unknown>>,
  alter: (template: Template) => void,
): string => {
  const synthesized = execFileSync(process.execPath, ['infra/one-machine/prepare.ts'], {
    encoding: 'utf8',
    env: { ...process.env, HANDOVER_CONFIG: JSON.stringify(config) },
  }).trim();
  const assembly = join(folder, 'assembly');
  cpSync(synthesized, assembly, { recursive: true });
  const file = join(assembly, 'handover-local-desk.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  alter(template);
  writeFileSync(file, JSON.stringify(template));
  return assembly;
};

/**
 * The local stage's assembly as it would be if a function's grant had been forgotten. `policyOf`: how its policy's
 * logical id begins.
 */
export const stageWithoutGrant = (
  folder: string,
  policyOf: string,
  action: string,
  config: Readonly<Record<string, unknown>>,
): string =>
  alteredStage(folder, config, ({ Resources }) => {
    const [, policy] = Object.entries(Resources).find(
      ([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(policyOf),
    )!;
    for (const statement of policy.Properties.PolicyDocument!.Statement) {
      if (Array.isArray(statement.Action)) statement.Action = statement.Action.filter((granted) => granted !== action);
    }
  });
