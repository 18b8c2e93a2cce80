import { parse } from 'csv-parse/sync'
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { modelOf } from '@contactpoint/mongo'
import mongoose from 'mongoose'
import { places as stored, type PlaceDocument } from './places.schema.ts'

type Row = Record<string, string>

/** Loads the public lists of schools, authorities and GP practices (see NOTICE) into the directory's database, once for each edition. */
export async function loadPlaces(adminUri: string): Promise<void> {
  const places = [
    ...readList('authorities.csv').map(toAuthority),
    ...readList('schools.csv.gz').map(toSchool),
    ...readList('practices.csv.gz').map(toPractice),
  ]
  const connection = await mongoose.createConnection(adminUri, { dbName: 'directory', autoIndex: false }).asPromise()
  try {
    const model = modelOf<PlaceDocument>(connection, stored)
    const there = await model.countDocuments()
    if (there === places.length) return
    // Into a collection that has some, of an earlier edition or of a load that was cut off, each place is put by its code.
    if (there === 0) await connection.db!.collection<PlaceDocument>(model.collection.name).insertMany(places)
    else
      await model.bulkWrite(
        places.map((place) => ({ replaceOne: { filter: { _id: place._id }, replacement: place, upsert: true } })),
        { ordered: false },
      )
  } finally {
    await connection.close()
  }
}

function toAuthority(row: Row): PlaceDocument {
  return place('authority', row.la_code!, row.la_name!, {})
}

function toSchool(row: Row): PlaceDocument {
  return place('school', row.urn!, row.name!, row)
}

function toPractice(row: Row): PlaceDocument {
  const lines = [1, 2, 3, 4, 5].map((n) => row[`line_${n}`]).filter(Boolean) as string[]
  return place('practice', row.code!, row.name!, row, lines)
}

function place(kind: PlaceDocument['kind'], code: string, name: string, row: Row, lines: string[] = []): PlaceDocument {
  return {
    _id: code,
    kind,
    name,
    sortName: name.toLowerCase(),
    lines,
    town: row.town || null,
    postcode: row.postcode || null,
    authority: row.la_code || null,
  }
}

/** The compiled file lies one folder deeper (`dist/`) than the source. */
function readList(name: string): Row[] {
  const beside = new URL(`./reference/${name}`, import.meta.url)
  const bytes = readFileSync(existsSync(beside) ? beside : new URL(`../../places/reference/${name}`, import.meta.url))
  return parse(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true }) as Row[]
}
