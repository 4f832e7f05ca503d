// The doors as dots when close: shape and colour both tell the state; where several stand in one place, a ring with their number.
import type { FeatureLike } from 'ol/Feature'
import VectorTileLayer from 'ol/layer/VectorTile'
import VectorTileSource from 'ol/source/VectorTile'
import { Circle, Fill, RegularShape, Stroke, Style } from 'ol/style'
import { createXYZ } from 'ol/tilegrid'
import type { DoorState } from '../../domain/records'
import { blockLook } from './blockLook'
import { type Dot, DoorFormat, dotOf } from './doorFormat'
import type { MapColours } from './tokens'

/** Below this zoom the server sends no doors, and dots would hide the villages. */
export const DOORS_FROM_ZOOM = 12.5
export const DOORS_FROM_RESOLUTION = 156543.03 / 2 ** DOORS_FROM_ZOOM
/** Nearer than this (metres to the pixel) single doors stand apart and take bigger dots. */
const APART_RESOLUTION = 3
/** More looks than these are not kept: every block of a city has its own. */
const MOST_LOOKS = 2_000

/** OpenLayers finds dots of a tile under the pointer only when they are out of its decluttering. */
const KEPT = 'none'

/** Told when tiles begin to be read, when all are here, and whether one could not be had. */
type Reading = (reading: boolean, failed: boolean) => void

export function doorLayer(colours: MapColours, tell: Reading): VectorTileLayer {
  const looks = new Map<string, Style>()
  const kept = (key: string, make: () => Style) => {
    if (looks.size > MOST_LOOKS) looks.clear()
    const look = looks.get(key) ?? make()
    looks.set(key, look)
    return look
  }
  return new VectorTileLayer({
    source: doorSource(tell),
    minZoom: DOORS_FROM_ZOOM,
    // Uncovered doors are drawn last, on top: they are what the map is looked at for.
    renderOrder: (a, b) => Number(missing(a)) - Number(missing(b)),
    style: (feature, resolution) => {
      const dot = dotOf(feature)
      const near = resolution < APART_RESOLUTION
      if (near && dot.n > 1) return kept(`${dot.n} ${dot.parts.uncovered} ${dot.parts.covered}`, () => blockLook(dot, colours))
      const state = stateOf(dot)
      return kept(`${state} ${near}`, () => doorLook(state, near, colours))
    },
  })
}

/** Another address of the same source: what was drawn stays until the new tiles are here. */
export function showDoors(layer: VectorTileLayer, url: string): void {
  layer.getSource()?.setUrl(url)
}

function doorSource(tell: Reading): VectorTileSource {
  const source = new VectorTileSource({ format: new DoorFormat(), tileGrid: createXYZ({ tileSize: 256, minZoom: 12, maxZoom: 17 }) })
  let waiting = 0
  let failed = false
  source.on('tileloadstart', () => {
    if (waiting === 0) failed = false
    waiting += 1
    tell(true, failed)
  })
  const settle = (badly: boolean) => {
    waiting = Math.max(0, waiting - 1)
    failed ||= badly
    tell(waiting > 0, failed)
  }
  source.on('tileloadend', () => settle(false))
  source.on('tileloaderror', () => settle(true))
  return source
}

/** Whether a door is missing there. */
const missing = (feature: FeatureLike) => dotOf(feature).parts.uncovered > 0

/** What a dot of several doors looks like from afar: missing as long as one of them is. */
function stateOf({ parts }: Dot): DoorState {
  if (parts.uncovered) return 'uncovered'
  return parts.covered ? 'covered' : 'excluded'
}

function doorLook(state: DoorState, near: boolean, colours: MapColours): Style {
  const radius = radiusOf(state, near)
  const stroke = new Stroke({ color: state === 'covered' ? colours.paper : colours.ink, width: near ? 1.2 : 0.7 })
  if (state === 'excluded') {
    const fill = new Fill({ color: colours.step('none') })
    return new Style({ image: new RegularShape({ points: 4, radius: radius + 1, angle: Math.PI / 4, fill, stroke, declutterMode: KEPT }) })
  }
  const fill = new Fill({ color: colours.step(state === 'covered' ? '4' : '0') })
  return new Style({ image: new Circle({ radius, fill, stroke, declutterMode: KEPT }) })
}

/** Far out every point is small. */
function radiusOf(state: DoorState, near: boolean): number {
  if (!near) return state === 'uncovered' ? 3.5 : 2.8
  return state === 'uncovered' ? 6 : 5
}
