export default { test: { include: ['test/chaos/**/*.chaos.ts'] } };
