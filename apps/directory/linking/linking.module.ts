import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { PlacesModule } from '../places/places.module.ts'
import { LinkingController } from './linking.controller.ts'
import { LinkingRepository } from './linking.repository.ts'
import { LinkingService } from './linking.service.ts'
import { NearnessService } from './nearness.service.ts'
import { NewChildrenService } from './new-children.service.ts'
import { RestrictionsService } from './restrictions.service.ts'

@Module({
  imports: [ChildrenModule, PlacesModule],
  controllers: [LinkingController],
  providers: [LinkingRepository, LinkingService, NearnessService, NewChildrenService, RestrictionsService],
})
export class LinkingModule {}
