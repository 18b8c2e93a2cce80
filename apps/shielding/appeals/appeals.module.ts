import { Module } from '@nestjs/common'
import { BudgetsModule } from '../budgets/budgets.module.ts'
import { ErrandsModule } from '../errands/errands.module.ts'
import { AppealsController } from './appeals.controller.ts'
import { AppealsRepository } from './appeals.repository.ts'
import { AppealsService } from './appeals.service.ts'

@Module({
  imports: [BudgetsModule, ErrandsModule],
  controllers: [AppealsController],
  providers: [AppealsRepository, AppealsService],
  exports: [AppealsService],
})
export class AppealsModule {}
