import { Module } from '@nestjs/common'
import { BatchesModule } from '../batches/batches.module.ts'
import { FiguresController } from './figures.controller.ts'
import { FiguresService } from './figures.service.ts'

@Module({ imports: [BatchesModule], controllers: [FiguresController], providers: [FiguresService] })
export class FiguresModule {}
