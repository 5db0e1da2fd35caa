import type { Properties } from '../properties.ts';

/** `[runners.docker]`: how a job's container runs on its worker. */
export function docker({ defaultImage, privileged }: Properties) {
  return {
    image: defaultImage,
    privileged,
    // Docker-in-Docker hands its client certificates to the job through /certs/client.
    volumes: privileged ? ['/cache', '/certs/client'] : ['/cache'],
  };
}
