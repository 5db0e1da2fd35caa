// As its README shows it, in a promise that its context.done fulfils: since Node 24 Lambda knows no callbacks.
const response = require('cfn-response');

exports.handler = (event, context) =>
  new Promise((done) => {
    const { Text } = event.ResourceProperties;
    response.send(event, { ...context, done }, response.SUCCESS, { Text }, 'resource');
  });
