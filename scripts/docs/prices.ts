/** Dollars in us-east-1, without tax, free tier or discounts. */
export interface Price {
  readonly what: string;
  readonly dollars: number;
  readonly per: 'hour' | 'month' | 'GB-month' | 'GB';
  /** Where the figure was read. */
  readonly source: string;
}

/** When the prices were read. */
export const PRICES_AS_OF = '2026-11-24';

/** AWS's own average. */
export const HOURS_A_MONTH = 730;

const EC2 = 'https://aws.amazon.com/ec2/pricing/on-demand/';

export const PRICES = {
  manager: { what: 't4g.micro, the manager', dollars: 0.0084, per: 'hour', source: EC2 },
  worker: { what: 'm7i.large, a worker', dollars: 0.1008, per: 'hour', source: EC2 },
  address: {
    what: 'a public IPv4 address',
    dollars: 0.005,
    per: 'hour',
    source: 'https://aws.amazon.com/vpc/pricing/',
  },
  volume: {
    what: 'gp3 storage',
    dollars: 0.08,
    per: 'GB-month',
    source: 'https://aws.amazon.com/ebs/pricing/',
  },
  key: { what: 'a KMS key', dollars: 1, per: 'month', source: 'https://aws.amazon.com/kms/pricing/' },
  storage: {
    what: 'S3 standard storage, the cache',
    dollars: 0.023,
    per: 'GB-month',
    source: 'https://aws.amazon.com/s3/pricing/',
  },
  logs: {
    what: 'CloudWatch Logs, taken in',
    dollars: 0.5,
    per: 'GB',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  nat: {
    what: 'a NAT gateway, if there is none yet',
    dollars: 0.045,
    per: 'hour',
    source: 'https://aws.amazon.com/vpc/pricing/',
  },
} as const satisfies Readonly<Record<string, Price>>;
