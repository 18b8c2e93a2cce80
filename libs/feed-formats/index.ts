export * from './file-fault.ts'
export { readXmlRows } from './xml.ts'
export { XML_LIMITS, type XmlElement, type XmlLayout, type XmlLimits, type XmlPart } from './xml-rows.ts'
export { decodeText, encodingOf, type TextEncoding } from './text.ts'
