import { SESClient } from '@aws-sdk/client-ses';
import { sesActiveRuleSet } from '../../shared/adapters/ses/active-rule-set.ts';
import { activateRuleSet, deactivateRuleSet } from '../../shared/application/mail/activate-rule-set.ts';
import type { ActiveRuleSet } from '../../shared/application/ports/mails.ts';
import { clientDefaults, serve } from '../lambda.ts';
import {
  answerDeployment,
  type DeploymentRequest,
  type Outcome,
  parseDeploymentRequest,
} from './deployment-request.ts';

type Deps = {
  readonly active: ActiveRuleSet;
  readonly answer: (request: DeploymentRequest, outcome: Outcome) => Promise<void>;
};

const whatToDo = (active: string) =>
  `The receipt rule set ${active} is active in this account and region, and SES has one active at a time. ` +
  `If it is yours to share, set sharedReceiptRuleSet to "${active}" in the stage's settings: the stage adds its rule to ` +
  `it. If nobody needs it, deactivate it (aws ses set-active-receipt-rule-set) and deploy again.`;

/**
 * CloudFormation's requests → the active receipt rule set. The resource's physical id is the name of its rule set, so a
 * deletion, also of what an update replaced, says whose it was.
 */
export const createHandler = ({ active, answer }: Deps) => {
  const activate = activateRuleSet({ active });
  const deactivate = deactivateRuleSet({ active });
  const carryOut = async (request: DeploymentRequest): Promise<Outcome> => {
    const ruleSet = request.ResourceProperties.RuleSetName;
    if (request.RequestType === 'Delete') {
      await deactivate(request.PhysicalResourceId);
      return { status: 'SUCCESS', physicalResourceId: request.PhysicalResourceId };
    }
    const before = request.RequestType === 'Update' ? request.PhysicalResourceId : undefined;
    // The way back from an update that was refused asks for what was there before it, and must not fail too.
    if (before === ruleSet) return { status: 'SUCCESS', physicalResourceId: ruleSet };
    const activated = await activate(ruleSet, before);
    return activated.ok
      ? { status: 'SUCCESS', physicalResourceId: ruleSet }
      : { status: 'FAILED', physicalResourceId: before ?? ruleSet, reason: whatToDo(activated.error.active) };
  };
  return async (event: unknown): Promise<void> => {
    const request = parseDeploymentRequest(event);
    const outcome = await carryOut(request).catch((fault: unknown): Outcome => ({
      status: 'FAILED',
      physicalResourceId:
        request.RequestType === 'Create' ? request.ResourceProperties.RuleSetName : request.PhysicalResourceId,
      reason: `SES could not be asked: ${fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)}`,
    }));
    await answer(request, outcome);
  };
};

export const container = (): Deps => ({
  active: sesActiveRuleSet({ client: new SESClient(clientDefaults) }),
  answer: answerDeployment(fetch),
});

export const handler = serve(container, createHandler);
