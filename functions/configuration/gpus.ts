// opts.GpuOpts.Set of github.com/docker/cli v29.7.2, which gitlab-runner 19.4.0 calls in each job: one line of CSV.
const COUNT = String.raw`(?:all|[-+]?\d+)`;
const FIELD = new RegExp(`^(?:${COUNT}|count=${COUNT}|(?:driver|device|capabilities|options)=.*)$`, 's');
const CSV = /^(?:"(?:[^"]|"")*"|[^",\r\n]+)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]+))*$/;
const FIELDS = /"((?:[^"]|"")*)"|[^",]+/g;

/** Whether Docker's client can read which GPUs a container is to have; white space alone is none. */
export function readsAsGpus(text: string): boolean {
  if (text.trim() === '') return true;
  if (!CSV.test(text)) return false;
  const fields = [...text.matchAll(FIELDS)].map(([field, quoted]) => quoted ?? field);
  const keys = fields.map((field) => field.split('=')[0]);
  return fields.every((field) => FIELD.test(field)) && new Set(keys).size === keys.length;
}
