import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { PeopleRepository } from './people.repository.ts'
import { personSchema } from './people.schema.ts'
import { PeopleService } from './people.service.ts'

@Module({
  imports: [MongooseModule.forFeature([{ name: 'Person', schema: personSchema, collection: 'people' }])],
  providers: [PeopleRepository, PeopleService],
  exports: [PeopleService],
})
export class PeopleModule {}
