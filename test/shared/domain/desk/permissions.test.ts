import { ROLES } from '../../../../shared/domain/desk/agent.ts';
import { PERMISSIONS, roleMay, type Permission } from '../../../../shared/domain/desk/permissions.ts';

describe.each(Object.keys(PERMISSIONS) as Permission[])('%s', (permission) => {
  it.each(ROLES)('is the %s’s exactly as the table says', (role) => {
    expect(roleMay(role, permission)).toBe((PERMISSIONS[permission] as readonly string[]).includes(role));
  });
  it('is every administrator’s', () => {
    expect(roleMay('administrator', permission)).toBe(true);
  });
});
