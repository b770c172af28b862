import { expect, it } from '@jest/globals';
import { operatingSystemOf } from './operating-system.ts';

it.each([
  ['Amazon Linux', '2023', 'AMAZON_LINUX_2023'],
  ['Amazon Linux', '2022', 'AMAZON_LINUX_2022'],
  ['Amazon Linux', '2', 'AMAZON_LINUX_2'],
  ['Amazon Linux AMI', '2018.03', 'AMAZON_LINUX'],
  ['Red Hat Enterprise Linux', '9.5', 'REDHAT_ENTERPRISE_LINUX'],
  ['Ubuntu', '24.04', 'UBUNTU'],
  ['Debian GNU/Linux', '12', 'DEBIAN'],
  ['SLES', '15.5', 'SUSE'],
  ['Oracle Linux Server', '8.9', 'ORACLE_LINUX'],
  ['Rocky Linux', '9.3', 'ROCKY_LINUX'],
  ['AlmaLinux', '9.3', 'ALMA_LINUX'],
  ['CentOS Linux', '7', 'CENTOS'],
  ['macOS', '14.1', 'MACOS'],
  ['Microsoft Windows Server 2022 Datacenter', '10.0.20348', 'WINDOWS'],
  ['', '', undefined],
  ['TempleOS', '5.03', undefined],
])('operatingSystemOf() takes %s %s for %s', (name, version, system) => {
  expect(operatingSystemOf({ name, version })).toBe(system);
});
