/** A program that the template calls on a user's machine. */
export interface Known {
  /** Where its command line was read, or what real part judges its calls when the tests boot a manager. */
  readonly from: string;
  /** The calls that the source allows; undefined where a real part judges them. */
  readonly calls?: RegExp;
}

const real = (from: string, names: string): Record<string, Known> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { from }]));

const UNITS = String.raw`( [\w.-]+)+`;

export const KNOWN: Readonly<Record<string, Known>> = {
  ...real(
    'bash itself runs it',
    '. break cd command echo exit kill printf read set shift trap true ulimit wait',
  ),
  ...real(
    "Debian's own, on the pretended machine",
    'awk cat chmod cut fold grep install mkdir mktemp mv python3 sed sleep ssh-keygen tail tee tr uname',
  ),
  ...real("Debian's own gpg and sha256sum, with a release key made for the test", 'gpg sha256sum'),
  ...real('the real aws-cfn-bootstrap', '/opt/aws/bin/cfn-hup /opt/aws/bin/cfn-init cfn-init cfn-signal'),
  ...real('the stand-in for gitlab-runner, as it was downloaded', '"./$binary"'),
  aws: { from: "test/local: the AWS CLI's own library reads it" },
  'gitlab-runner': {
    from: 'commands/*.go of gitlab-runner 19.4.0: scripts/local/stand-ins/gitlab-runner',
    calls:
      /^gitlab-runner (lint --config \S+|fleeting --config \S+ install|run --config \S+ --working-directory \S+|verify --config \S+)$/,
  },
  curl: { from: "Debian's own, whose requests come to a server on the machine itself" },
  'docker-machine': {
    from: "commands/commands.go, create.go and drivers/none/driver.go of docker/machine v0.16.2, of which GitLab's is a fork",
    calls: /^docker-machine (create --driver none --url \S+ \S+|rm -y \S+)$/,
  },
  'docker-credential-ecr-login': {
    from: 'credentials/credentials.go of docker/docker-credential-helpers',
    calls: /^docker-credential-ecr-login get <<< "\$\{ECR_REGISTRIES%%,\*\}\.example\.invalid"$/,
  },
  dnf: {
    from: 'dnf(8), and dnf/cli/option_parser.py of rpm-software-management/dnf',
    calls: /^dnf -y install [\w-]+$/,
  },
  systemctl: {
    from: 'systemctl(1) of systemd 252, of which Amazon Linux 2023 has a later patch',
    calls: new RegExp(
      `^systemctl (daemon-reload|poweroff|(enable|disable|mask)( --now)?${UNITS}|(start|stop|restart)( --no-block)?${UNITS}|is-(active|enabled)( --quiet)?${UNITS})$`,
    ),
  },
  'systemd-run': {
    from: 'systemd-run(1) of systemd 252',
    calls:
      /^systemd-run (--on-(active=\d+m systemctl poweroff|boot=\d+m sh -c .*)|--quiet --scope -p MemorySwapMax=0 timeout .*)$/,
  },
  ssh: {
    from: "ssh(1) and ssh_config(5) of OpenSSH: Debian's own, against a server on this machine",
    calls: /^ssh -i …( -o \w+=\S+)+ … …$/,
  },
  mount: { from: 'mount(8) of util-linux 2.37', calls: /^mount "?\$folder"?$/ },
  mountpoint: { from: 'mountpoint(1) of util-linux 2.37', calls: /^mountpoint -q "?\$folder"?$/ },
  fallocate: { from: 'fallocate(1) of util-linux 2.37', calls: /^fallocate -l 1G \/swapfile$/ },
  mkswap: { from: 'mkswap(8) of util-linux 2.37', calls: /^mkswap \/swapfile$/ },
  swapon: { from: 'swapon(8) of util-linux 2.37', calls: /^swapon \/swapfile$/ },
  'update-ca-trust': { from: 'update-ca-trust(8) of ca-certificates', calls: /^update-ca-trust$/ },
  'cloud-init': { from: 'cmd/status.py of canonical/cloud-init', calls: /^cloud-init status --wait$/ },
  docker: { from: "docker version, of Docker's reference of its command line", calls: /^docker version$/ },
  '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl': {
    from: 'packaging/dependencies/amazon-cloudwatch-agent-ctl of aws/amazon-cloudwatch-agent',
    calls: /^\S+ -a fetch-config -m ec2 -s -c file:\S+$/,
  },
  test: { from: 'bash itself runs it' },
};
