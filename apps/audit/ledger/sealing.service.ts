import { Injectable } from '@nestjs/common'
import type { AppendEntry } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { drawBytes, openBytes, sealBytes } from '@contactpoint/runtime'
import { commitmentOf, leafHash, SALT_BYTES, type PieceKind } from '@contactpoint/tamper-log'
import {
  headerOf,
  keptSignals,
  monthOf,
  particularsKey,
  particularsText,
  partText,
  placeOf,
  publishedBytes,
} from './ledger.rules.ts'
import type { EntryDocument, SealedPart, SealedParticulars, SealedPiece } from './ledger.schema.ts'
import { PartKeysService, type PartKey } from './part-keys.service.ts'

/** An entry without its place in the log. */
export type UnplacedEntry = Omit<EntryDocument, 'log' | 'index'>

/** A piece with its salt, as it was before it was sealed. */
export interface OpenedPiece {
  salt: Buffer
  text: string
}

/** The pieces of an entry; null for each whose key was destroyed, or that was never there. */
export interface OpenedPieces {
  parts: (OpenedPiece | null)[]
  particulars: OpenedPiece | null
}

/** Seals what entries say of children, and opens it while the keys are there. */
@Injectable()
export class SealingService {
  constructor(private readonly keys: PartKeysService) {}

  async seal(entry: AppendEntry, time: Date): Promise<UnplacedEntry> {
    const keys = await this.keys.get(entry.children.map(({ childId }) => childId))
    const parts = entry.children.map((child, n): SealedPart => {
      const { id, key } = keys[n]!
      return { key: id, ...sealPiece('part', key, partText(child), placeOf(entry.entryId, n)) }
    })
    const particulars = await this.sealParticulars(entry, time, keys)
    const signals = keptSignals(entry, drawBytes(SALT_BYTES))
    const header = { ...headerOf(entry, time), ...(signals && { signals }) }
    const unhashed = { ...header, salt: drawBytes(SALT_BYTES), parts, particulars }
    const leaf = leafHash(publishedBytes(unhashed))
    return { _id: entry.entryId, ...unhashed, leafHash: Buffer.from(leaf).toString('hex') }
  }

  /** Opens entries as far as their keys are there. */
  async open(entries: readonly EntryDocument[]): Promise<OpenedPieces[]> {
    const ids = entries.flatMap(({ parts, particulars }) => [
      ...parts.map(({ key }) => key),
      ...(particulars?.key ? [particulars.key] : []),
    ])
    const keys = await this.keys.findByIds(ids)
    return entries.map((entry) => openPieces(entry, keys))
  }

  private async sealParticulars(entry: AppendEntry, time: Date, keys: PartKey[]): Promise<SealedParticulars | null> {
    const text = particularsText(entry)
    if (text === null) return null
    const place = placeOf(entry.entryId, 'particulars')
    if (keys.length > 0) {
      const key = particularsKey(keys.map(({ key }) => key))
      return { key: null, ...sealPiece('particulars', key, text, place) }
    }
    const [month] = await this.keys.get([monthOf(time)])
    return { key: month!.id, ...sealPiece('particulars', month!.key, text, place) }
  }
}

function sealPiece(kind: PieceKind, key: Buffer, text: string, place: string): SealedPiece {
  const salt = drawBytes(SALT_BYTES)
  const sealed = sealBytes(key, Buffer.concat([salt, Buffer.from(text)]), place)
  return { sealed, commitment: Buffer.from(commitmentOf(kind, salt, text)) }
}

function openPieces({ _id, parts, particulars }: EntryDocument, keys: Map<string, Buffer>): OpenedPieces {
  const ofParts = parts.map(({ key }) => keys.get(key))
  const isWhole = ofParts.every((key) => key !== undefined)
  const ofAll = parts.length > 0 && isWhole ? particularsKey(ofParts) : undefined
  const forParticulars = particulars?.key ? keys.get(particulars.key) : ofAll
  return {
    parts: parts.map((part, n) => openPiece(part, ofParts[n], placeOf(_id, n))),
    particulars: particulars && openPiece(particulars, forParticulars, placeOf(_id, 'particulars')),
  }
}

function openPiece({ sealed }: SealedPiece, key: Buffer | undefined, place: string): OpenedPiece | null {
  if (!key) return null
  const bytes = openBytes(key, bytesOf(sealed), place)
  return { salt: bytes.subarray(0, SALT_BYTES), text: bytes.subarray(SALT_BYTES).toString('utf8') }
}
