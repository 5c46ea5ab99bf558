/** Operators of conditions; what each means, also for a missing value, is its row in the operators’ table. */
export const CONDITION_OPERATORS = [
  'is',
  'is_not',
  'any_of',
  'none_of',
  'contains',
  'contains_not',
  'starts_with',
  'ends_with',
  'matches',
  'less',
  'greater',
  'between',
  'is_empty',
  'is_not_empty',
  'changed',
  'changed_from_to',
  'within_last',
  'older_than',
  'in_business_hours',
  'outside_business_hours',
] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];
