import { getHostHeaderPlugin, partition } from '@aws-sdk/core/client';
import { AwsSdkSigV4Signer, resolveAwsSdkSigV4Config } from '@aws-sdk/core/httpAuthSchemes';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import {
  DefaultIdentityProviderConfig,
  getHttpAuthSchemeEndpointRuleSetPlugin,
  getHttpSigningPlugin,
} from '@smithy/core';
import { Sha256 } from '@smithy/core/checksum';
import { Client, makeBuilder, NoOpLogger } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { getContentLengthPlugin } from '@smithy/core/protocols';
import { getRetryPlugin, resolveRetryConfig } from '@smithy/core/retry';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import { calculateBodyLength, fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import type { $SchemaRef } from '@smithy/types';

/** What the SDK's generated clients differ in. */
export interface Service {
  /** By which the SDK knows it: the end of AWS_ENDPOINT_URL_… */
  readonly serviceId: string;
  /** In its domain and its signatures. */
  readonly name: string;
  readonly protocol: unknown;
  readonly protocolSettings: object;
}
export interface Configuration {
  readonly maxAttempts: number;
  readonly requestHandler?: Parameters<typeof NodeHttpHandler.create>[0];
}
/** Of the SDK's steps each wants a type of its own of one and the same object. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Steps = any;

const SCHEME = 'aws.auth#sigv4';

/**
 * A client of the SDK's own parts, put together as in its generated ones (SSMClient.js and runtimeConfig.js of
 * @aws-sdk/client-ssm 3.1164.0), but without what makes those large: the shapes and errors of a whole service, files of
 * configuration, and credentials other than Lambda's, which are in the environment. An error is an Error with AWS's
 * name. FIPS and dual-stack endpoints are only had by AWS_ENDPOINT_URL.
 */
export class ServiceClient extends Client<Steps, Steps, Steps, Steps> {
  constructor({ name, ...service }: Service, { maxAttempts, requestHandler }: Configuration) {
    const region = process.env.AWS_REGION ?? '';
    const config: Steps = resolveAwsSdkSigV4Config(
      resolveRetryConfig({
        ...service,
        region: async () => region,
        defaultSigningName: name,
        credentials: fromEnv(),
        sha256: Sha256,
        ...{ base64Decoder: fromBase64, base64Encoder: toBase64, utf8Decoder: fromUtf8, utf8Encoder: toUtf8 },
        logger: new NoOpLogger(),
        requestHandler: NodeHttpHandler.create(requestHandler),
        streamCollector,
        bodyLengthChecker: calculateBodyLength,
        maxAttempts,
        retryMode: 'standard',
        endpointProvider: ({ Endpoint }: { readonly Endpoint?: string }) => ({
          url: new URL(Endpoint ?? `https://${name}.${region}.${partition(region).dnsSuffix}`),
        }),
        ...signing(name, region),
      }) as Steps,
    );
    super(config);
    for (const plugin of PLUGINS) this.middlewareStack.use(plugin(config));
  }
}

function signing(name: string, region: string) {
  const propertiesExtractor = (config: Steps, context: Steps) => ({ signingProperties: { config, context } });
  return {
    httpAuthSchemes: [
      {
        schemeId: SCHEME,
        identityProvider: (providers: Steps) => providers.getIdentityProvider(SCHEME),
        signer: new AwsSdkSigV4Signer(),
      },
    ],
    httpAuthSchemeProvider: () => [
      { schemeId: SCHEME, signingProperties: { name, region }, propertiesExtractor },
    ],
    authSchemePreference: async () => [],
  };
}

const PLUGINS: ReadonlyArray<(config: Steps) => Steps> = [
  getSchemaSerdePlugin,
  getRetryPlugin,
  getContentLengthPlugin,
  getHostHeaderPlugin,
  (config) =>
    getHttpAuthSchemeEndpointRuleSetPlugin(config, {
      httpAuthSchemeParametersProvider: async () => ({}) as Steps,
      identityProviderConfigProvider: async ({ credentials }: Steps) =>
        new DefaultIdentityProviderConfig({ [SCHEME]: credentials }),
    }),
  getHttpSigningPlugin,
];

const command = makeBuilder(
  { Endpoint: { type: 'builtInParams', name: 'endpoint' } },
  '',
  '',
  getEndpointPlugin,
);
/** Smithy's document: whatever JSON there is. */
const DOCUMENT = 15;

/** A command of the SDK. What goes in and out has schemas where it is not JSON. */
export function operation(
  namespace: string,
  name: string,
  input: $SchemaRef = DOCUMENT,
  output: $SchemaRef = DOCUMENT,
) {
  return command<object, Steps>({}, () => [], name, [9, namespace, name, 0, input, output]);
}
