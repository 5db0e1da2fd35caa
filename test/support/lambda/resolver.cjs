// A stand-in for DNS, loaded before a function: `nowhere.test` is not a name, and for `sometimes.test`, which is this
// machine, the resolver has no answer at first.
const dns = require('node:dns');

const { lookup } = dns;
let asked = 0;

dns.lookup = (host, options, done) => {
  const fail = (code) => process.nextTick(done, Object.assign(new Error(code), { code }));
  if (host === 'nowhere.test') return fail('ENOTFOUND');
  if (host !== 'sometimes.test') return lookup(host, options, done);
  return ++asked === 1 ? fail('EAI_AGAIN') : lookup('localhost', options, done);
};
