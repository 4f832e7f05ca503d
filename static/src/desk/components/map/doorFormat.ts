// Reads the tiles of doors, and lets each dot remember where in which tile it was drawn: by that it can be opened.
import type RenderFeature from 'ol/render/Feature'
import MVT from 'ol/format/MVT'
import type { ReadOptions } from 'ol/format/Feature'
import type { DotPlace } from '../../domain/records'

type Point = [number, number]
type Extent = [number, number, number, number]

const WORLD = 2 * 20_037_508.342789244
const EXTENT = 4096

export class DoorFormat extends MVT {
  override readFeatures(source: ArrayBuffer, options: ReadOptions): RenderFeature[] {
    const features = super.readFeatures(source, options) as RenderFeature[]
    for (const feature of features) {
      feature.getProperties().place = placeOf(feature.getFlatCoordinates() as Point, options.extent as Extent)
    }
    return features
  }
}

/** From web-mercator metres, of the dot and of its tile. */
export function placeOf([east, north]: Point, [west, , right, top]: Extent): DotPlace {
  const width = right - west
  return {
    z: Math.round(Math.log2(WORLD / width)),
    x: Math.round((west + WORLD / 2) / width),
    y: Math.round((WORLD / 2 - top) / width),
    across: Math.round((east - west) / width * EXTENT),
    down: Math.round((top - north) / width * EXTENT),
  }
}
