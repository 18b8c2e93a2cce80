import { Module, type DynamicModule } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import type { Logger } from '@contactpoint/runtime'
import { ErrandsService, LOG } from './errands.service.ts'
import { OutboxRepository } from './outbox.repository.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { outboxSchema, protectionSchema, stepSchema } from './protection.schema.ts'
import { ProtectionService } from './protection.service.ts'

@Module({})
export class ProtectionModule {
  static with(log: Logger): DynamicModule {
    return {
      module: ProtectionModule,
      global: true,
      imports: [
        MongooseModule.forFeature([
          { name: 'Protection', schema: protectionSchema, collection: 'protections' },
          { name: 'Step', schema: stepSchema, collection: 'steps' },
          { name: 'OutboxRow', schema: outboxSchema, collection: 'outbox' },
        ]),
      ],
      providers: [
        { provide: LOG, useValue: log },
        ProtectionRepository,
        OutboxRepository,
        ProtectionService,
        ErrandsService,
      ],
      exports: [ProtectionService, ErrandsService],
    }
  }
}
