// Reads the tiles of doors: what stands in one place is one dot, which remembers where in which tile it was drawn, to be opened by.
import type RenderFeature from 'ol/render/Feature'
import MVT from 'ol/format/MVT'
import type { ReadOptions } from 'ol/format/Feature'
import type { DoorState, DotPlace } from '../../domain/records'

/** The doors in one place: how many, and how many in each state. */
export interface Dot { n: number, parts: Record<DoorState, number>, place: DotPlace }

type Point = [number, number]
type Extent = [number, number, number, number]

const WORLD = 2 * 20_037_508.342789244
const EXTENT = 4096

export class DoorFormat extends MVT {
  override readFeatures(source: ArrayBuffer, options: ReadOptions): RenderFeature[] {
    const places = new Map<string, RenderFeature>()
    for (const feature of super.readFeatures(source, options) as RenderFeature[]) {
      const key = feature.getFlatCoordinates().join()
      const first = places.get(key)
      if (first) add(dotOf(first), dotOf(feature).parts)
      else places.set(key, begin(feature, options.extent as Extent))
    }
    return [...places.values()]
  }
}

export function dotOf(feature: { getProperties: () => object }): Dot {
  const said = feature.getProperties() as Dot & { state?: DoorState }
  if (said.state === undefined) return said
  return { ...said, parts: { uncovered: 0, covered: 0, excluded: 0, [said.state]: said.n } }
}

/** From here on the feature says what its whole place holds, and no state of its own. */
function begin(feature: RenderFeature, extent: Extent): RenderFeature {
  const { n, parts } = dotOf(feature)
  Object.assign(feature.getProperties(), { n, parts, state: undefined, place: placeOf(feature.getFlatCoordinates() as Point, extent) })
  return feature
}

function add(dot: Dot, parts: Dot['parts']): void {
  for (const state of Object.keys(parts) as DoorState[]) dot.parts[state] += parts[state]
  dot.n = dot.parts.uncovered + dot.parts.covered + dot.parts.excluded
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
