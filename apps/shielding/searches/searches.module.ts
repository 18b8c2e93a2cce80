import { Module } from '@nestjs/common'
import { SearchesController } from './searches.controller.ts'
import { SearchesService } from './searches.service.ts'

@Module({ controllers: [SearchesController], providers: [SearchesService] })
export class SearchesModule {}
