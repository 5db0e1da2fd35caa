import { idleCost } from '../launch/cost.ts';
import { PEERS_PRICES, PRICES } from '../launch/prices.ts';
import type { Report, Row } from '../lib/report.ts';
import { readTemplate } from '../lib/template.ts';
import { readConfigToml } from '../simulate/config-toml.ts';
import { HOURS_A_MONTH } from '../simulate/measures.ts';
import { PEERS, type Peer } from '../simulate/peers.ts';
import { type Instance, STACKS } from './idle-cost-stacks.ts';
import { averageIdle } from './idle-cost-workers.ts';
import { runAlone } from './report-alone.ts';

const REGION = 'us-east-1';

/** What this stack and the peers' cost in a month without jobs, by resource, each with its own defaults. */
export async function idleCosts(): Promise<Report> {
  return {
    title: `US$ a month while no job runs, ${REGION}, prices of ${PRICES.date}`,
    kind: 'computed',
    rows: [
      ...withTotal('this stack', ownParts()),
      ...PEERS.flatMap((peer) => withTotal(peer.name, partsOf(peer))),
    ],
    notes: [
      'The prices and their sources are in scripts/launch/prices.ts. Traffic, logs, what a cache holds and taxes are left out for all.',
      `This stack is in the default VPC, in public subnets; in private ones a NAT gateway would add $${natGateway.toFixed(2)}, and the address would go.`,
      ...PEERS.map(({ id, name, are, source }) => `${name} (${are}: ${source}): ${STACKS[id].note}.`),
    ],
  };
}

type Part = readonly [resource: string, dollars: number];

function ownParts(): Part[] {
  const { Parameters } = readTemplate();
  const defaults = Object.entries(Parameters).map(([name, { Default = '' }]) => [name, String(Default)]);
  const parts = idleCost(REGION, Object.fromEntries(defaults)) ?? [];
  return parts.map(({ what, most = Number.NaN }) => [what, most]);
}

/** With its own public address. */
const natGateway = HOURS_A_MONTH * (PEERS_PRICES.natGateway + PRICES.address);

function partsOf({ id, config }: Peer): Part[] {
  const { instances, worker, natGateways } = STACKS[id];
  const idle = averageIdle(readConfigToml(config));
  return [
    ...instances.map((instance) => instancePart(instance)),
    ...(idle > 0 ? [instancePart(worker, idle)] : []),
    ...(natGateways > 0 ? [['NAT gateway, with its public address', natGateways * natGateway] as const] : []),
  ];
}

function instancePart({ what, type, disk, hasAddress }: Instance, count?: number): Part {
  const prices = PRICES.regions[REGION];
  const hourly = { ...prices?.instances, ...PEERS_PRICES.instances }[type] ?? Number.NaN;
  const address = hasAddress ? PRICES.address : 0;
  const each = (hourly + address) * HOURS_A_MONTH + disk * (prices?.disk ?? Number.NaN);
  const counted = count === undefined ? what : `${Number(count.toFixed(2))} ${what}`;
  const resource = `${counted}, ${type}, with ${disk} GiB${hasAddress ? ' and a public address' : ''}`;
  return [resource, (count ?? 1) * each];
}

function withTotal(stack: string, parts: readonly Part[]): Row[] {
  const rows = [...parts, ['together', parts.reduce((sum, [, dollars]) => sum + dollars, 0)] as const];
  return rows.map(([resource, dollars]) => ({ stack, resource, '$/month': Number(dollars.toFixed(2)) }));
}

if (import.meta.main) await runAlone(idleCosts);
