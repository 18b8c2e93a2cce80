import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { together, type Caller } from '@contactpoint/bus'
import type { BudgetWarning, PolicyBudgets } from '@contactpoint/contracts'
import { LOG, type Logger } from '@contactpoint/runtime'
import { ShieldingConfig } from '../shielding.config.ts'
import { budgetOf, EXERCISE } from './policy.rules.ts'
import { inTotal, isFree, raised, unwarned, warningOf, type Cost } from './spending.rules.ts'
import { SpendingsRepository, type Payment } from './spendings.repository.ts'

/** Whether what an answer costs could be spent, and how much is left then when that is little. */
export interface Paid {
  isWithin: boolean
  budget: BudgetWarning | null
}

/** How many distinct children each person may see in an hour, a day, a month, by all of their accounts together (AC-18). */
@Injectable()
export class BudgetsService implements OnApplicationBootstrap {
  constructor(
    private readonly config: ShieldingConfig,
    private readonly spendings: SpendingsRepository,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { budgetPolicy } = this.config
    if (budgetPolicy !== 'national') this.log.warn({ budgetPolicy }, 'budgets are not those of the country')
  }

  /** One write for all that are served together, as long as none of them is near the end. */
  private readonly paidTogether = together<Payment, boolean>((payments) => this.payTogether(payments), { most: 64 })

  /** Whoever was near the end lately is asked about alone, and holds up nobody. */
  private readonly nearTheEnd = new Set<string>()

  /**
   * Counts what an answer costs, in the moment of the guard: requests side by side, at whichever copies, cannot spend the same twice.
   * Whether a child was found makes no difference, nor whether it is shielded. More than the caller may spend is not counted.
   *
   * @param budgets of the policy in force
   */
  async pay({ identity, role }: Pick<Caller, 'identity' | 'role'>, cost: Cost, budgets: PolicyBudgets): Promise<Paid> {
    if (isFree(cost)) return { isWithin: true, budget: null }
    const atMost = budgetOf(role, this.config.budgetPolicy === 'national' ? budgets : EXERCISE)
    if (!this.nearTheEnd.has(identity)) {
      if (await this.paidTogether({ identity, cost, atMost: unwarned(atMost) })) return { isWithin: true, budget: null }
      this.nearTheEnd.add(identity)
    }
    const spent = await this.spendings.payExactly({ identity, cost, atMost })
    const budget = spent && warningOf(spent, raised(atMost, spent.raisedUntil, new Date()))
    if (spent && !budget) this.nearTheEnd.delete(identity)
    return { isWithin: spent !== null, budget }
  }

  /** Doubles what somebody may see, by whichever account, for a day from now. */
  raise(identity: string): Promise<void> {
    return this.spendings.raise(identity)
  }

  /** When one of them does not fit, the searches of the others may count twice: too much, never too little. */
  private async payTogether(payments: readonly Payment[]): Promise<boolean[]> {
    const byPerson = Map.groupBy(payments, ({ identity }) => identity)
    if (await this.spendings.pay([...byPerson.values()].map(inOne))) return payments.map(() => true)
    if (payments.length === 1) return [false]
    return Promise.all(payments.map((payment) => this.spendings.pay([payment])))
  }
}

/** What one person asks for at the same moment. */
function inOne(payments: Payment[]): Payment {
  return { ...payments[0]!, cost: inTotal(payments.map(({ cost }) => cost)) }
}
