/** What `node --cpu-prof` writes. Microseconds, of the clock that `process.hrtime` reads. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}
interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}
/** The two stretches of a cold start, in the profile's clock. */
export interface Stretches {
  readonly asked: number;
  readonly handed: number;
}

/** Milliseconds by `init` or `first`, by whose code, by what it did. */
export type Shares = ReadonlyMap<string, number>;

/** Sums a profile's samples by stretch, owner and kind, joined by `|`. Time in which nothing ran is left out. */
export function sharesOf(
  { nodes, startTime, samples, timeDeltas }: CpuProfile,
  { asked, handed }: Stretches,
): Shares {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)),
  );
  const shares = new Map<string, number>();
  let at = startTime;
  samples.forEach((sample, index) => {
    const stack: ProfileNode[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const node = byId.get(id);
      if (node) stack.push(node);
    }
    at += timeDeltas[index] ?? 0;
    // A sample stands for the time until the next one.
    const lasts = (timeDeltas[index + 1] ?? 0) / 1000;
    const stretch = at < asked ? 'init' : at >= handed ? 'first' : undefined;
    const what = classify(stack.map(({ callFrame }) => callFrame));
    if (!stretch || !what) return;
    const key = `${stretch}|${what}`;
    shares.set(key, (shares.get(key) ?? 0) + lasts);
  });
  return shares;
}

type Frame = ProfileNode['callFrame'];

/** Whose code a stack is in and what it does, from its leaf on; undefined where nothing ran. */
export function classify(stack: readonly Frame[]): string | undefined {
  const [leaf] = stack;
  if (!leaf || leaf.functionName === '(idle)') return undefined;
  if (leaf.functionName === '(garbage collector)') return 'Node.js|garbage collection';
  const found = stack.findIndex(({ url }) => url !== '' && !url.startsWith('node:'));
  const inside = found < 0 ? stack : stack.slice(0, found);
  return `${ownerOf(stack[found]?.url ?? '')}|${kindOf(inside)}`;
}

function ownerOf(url: string): string {
  if (url === '') return 'Node.js';
  if (url.includes('/aws-lambda-ric/')) return "Lambda's runtime client";
  if (/\/node_modules\/@(aws-sdk|smithy|aws)\//.test(url)) return 'AWS SDK';
  return url.includes('/node_modules/') ? 'other packages' : 'the function';
}

function kindOf(inside: readonly Frame[]): string {
  const urls = inside.map(({ url }) => url);
  // Of these first: what a module is loaded for may be TLS itself.
  if (urls.some((url) => /^node:(internal\/modules|internal\/bootstrap|fs|internal\/fs)/.test(url)))
    return 'loading modules';
  if (urls.some((url) => /^node:(_?tls|https?|_http|net|crypto|internal\/(tls|crypto))/.test(url)))
    return 'TLS and HTTP';
  return 'running';
}
