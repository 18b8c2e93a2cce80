import { Module } from '@nestjs/common'
import { BudgetsService } from './budgets.service.ts'
import { SpendingsRepository } from './spendings.repository.ts'

@Module({ providers: [SpendingsRepository, BudgetsService], exports: [BudgetsService] })
export class BudgetsModule {}
