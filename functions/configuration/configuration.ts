import { createHash } from 'node:crypto';
import type { Resource, Stack } from '../custom-resource/resource.ts';
import { render } from './config-toml.ts';
import { parseProperties } from './parse-properties.ts';
import type { ConfigurationStore } from './ports.ts';
import type { Properties } from './properties.ts';
import { replacementKey } from './reload.ts';
import { warnings } from './warnings.ts';

export interface Data {
  ParameterName: string;
  ParameterVersion: string;
  /** Of the text, in hex: the manager takes no other one. Whoever may write parameters could delete this one and write it anew up to the version. */
  Sha256: string;
  /** In the one spelling in which a registration holds it: the manager sends its token nowhere else. */
  GitLabUrl: string;
  ReplacementKey: string;
  /** Sentences; empty when there is nothing to say. */
  Warnings: string;
}

/** Custom::RunnerConfiguration: the manager's config.toml without its token, in one String parameter. */
export function configuration(store: ConfigurationStore): Resource<Properties, Data> {
  return {
    parse: parseProperties,
    identify: (_properties, stack) => parameterName(stack),
    identifyInvalid: parameterName,
    async ensure({ properties, stack, time }) {
      const name = parameterName(stack);
      const configured = { ...properties, stack };
      const text = render(configured);
      return {
        ParameterName: name,
        ParameterVersion: await store.put(name, text, properties.tags, time.work),
        Sha256: createHash('sha256').update(text).digest('hex'),
        GitLabUrl: properties.gitLabUrl,
        ReplacementKey: replacementKey(configured),
        Warnings: warnings(properties).join(' '),
      };
    },
    // The event's id is not asked: there is one parameter, and after a lost response CloudFormation sends an
    // id of its own for it. So no id can name what is not this resource's.
    async remove({ stack, time, successor }) {
      if ((await successor()) === undefined) await store.remove(parameterName(stack), time.work);
    },
  };
}

/** The GUID tells it from the parameter of a deleted stack of the same name. */
function parameterName({ guid, logicalId }: Stack): string {
  return `/gitlab-runner/${guid}/${logicalId}/config.toml`;
}
