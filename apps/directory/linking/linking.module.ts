import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { ShownInvolvementsModule } from '../involvements/shown-involvements.module.ts'
import { LinkModelsModule } from '../models/link-models.module.ts'
import { ProtectingModule } from '../protecting/protecting.module.ts'
import { PlacesModule } from '../places/places.module.ts'
import { RestrictionsModule } from '../restrictions/restrictions.module.ts'
import { DecidingService } from './deciding.service.ts'
import { LinkedChildrenService } from './linked-children.service.ts'
import { LinkingController } from './linking.controller.ts'
import { LinkingRepository } from './linking.repository.ts'
import { LinkingService } from './linking.service.ts'
import { ManyRowsService } from './many-rows.service.ts'
import { MovedTogetherService } from './moved-together.service.ts'
import { NewChildrenService } from './new-children.service.ts'
import { OneRowService } from './one-row.service.ts'
import { SourceRecordsService } from './source-records.service.ts'
import { ToldService } from './told.service.ts'
import { UndecidedService } from './undecided.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'
import { WithdrawingService } from './withdrawing.service.ts'

@Module({
  imports: [
    ChildrenModule,
    LinkModelsModule,
    PlacesModule,
    ProtectingModule,
    RestrictionsModule,
    ShownInvolvementsModule,
  ],
  controllers: [LinkingController],
  providers: [
    DecidingService,
    LinkedChildrenService,
    LinkingRepository,
    LinkingService,
    ManyRowsService,
    MovedTogetherService,
    NewChildrenService,
    OneRowService,
    SourceRecordsService,
    ToldService,
    UndecidedService,
    WaitingRowsService,
    WithdrawingService,
  ],
  exports: [
    DecidingService,
    LinkedChildrenService,
    NewChildrenService,
    SourceRecordsService,
    ToldService,
    WithdrawingService,
  ],
})
export class LinkingModule {}
