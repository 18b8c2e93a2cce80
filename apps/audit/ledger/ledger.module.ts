import { Module, type DynamicModule } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { MasterKey } from '@contactpoint/runtime'
import { LedgerController } from './ledger.controller.ts'
import { LedgerRepository } from './ledger.repository.ts'
import { entrySchema, partKeySchema } from './ledger.schema.ts'
import { LedgerService } from './ledger.service.ts'
import { PartKeysRepository } from './part-keys.repository.ts'
import { PartKeys } from './part-keys.service.ts'
import { Sealing } from './sealing.service.ts'
import { Sequencer } from './sequencer.service.ts'

@Module({})
export class LedgerModule {
  static with(masterKey: MasterKey): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      imports: [
        MongooseModule.forFeature([
          { name: 'Entry', schema: entrySchema, collection: 'entries' },
          { name: 'PartKey', schema: partKeySchema, collection: 'part-keys' },
        ]),
      ],
      controllers: [LedgerController],
      providers: [
        { provide: MasterKey, useValue: masterKey },
        LedgerRepository,
        PartKeysRepository,
        PartKeys,
        Sealing,
        Sequencer,
        LedgerService,
      ],
      exports: [LedgerService, MasterKey],
    }
  }
}
