import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  FEWEST_TRIAL_ROWS,
  type LinkModelRead,
  type LinkModelsListed,
  type LinkModelVersion,
  type ProposeLinkModel,
} from '@contactpoint/contracts'
import { isDuplicate } from '@contactpoint/mongo'
import { ActsService } from '@contactpoint/service'
import { ChildrenService } from '../children/children.service.ts'
import { assertNational, currentOf, faultOf, listed, modelIn, newVersion, toVersion } from './link-models.rules.ts'
import { LinkModelsRepository } from './link-models.repository.ts'
import type { ModelHand, ModelVersion } from './link-models.schema.ts'

/** The versions of the model, and the two steps by which people bring one into force. Each is recorded with what it changes. */
@Injectable()
export class ModelStepsService {
  constructor(
    private readonly models: LinkModelsRepository,
    private readonly children: ChildrenService,
    private readonly acts: ActsService,
  ) {}

  async find(before?: number): Promise<LinkModelsListed> {
    return listed(await this.models.findAll(), before)
  }

  /** @throws Fault `not-found` */
  async get(version: number): Promise<LinkModelRead> {
    const found = await this.models.find(version)
    if (!found) throw Fault.notFound()
    const { document } = found
    return { ...toVersion(found, currentOf(await this.models.findSteps())), document }
  }

  /** @throws Fault `invalid-request` for what is no model by which rows can be decided */
  async propose(caller: Caller, { document, report }: ProposeLinkModel): Promise<LinkModelVersion> {
    const model = modelIn(document)
    for (;;)
      try {
        const last = (await this.models.findAll()).at(-1)!
        const made = newVersion(last._id + 1, model, report, handOf(caller))
        const { _id: version, digest } = made
        await this.acts.record(caller, 'link-model-propose', { version, digest, report }, () => this.models.add(made))
        return await this.shown(version)
      } catch (error) {
        if (!isDuplicate(error)) throw error // another was proposed at the same moment: this one is the next
      }
  }

  /** @throws Fault `forbidden`, `not-found`, `conflict`: see `faultOf`; what is refused is recorded too */
  async activate(caller: Caller, version: number): Promise<LinkModelVersion> {
    try {
      assertNational(caller)
      const children = (await this.children.afterForCounting('', FEWEST_TRIAL_ROWS)).length
      const found = await this.open(caller, version, children)
      const particulars = { version, digest: found.digest }
      await this.acts.record(caller, 'link-model-activate', particulars, async () => {
        // Judged again by the versions among which it commits.
        await this.open(caller, version, children)
        await this.models.activate(version, handOf(caller))
      })
      return await this.shown(version)
    } catch (error) {
      if (error instanceof Fault && (error.code === 'conflict' || error.code === 'forbidden'))
        await this.acts.record(caller, 'link-model-activate', { version }, async () => true, 'refused')
      throw error
    }
  }

  private async open({ identity }: Caller, version: number, children: number): Promise<ModelVersion> {
    const all = await this.models.findAll()
    const found = all.find(({ _id }) => _id === version)
    const fault = faultOf(found, all, { identity, children })
    if (fault) throw fault
    return found!
  }

  private async shown(version: number): Promise<LinkModelVersion> {
    const all = await this.models.findAll()
    return toVersion(
      all.find(({ _id }) => _id === version)!,
      currentOf(all),
    )
  }
}

function handOf({ personId: by, identity }: Caller): ModelHand {
  return { by, identity, at: new Date() }
}
