import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { MOST_TRAINERS, type ReadTrainingCascade, type TrainingCascade } from '@contactpoint/contracts'
import { CascadeRepository } from './cascade.repository.ts'
import { cascadeOf, isShownTo } from './cascade.rules.ts'
import { CertificatesRepository } from './certificates.repository.ts'
import { TrainersRepository } from './trainers.repository.ts'

/** Who trained the trainers, level by level (S07). */
@Injectable()
export class CascadeService {
  constructor(
    private readonly cascade: CascadeRepository,
    private readonly certificates: CertificatesRepository,
    private readonly trainers: TrainersRepository,
  ) {}

  async read(caller: Caller, { under: asked }: ReadTrainingCascade): Promise<TrainingCascade> {
    const under = asked ?? null
    const candidates = await this.cascade.findCertifiedAsTrainer(under)
    const held = await this.certificates.findOf(candidates)
    const isVoid = await this.certificates.findVoid(held.map(({ _id }) => _id))
    const accreditations = await this.cascade.findAccreditations(candidates)
    const accounts = accreditations.map(({ personId }) => personId)
    const [withdrawals, below, gave] = [
      await this.trainers.findWithdrawals(accounts),
      await this.cascade.countTrainersUnder(accounts),
      await this.cascade.countGiven(accounts),
    ]
    const nodes = cascadeOf({ under, held, isVoid, accreditations, withdrawals, below, gave }, new Date())
    return { items: nodes.filter((node) => isShownTo(node, caller)).slice(0, MOST_TRAINERS), next: null }
  }
}
