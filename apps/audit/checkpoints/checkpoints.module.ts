import { Module, type DynamicModule } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import type { Logger } from '@contactpoint/runtime'
import { CheckpointsRepository } from './checkpoints.repository.ts'
import { checkpointSchema, logKeySchema, tileSchema } from './checkpoints.schema.ts'
import { CheckpointsService, LOGGER } from './checkpoints.service.ts'
import { LogSigner, ORIGIN } from './log-signer.service.ts'
import { LISTEN, PublicLog, type Listen } from './public-log.service.ts'
import { ReceiptsController } from './receipts.controller.ts'
import { ReceiptsService } from './receipts.service.ts'
import { TilesRepository } from './tiles.repository.ts'
import { Tree } from './tree.service.ts'

@Module({})
export class CheckpointsModule {
  /** @param origin of the log in its checkpoints: host, slash, short name */
  static with(origin: string, listen: Listen, log: Logger): DynamicModule {
    return {
      module: CheckpointsModule,
      imports: [
        MongooseModule.forFeature([
          { name: 'Checkpoint', schema: checkpointSchema, collection: 'checkpoints' },
          { name: 'Tile', schema: tileSchema, collection: 'tiles' },
          { name: 'LogKey', schema: logKeySchema, collection: 'log-keys' },
        ]),
      ],
      controllers: [ReceiptsController],
      providers: [
        { provide: ORIGIN, useValue: origin },
        { provide: LISTEN, useValue: listen },
        { provide: LOGGER, useValue: log },
        ...[CheckpointsRepository, TilesRepository, LogSigner, Tree],
        ...[CheckpointsService, ReceiptsService, PublicLog],
      ],
    }
  }
}
