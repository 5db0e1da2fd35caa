import type { Call, Refusal } from '../support/aws-proxy.ts';

/** Auto Scaling's warm pools, which ministack lacks: one that is deleted is shown until its instances have ended. */
export function warmPool() {
  let [status, looks] = ['', 0];
  return ({ name }: Call): Refusal | undefined => {
    if (!/^(Put|Describe|Delete)WarmPool$/.test(name)) return undefined;
    if (name === 'PutWarmPool') [status, looks] = ['', Number.POSITIVE_INFINITY];
    if (name === 'DeleteWarmPool') [status, looks] = ['<Status>PendingDelete</Status>', 1];
    const isShown = name === 'DescribeWarmPool' && looks-- > 0;
    const result = isShown ? `<WarmPoolConfiguration>${status}</WarmPoolConfiguration>${INSTANCES}` : '';
    return {
      status: 200,
      body: `<${name}Response><${name}Result>${result}</${name}Result></${name}Response>`,
    };
  };
}

const INSTANCES = `<Instances><member>
  <InstanceId>i-0123456789abcdef0</InstanceId><LifecycleState>Warmed:Stopped</LifecycleState>
</member></Instances>`;
