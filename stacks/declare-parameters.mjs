/**
 * For osls, of all three services. At the first deployment it makes the stack with nothing but its bucket, and gives it the
 * parameters of the whole: CloudFormation refuses those that a template does not declare. Now it declares them.
 */
export default class DeclareParameters {
  constructor(serverless) {
    this.hooks = {
      'before:aws:deploy:deploy:createStack': () => {
        const { provider } = serverless.service;
        provider.coreCloudFormationTemplate.Parameters = provider.compiledCloudFormationTemplate.Parameters;
      },
    };
  }
}
