import { OutOfTime } from '../../functions/aws/errors.ts';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { type Around, refusedBy } from '../support/memory/aws.ts';
import { told } from '../support/told.ts';
import { currentDelivery, type Delivery } from './delivery.ts';

type Wrong = 'refused' | 'failed' | 'silent' | 'busy';
interface Port {
  /** How its adapter says what went wrong with a call. */
  error(action: string, wrong: Wrong): Error;
  /** How long its adapter waits for an answer, in milliseconds; undefined: as long as it may work. */
  readonly patience?: number;
}

const codes = {
  refused: 'AccessDenied',
  failed: 'InternalError',
  silent: 'TimeoutError',
  busy: 'TooManyUpdates',
};
/** What functions/aws/call-with-retry.ts waits when AWS is busy, in milliseconds. */
const BUSY_FOR = 7_000;

export const PORTS = {
  aws: {
    error: (action, wrong) =>
      wrong === 'silent' && currentDelivery()?.time.work.aborted
        ? new OutOfTime(action)
        : refusedBy(action, codes[wrong]),
  },
  preflight: { patience: 15_000, error: (action, wrong) => refusedBy(action, codes[wrong]) },
  store: { patience: 30_000, error: (action, wrong) => refusedBy(action, codes[wrong]) },
  gitLab: {
    patience: 15_000,
    error(action, wrong) {
      const outcome = (
        { refused: 'refused', failed: 'unreachable', silent: 'unknown', busy: 'unreachable' } as const
      )[wrong];
      return new GitLabError(
        told(`GitLab: ${outcome} at ${action}.`),
        outcome,
        wrong === 'refused' ? 401 : 0,
      );
    },
  },
} satisfies Readonly<Record<string, Port>>;

const never = () => new Promise<never>(() => undefined);

/** Has the calls of a port meet the fate of the delivery that makes them. */
export function fated(name: keyof typeof PORTS): Around {
  const port: Port = PORTS[name];
  return {
    async before(action) {
      const delivery = currentDelivery();
      if (!delivery) return;
      if (delivery.over) return never();
      delivery.clock.pass(10);
      const { kind, at } = delivery.fate;
      const number = delivery.begun++;
      if (kind === 'refused' && number >= at) throw port.error(action, 'refused');
      if (number !== at) return;
      if (kind === 'fails') throw port.error(action, 'failed');
      if (kind === 'busy') {
        delivery.clock.pass(BUSY_FOR, delivery.time.tidying);
        throw port.error(action, 'busy');
      }
      if (kind === 'silence') throw await silence(port, action, delivery);
      if (kind === 'crash before') return die(delivery);
    },
    async after(action) {
      const delivery = currentDelivery();
      if (!delivery) return;
      const { kind, at } = delivery.fate;
      const number = delivery.done++;
      if (number === at && kind === 'answer lost') throw port.error(action, 'silent');
      if (number === at && kind === 'crash after') return die(delivery);
      if (delivery.over) return never();
    },
  };
}

function die(delivery: Delivery): Promise<never> {
  delivery.die();
  return never();
}

async function silence({ patience, error }: Port, action: string, { clock, time }: Delivery): Promise<Error> {
  const { work, tidying, lifetime } = time;
  await clock.sleep(patience ?? lifetime, work.aborted ? tidying : work).catch(() => undefined);
  return error(action, 'silent');
}
