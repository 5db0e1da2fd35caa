// The user's part behind CDK's entrypoint, which answers for it.
exports.handler = async (event) => ({
  PhysicalResourceId: 'resource',
  Data: { Text: event.ResourceProperties.Text },
});
