import { BlockList } from 'node:net';
import type { Report } from '../report.ts';

/**
 * From where Docker takes its networks first, in moby's libnetwork/ipamutils: it leaves out what its own subnet's routes
 * show, but not the VPC's other addresses. The last ones, with the default VPC's 172.31.0.0/16, it hardly comes to.
 */
const POOLS = ['172.17.0.0/16', '172.18.0.0/16', '172.19.0.0/16', '172.20.0.0/14', '172.24.0.0/14'];

/** Jobs cannot reach what has an address in a network of Docker's. */
export function checkDockerPools(cidrBlocks: readonly string[], report: Report): void {
  const blocks = cidrBlocks.filter((block) => POOLS.some((pool) => overlap(block, pool)));
  if (blocks.length > 0) report('docker-overlap', { blocks: blocks.join(', ') });
}

/** Of two blocks that have addresses in common one holds the first address of the other. */
const overlap = (one: string, other: string) => holds(one, other) || holds(other, one);

function holds(block: string, other: string): boolean {
  const [address = '', size = ''] = block.split('/');
  const list = new BlockList();
  list.addSubnet(address, Number(size));
  return list.check(other.split('/')[0] ?? '');
}
