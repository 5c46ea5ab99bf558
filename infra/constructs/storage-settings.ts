import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { StageConfig } from '../config.ts';

export const stringAttribute = (name: string) => ({ name, type: AttributeType.STRING });
export const numberAttribute = (name: string) => ({ name, type: AttributeType.NUMBER });

/**
 * What the three tables have in common: keys PK and SK, paid by request, kept when their stack is deleted unless the
 * stage says otherwise.
 */
export const tableSettings = (config: StageConfig) => {
  const retained = config.removal === 'retain';
  return {
    partitionKey: stringAttribute('PK'),
    sortKey: stringAttribute('SK'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    deletionProtection: retained,
    removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  } as const satisfies TableProps;
};
