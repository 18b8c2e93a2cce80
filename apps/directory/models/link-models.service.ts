import { Inject, Injectable } from '@nestjs/common'
import { Fault } from '@contactpoint/contracts'
import type { Model, RowDecision } from '@contactpoint/matching'
import { describeError, KeptFresh, LOG, type Logger } from '@contactpoint/runtime'
import { currentOf, digestOf } from './link-models.rules.ts'
import { LinkModelsRepository } from './link-models.repository.ts'
import { TrialsService } from './trials.service.ts'

/** A version as rows are decided by it. */
export interface LoadedModel {
  version: number
  model: Model
}

/** So old may what is known be before it is read again, beside whoever asks. Milliseconds. */
const FRESH_MS = 1_000
/** And so old before whoever asks waits for what is read. Milliseconds. */
export const KEPT_MS = 2_000

/** By which model rows are decided, and which is run beside it: from memory, and never older than it may be. Not for inside a transaction. */
@Injectable()
export class LinkModelsService {
  private known: { inForce: LoadedModel; onTrial: LoadedModel | null } | null = null
  private readonly kept: KeptFresh

  constructor(
    private readonly models: LinkModelsRepository,
    private readonly trials: TrialsService,
    @Inject(LOG) log: Logger,
  ) {
    const onError = (error: unknown) => log.warn(describeError(error), 'the model in force could not be read')
    this.kept = new KeptFresh(() => this.readNow(), { freshMs: FRESH_MS, keptMs: KEPT_MS }, onError)
  }

  /**
   * The model in force, or that was less than `KEPT_MS` ago.
   *
   * @throws Fault `unavailable` when it cannot be read in time
   */
  async inForce(): Promise<LoadedModel> {
    return (await this.current()).inForce
  }

  /** The model that is to be run beside it; null: none is. @throws Fault as `inForce` */
  async onTrial(): Promise<LoadedModel | null> {
    return (await this.current()).onTrial
  }

  /** Counts a row in the trial of this version: what was done with it, and what that one would have done. Costs nothing but memory. */
  count(version: number, inForce: RowDecision, onTrial: RowDecision): void {
    this.trials.count(version, inForce, onTrial)
  }

  /** @throws Fault `not-found` where there is no such version */
  async assertKnown(version: number): Promise<void> {
    if (!(await this.models.has(version))) throw Fault.notFound()
  }

  private async current() {
    if (!(await this.kept.isKept())) throw Fault.unavailable('directory')
    return this.known!
  }

  private async readNow(): Promise<void> {
    const { inForce, onTrial } = currentOf(await this.models.findSteps())
    this.known = { inForce: await this.load(inForce), onTrial: onTrial === null ? null : await this.load(onTrial) }
  }

  private async load(version: number): Promise<LoadedModel> {
    const loaded = [this.known?.inForce, this.known?.onTrial].find((one) => one?.version === version)
    if (loaded) return loaded
    const found = await this.models.find(version)
    if (!found || digestOf(found.document) !== found.digest)
      throw new Error(`Version ${version} of the model is not what was proposed`)
    return { version, model: JSON.parse(found.document) as Model }
  }
}
