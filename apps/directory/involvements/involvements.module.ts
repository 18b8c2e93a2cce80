import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { PlacesModule } from '../places/places.module.ts'
import { ContactTasksRepository } from './contact-tasks.repository.ts'
import { InvolvementsController } from './involvements.controller.ts'
import { InvolvementsService } from './involvements.service.ts'
import { ShownInvolvementsModule } from './shown-involvements.module.ts'

@Module({
  imports: [ChildrenModule, PlacesModule, ShownInvolvementsModule],
  controllers: [InvolvementsController],
  providers: [ContactTasksRepository, InvolvementsService],
})
export class InvolvementsModule {}
