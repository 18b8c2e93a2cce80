import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { PlacesController } from './places.controller.ts'
import { PlacesRepository } from './places.repository.ts'
import { placeSchema } from './places.schema.ts'
import { PlacesService } from './places.service.ts'

@Module({
  imports: [MongooseModule.forFeature([{ name: 'Place', schema: placeSchema, collection: 'places' }])],
  controllers: [PlacesController],
  providers: [PlacesRepository, PlacesService],
  exports: [PlacesService],
})
export class PlacesModule {}
