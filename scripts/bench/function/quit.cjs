// Loaded before a function that is profiled: node --cpu-prof writes its file when a process ends by itself.
process.on('SIGTERM', () => process.exit());
