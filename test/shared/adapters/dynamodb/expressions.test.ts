import {
  allOf,
  anyOf,
  changing,
  compares,
  epochSeconds,
  has,
  hasExpired,
  hasNotExpired,
  NOT_THERE,
  onlyIf,
  THERE,
} from '../../../../shared/adapters/dynamodb/rows.ts';

describe('onlyIf', () => {
  it('names attributes and values by placeholders, since many a name is a word of DynamoDB’s own', () => {
    expect(onlyIf(has({ status: 'queued', attempts: 0 }))).toEqual({
      ConditionExpression: '#n0 = :v0 AND #n1 = :v1',
      ExpressionAttributeNames: { '#n0': 'status', '#n1': 'attempts' },
      ExpressionAttributeValues: { ':v0': 'queued', ':v1': 0 },
    });
  });

  it('asks for an attribute that is not there, and sends no values when it has none', () => {
    expect(onlyIf(has({ outcome: undefined }))).toEqual({
      ConditionExpression: 'attribute_not_exists(#n0)',
      ExpressionAttributeNames: { '#n0': 'outcome' },
    });
  });

  it('sends neither names nor values where there are none', () => {
    expect([onlyIf(THERE), onlyIf(NOT_THERE)]).toEqual([
      { ConditionExpression: 'attribute_exists(PK)' },
      { ConditionExpression: 'attribute_not_exists(PK)' },
    ]);
  });

  it('puts parentheses around what is joined, and never around one condition alone', () => {
    const either = anyOf(NOT_THERE, has({ version: 1 }));
    expect(onlyIf(allOf(THERE, either)).ConditionExpression).toBe(
      '(attribute_exists(PK)) AND ((attribute_not_exists(PK)) OR (#n0 = :v0))',
    );
    expect(onlyIf(allOf(anyOf(has({ version: 1 })))).ConditionExpression).toBe('#n0 = :v0');
  });

  it('names an attribute once, and each value that it is compared with', () => {
    expect(onlyIf(anyOf(has({ version: undefined }), compares('version', '<', 3), has({ version: 9 })))).toEqual({
      ConditionExpression: '(attribute_not_exists(#n0)) OR (#n0 < :v0) OR (#n0 = :v1)',
      ExpressionAttributeNames: { '#n0': 'version' },
      ExpressionAttributeValues: { ':v0': 3, ':v1': 9 },
    });
  });

  it('counts a row as gone in the second that it expires', () => {
    const now = new Date('2026-11-22T09:00:00.999Z');
    expect(epochSeconds(now)).toBe(1_795_338_000);
    expect(onlyIf(hasNotExpired(now))).toMatchObject({
      ConditionExpression: '#n0 > :v0',
      ExpressionAttributeValues: { ':v0': 1_795_338_000 },
    });
    expect(onlyIf(hasExpired(now)).ConditionExpression).toBe('#n0 <= :v0');
  });
});

describe('changing', () => {
  it('writes one clause of each kind that there is, whatever characters names have', () => {
    expect(
      changing({
        set: { entity: 'departure' },
        setOnce: { finishedAt: 'now' },
        remove: ['toldAt'],
        add: { 'tickets#first-line': 1 },
        takeOut: { numbers: new Set([7]) },
      }),
    ).toEqual({
      UpdateExpression: 'SET #n0 = :v0, #n1 = if_not_exists(#n1, :v1) REMOVE #n2 ADD #n3 :v2 DELETE #n4 :v3',
      ExpressionAttributeNames: {
        '#n0': 'entity',
        '#n1': 'finishedAt',
        '#n2': 'toldAt',
        '#n3': 'tickets#first-line',
        '#n4': 'numbers',
      },
      ExpressionAttributeValues: { ':v0': 'departure', ':v1': 'now', ':v2': 1, ':v3': new Set([7]) },
    });
  });

  it('writes the condition with placeholders that the update does not use', () => {
    expect(changing({ set: { text: 'new' } }, has({ text: 'old' }))).toEqual({
      UpdateExpression: 'SET #n0 = :v0',
      ConditionExpression: '#n0 = :v1',
      ExpressionAttributeNames: { '#n0': 'text' },
      ExpressionAttributeValues: { ':v0': 'new', ':v1': 'old' },
    });
  });
});
