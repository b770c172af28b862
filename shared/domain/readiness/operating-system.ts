/** The operating systems of Systems Manager, by how it names a node's platform, as patch baselines name them. */
const BY_PLATFORM_NAME: readonly (readonly [RegExp, string])[] = [
  [/^Amazon Linux AMI/, 'AMAZON_LINUX'],
  [/^Amazon Linux.* 2023/, 'AMAZON_LINUX_2023'],
  [/^Amazon Linux.* 2022/, 'AMAZON_LINUX_2022'],
  [/^Amazon Linux.* 2(\.|$)/, 'AMAZON_LINUX_2'],
  [/^Red ?Hat/i, 'REDHAT_ENTERPRISE_LINUX'],
  [/^Ubuntu/, 'UBUNTU'],
  [/^Debian/, 'DEBIAN'],
  [/^SLES|^SUSE/, 'SUSE'],
  [/^Oracle/, 'ORACLE_LINUX'],
  [/^Rocky/, 'ROCKY_LINUX'],
  [/^AlmaLinux/, 'ALMA_LINUX'],
  [/^CentOS/, 'CENTOS'],
  [/^macOS/, 'MACOS'],
  [/Windows/, 'WINDOWS'],
];

/** Undefined of a platform that no patch baseline is made for, or that Patchplane does not know. */
export function operatingSystemOf({
  name,
  version,
}: {
  readonly name: string;
  readonly version: string;
}): string | undefined {
  const said = `${name} ${version}`.trim();
  return BY_PLATFORM_NAME.find(([pattern]) => pattern.test(said))?.[1];
}
