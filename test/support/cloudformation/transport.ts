import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { Response } from '../../../functions/custom-resource/response.ts';

export type Event = CloudFormationCustomResourceEvent;

/** Delivers an event to the function behind a ServiceToken and hears its answer; undefined when none came in time. */
export type Transport = (event: Event) => Promise<Response | undefined>;
