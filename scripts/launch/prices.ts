export interface RegionPrices {
  /** US$ a GiB and month of gp3. */
  readonly disk: number;
  /** US$ an hour, on demand, Linux. */
  readonly instances: Readonly<Record<string, number>>;
}
export interface Prices {
  readonly date: string;
  /** US$ a month for a key of KMS, in every region. */
  readonly key: number;
  /** US$ an hour for a public IPv4 address, in every region. */
  readonly address: number;
  readonly regions: Readonly<Record<string, RegionPrices>>;
}

const UNITED_STATES: RegionPrices = {
  disk: 0.08,
  instances: {
    't4g.nano': 0.0042,
    't4g.micro': 0.0084,
    't4g.small': 0.0168,
    'm7i.large': 0.1008,
    'm7i.xlarge': 0.2016,
    'm7i.2xlarge': 0.4032,
    'm6i.large': 0.096,
    'm6i.xlarge': 0.192,
  },
};

/**
 * What the launch page reckons with, looked up on `date`. The sources:
 * - instances: AWS's price list as https://github.com/skypilot-org/skypilot-catalog keeps it, catalogs/v8/aws/vms.csv at
 *   commit 00148f2af3672e2229b4f7bf8157d5a3f36e3c35; m7i.large and m7i.xlarge are m7i.2xlarge divided, as AWS prices sizes;
 * - gp3: https://aws.amazon.com/ebs/pricing/, and for eu-central-1 https://hendric-jabs.de/2023/11/02/gp3-in-2-minuten/;
 * - the key: https://aws.amazon.com/kms/pricing/, where each of the first two yearly rotations adds as much again;
 * - the address: https://aws.amazon.com/vpc/pricing/.
 */
export const PRICES: Prices = {
  date: '2026-11-24',
  key: 1,
  address: 0.005,
  regions: {
    'us-east-1': UNITED_STATES,
    'us-east-2': UNITED_STATES,
    'us-west-2': UNITED_STATES,
    'eu-central-1': {
      disk: 0.0952,
      instances: {
        't4g.nano': 0.0048,
        't4g.micro': 0.0096,
        't4g.small': 0.0192,
        'm7i.large': 0.12075,
        'm7i.xlarge': 0.2415,
        'm7i.2xlarge': 0.483,
        'm6i.large': 0.115,
        'm6i.xlarge': 0.23,
      },
    },
    'eu-west-1': {
      disk: 0.088,
      instances: {
        't4g.nano': 0.0046,
        't4g.micro': 0.0092,
        't4g.small': 0.0184,
        'm7i.large': 0.11235,
        'm7i.xlarge': 0.2247,
        'm7i.2xlarge': 0.4494,
        'm6i.large': 0.107,
        'm6i.xlarge': 0.214,
      },
    },
  },
};
