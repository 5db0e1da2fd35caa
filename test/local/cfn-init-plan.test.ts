import { expect, test } from 'vitest';
import { readConfig } from '../../scripts/local/cfn-init/plan.ts';

test.each([
  ['a section', { packages: {} }, 'one has what this stand-in for cfn-init does not play: packages.'],
  ['a file', { files: { '/etc/a': { content: '', context: {} } } }, 'one.files./etc/a has what'],
  ['a command', { commands: { '1': { command: 'true', ignoreError: 'true' } } }, 'one.commands.1 has what'],
  ['a service', { services: { systemd: { a: { enable: 'true' } } } }, 'one.services.systemd.a has what'],
  ['a service manager', { services: { sysvinit: {} } }, 'one.services has what'],
])('an unknown key of %s is refused', (_, config, message) => {
  expect(() => readConfig('one', config)).toThrow(message);
});

test.each(['0600', '600', '100600', '00060x'])('the mode %s is refused', (mode) => {
  const config = { files: { '/etc/a': { content: '', mode } } };
  expect(() => readConfig('one', config)).toThrow(`the mode ${mode} is not six octal digits`);
});

test.each([
  ['a relative path', { files: { a: { content: '' } } }, 'the path is not absolute'],
  ['a file without content', { files: { '/a': {} } }, 'without source or content'],
  ['a file of an empty text', { files: { '/a': { content: '' } } }, 'without source or content'],
  ['an encoding', { files: { '/a': { content: '', encoding: 'hex' } } }, 'encoding hex'],
  ['a command without one', { commands: { '1': {} } }, 'one.commands.1.command is not text'],
  ['a truth', { commands: { '1': { command: 'a', ignoreErrors: 'yes' } } }, 'neither true nor false'],
  ['a list for a map', { files: [] }, 'one.files is not a map'],
])('%s that cfn-init would not take is refused', (_, config, message) => {
  expect(() => readConfig('one', config)).toThrow(message);
});
