import { isAlive } from '@contactpoint/stack'
import { getContainerRuntimeClient, ImageName } from 'testcontainers'
import type { ServerImages } from './container-images.ts'

/** Marks a container with the process that the test run began in. */
export const RUN_LABEL = 'contactpoint.run'

const WITHOUT_REGISTRY = 'Without a registry: export $(deploy/images/build.sh)'

/** Why these images cannot be run here, in one line; undefined when they can. Pulls what is missing. */
export async function whyNoContainers(images: ServerImages): Promise<string | undefined> {
  const client = await getContainerRuntimeClient().catch(() => undefined)
  if (!client) return 'no container engine answers (start one, or set DOCKER_HOST)'
  for (const image of [images.nats, images.mongo]) {
    const isHere = await client.image.pull(ImageName.fromString(image)).then(
      () => true,
      () => false,
    )
    if (!isHere) return `${image} is not here and cannot be pulled. ${WITHOUT_REGISTRY}`
  }
  return undefined
}

/**
 * Removes the containers of a run, and of runs that are no more: a test that is killed removes none itself, and the library's
 * own sweeper is an image that not everybody can pull.
 */
export async function removeContainers(run: string): Promise<void> {
  const { dockerode } = (await getContainerRuntimeClient()).container
  const marked = await dockerode.listContainers({ all: true, filters: { label: [RUN_LABEL] } })
  const left = marked.filter(({ Labels }) => Labels[RUN_LABEL] === run || !isAlive(Number(Labels[RUN_LABEL])))
  await Promise.all(left.map(({ Id }) => dockerode.getContainer(Id).remove({ force: true, v: true })))
}
