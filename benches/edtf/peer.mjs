// Prints how the npm package `edtf` reads dates: `node peer.mjs FOLDER DATES RESULT`, where FOLDER holds node_modules.
// A line of the result is as in peer.py.

import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'

const [folder, dates, result] = process.argv.slice(2)
const { default: edtf } = createRequire(`${folder}/package.json`)('edtf')

function day(limit, unknown) {
  if (limit === null || limit === undefined) return unknown
  if (limit === Infinity || limit === -Infinity) return '..'
  if (Number.isNaN(limit)) return '?'
  const text = new Date(limit).toISOString().split('T')[0]
  return text.replace(/^([+-])0*(\d{4,}-\d\d-\d\d)$/, '$1$2')
}

function read(text) {
  let date
  try {
    date = edtf(text)
  } catch (error) {
    return ['error', 'error', '']
  }
  try {
    return [day(date.min, ''), day(date.max, ''), '']
  } catch (error) {
    return ['crash', 'crash', error.name]
  }
}

const lines = readFileSync(dates, 'utf8').split('\n').filter(text => text !== '')
writeFileSync(result, lines.map(text => [text, ...read(text)].join('\t') + '\n').join(''))
