import { TIERS } from '../../domain/area.ts';
import { AREA_PREFERENCES } from '../view-place.ts';
import { areaRanges, type AreaRanges } from './area-ranges.ts';
import { doubled } from './grown.ts';
import { MergedLists } from './merged-lists.ts';
import { namedLocationPoints } from './place-scores.ts';
import type { RankingPlan } from './ranking-plan.ts';
import type { Runs } from './runs.ts';
import { roadBits } from './step-bits.ts';

const TIER_COUNT = TIERS.length;
/** Positions of areas that differ in what their places are worth. */
const POSITIONS = AREA_PREFERENCES.length;
/** Regions there is room for at first: the tiers, and areas at their positions. */
const FIRST_REGIONS = 64;
/** Of a stream and a region: whether it has openings there was not asked yet. */
const NOBODY_ASKED = -2;

/** From where places are seen. */
interface View {
  readonly home: number;
  readonly origin: number;
  readonly reach?: number | undefined;
}

/**
 * Where openings are, as laborers see it who share home and origin. A region is a tier, whose openings have the points of the
 * road + the points of the entry (which tiers she wants moves a whole list up or down and no opening inside it), or an area at
 * a position among her wishes, whose openings have all points of their places. Each stream has a list in each region, opened
 * where somebody asks for it and read by all.
 */
export class Regions {
  readonly lists: MergedLists;
  /** Of the profile at hand: areas that she named, most wanted first, then tiers that she wants; and what these add to points. */
  wanted = new Int32Array(2 * TIER_COUNT);
  wantedPoints = new Int32Array(2 * TIER_COUNT);
  wantedCount = 0;
  readonly #runs: Runs;
  /** Region × streams + stream: points of the best opening; NOBODY_ASKED, or -1: it has none. And its list, where it has one. */
  #best: Int32Array;
  #listOf: Int32Array;
  #taken = 0;
  /** Area × positions + position: the turn for which it has a region, and the region. */
  #areaSeenIn: Int32Array = new Int32Array(0);
  #areaRegion: Int32Array = new Int32Array(0);
  /** By region: the area and the position; of tiers nothing. */
  #regionArea: Int32Array = new Int32Array(FIRST_REGIONS);
  #regionPosition: Int32Array = new Int32Array(FIRST_REGIONS);
  #turn = 0;
  /** By place: points of the road; -1: it is unknown or too long. Its step bits, and the tier. */
  readonly #roadPoints: Int32Array;
  readonly #roadBits: Int32Array;
  readonly #tier: Uint8Array;
  /** Position × tiers + tier: location points of an area. */
  #locations: Int32Array = new Int32Array(0);
  #preferencePoints: readonly number[] = [];
  #areas: AreaRanges = { first: new Int32Array(0), end: new Int32Array(0) };
  /** See `PlaceTables.holds`. */
  #holds: Uint8Array = new Uint8Array(0);
  /** By tier, while a stream is opened. */
  readonly #headsOf = new Int32Array(TIER_COUNT);
  readonly #entriesOf = new Int32Array(TIER_COUNT);
  readonly #listOfTier = new Int32Array(TIER_COUNT);

  constructor(plan: RankingPlan) {
    const { runs, places } = plan.index;
    this.#runs = runs;
    this.#best = new Int32Array(FIRST_REGIONS * runs.streams);
    this.#listOf = new Int32Array(FIRST_REGIONS * runs.streams);
    this.#roadPoints = new Int32Array(places.length);
    this.#roadBits = new Int32Array(places.length);
    this.#tier = new Uint8Array(places.length);
    this.lists = new MergedLists(runs, this.#roadBits);
    this.usePlan(plan);
  }

  /** Goes on with another plan over the same index; enter a home and an origin of it next. */
  usePlan(plan: RankingPlan): void {
    this.#areas = areaRanges(plan);
    this.#holds = plan.places.holds;
    this.#locations = namedLocationPoints(plan, POSITIONS);
    this.#preferencePoints = AREA_PREFERENCES.map((preference) => preference * plan.index.weights.distance);
    this.#makeRoomForAreas();
  }

  /**
   * Closes all lists; they are opened anew as seen from this home and this origin, rows of the plan's place tables. Places behind a
   * road that is longer than `reach` tenths are left out.
   */
  enter({ places, index }: RankingPlan, { home, origin, reach = Number.POSITIVE_INFINITY }: View): void {
    const count = index.places.length;
    const weight = index.weights.distance;
    this.#turn += 1;
    this.lists.clear();
    this.#taken = TIER_COUNT;
    this.#best.fill(NOBODY_ASKED, 0, TIER_COUNT * this.#runs.streams);
    for (let place = 0; place < count; place += 1) {
      const road = places.road[origin * count + place] ?? -1;
      const isOut = road < 0 || road > reach;
      this.#roadPoints[place] = isOut ? -1 : weight * (places.distance[origin * count + place] ?? 0);
      this.#roadBits[place] = roadBits(road);
      this.#tier[place] = places.tier[home * count + place] ?? 0;
    }
  }

  /** Takes up a place profile of this home and origin. `tierPoints`: location points by tier, -1: she does not go there. */
  enterProfile({ places }: RankingPlan, profile: number, tierPoints: Int32Array): void {
    const firstArea = places.areaStart[profile] ?? 0;
    const areas = (places.areaStart[profile + 1] ?? 0) - firstArea;
    if (this.wanted.length < areas + TIER_COUNT) {
      this.wanted = new Int32Array(areas + TIER_COUNT);
      this.wantedPoints = new Int32Array(areas + TIER_COUNT);
    }
    this.wantedCount = 0;
    for (let position = 0; position < areas; position += 1)
      this.#want(this.#regionOf(places.area[firstArea + position] ?? 0, position), 0);
    for (let tier = 0; tier < TIER_COUNT; tier += 1) {
      const location = tierPoints[tier] ?? -1;
      if (location >= 0) this.#want(tier, location);
    }
  }

  /** The points of the best opening of a stream in a region; -1: it has none there. */
  bestOf(region: number, stream: number): number {
    const at = region * this.#runs.streams + stream;
    const best = this.#best[at] ?? -1;
    if (best !== NOBODY_ASKED) return best;
    if (region < TIER_COUNT) this.#openTiers(stream);
    else this.#openArea(region, stream);
    return this.#best[at] ?? -1;
  }

  /** The list of a stream that has openings in a region: ask for its best first. */
  listOf(region: number, stream: number): number {
    return this.#listOf[region * this.#runs.streams + stream] ?? 0;
  }

  #want(region: number, points: number): void {
    this.wanted[this.wantedCount] = region;
    this.wantedPoints[this.wantedCount] = points;
    this.wantedCount += 1;
  }

  /** The region of an area, a row of the plan's table, at a position among wishes. The region of a tier is its number. */
  #regionOf(area: number, position: number): number {
    const at = POSITIONS - 1 < position ? POSITIONS - 1 : position;
    const slot = area * POSITIONS + at;
    if (this.#areaSeenIn[slot] !== this.#turn) {
      this.#areaSeenIn[slot] = this.#turn;
      this.#areaRegion[slot] = this.#newRegion(area, at);
    }
    return this.#areaRegion[slot] ?? 0;
  }

  /** Deals the runs of a stream out to the tiers of their places. */
  #openTiers(stream: number): void {
    const { streamRun, place, first, start } = this.#runs;
    const headsOf = this.#headsOf.fill(0);
    // Once the lists are there: the head to put next.
    const entriesOf = this.#entriesOf.fill(0);
    const roadPoints = this.#roadPoints;
    const tierOf = this.#tier;
    const from = streamRun[stream] ?? 0;
    const end = streamRun[stream + 1] ?? 0;
    for (let run = from; run < end; run += 1) {
      const at = place[run] ?? 0;
      if ((roadPoints[at] ?? -1) < 0) continue;
      const tier = tierOf[at] ?? 0;
      headsOf[tier] = (headsOf[tier] ?? 0) + 1;
      entriesOf[tier] = (entriesOf[tier] ?? 0) + (start[run + 1] ?? 0) - (start[run] ?? 0);
    }
    for (let tier = 0; tier < TIER_COUNT; tier += 1) {
      const heads = headsOf[tier] ?? 0;
      this.#best[tier * this.#runs.streams + stream] = -1;
      if (heads === 0) continue;
      const list = this.#addList(tier, stream, heads, entriesOf[tier] ?? 0);
      this.#listOfTier[tier] = list;
      entriesOf[tier] = this.lists.firstHeadOf(list);
    }
    for (let run = from; run < end; run += 1) {
      const at = place[run] ?? 0;
      const road = roadPoints[at] ?? -1;
      if (road < 0) continue;
      const tier = tierOf[at] ?? 0;
      const head = entriesOf[tier] ?? 0;
      entriesOf[tier] = head + 1;
      this.lists.heads.put(head, road + (first[run] ?? 0), run, start[run] ?? 0);
    }
    for (let tier = 0; tier < TIER_COUNT; tier += 1) {
      const heads = headsOf[tier] ?? 0;
      if (heads > 0)
        this.#best[tier * this.#runs.streams + stream] = this.lists.begin(this.#listOfTier[tier] ?? 0, heads);
    }
  }

  /** The runs of a stream in the places of an area. */
  #openArea(region: number, stream: number): void {
    const { runFrom, place, first, start } = this.#runs;
    const area = this.#regionArea[region] ?? 0;
    const position = this.#regionPosition[region] ?? 0;
    const placeCount = this.#roadPoints.length;
    const row = stream * (placeCount + 1);
    const from = runFrom[row + (this.#areas.first[area] ?? 0)] ?? 0;
    const end = runFrom[row + (this.#areas.end[area] ?? 0)] ?? 0;
    this.#best[region * this.#runs.streams + stream] = -1;
    if (from === end) return;
    const least = this.#preferencePoints[position] ?? 0;
    const list = this.#addList(region, stream, end - from, (start[end] ?? 0) - (start[from] ?? 0));
    const firstHead = this.lists.firstHeadOf(list);
    let head = firstHead;
    for (let run = from; run < end; run += 1) {
      const at = place[run] ?? 0;
      const road = this.#roadPoints[at] ?? -1;
      if (road < 0 || this.#holds[area * placeCount + at] !== 1) continue;
      const location = this.#locations[position * TIER_COUNT + (this.#tier[at] ?? 0)] ?? 0;
      const points = location + (road > least ? road : least) + (first[run] ?? 0);
      this.lists.heads.put(head, points, run, start[run] ?? 0);
      head += 1;
    }
    this.#best[region * this.#runs.streams + stream] = this.lists.begin(list, head - firstHead);
  }

  #addList(region: number, stream: number, heads: number, entries: number): number {
    const list = this.lists.add(heads, entries);
    this.#listOf[region * this.#runs.streams + stream] = list;
    return list;
  }

  #newRegion(area: number, position: number): number {
    const region = this.#taken;
    const { streams } = this.#runs;
    this.#taken += 1;
    if (this.#taken > this.#regionArea.length) {
      this.#regionArea = doubled(this.#regionArea);
      this.#regionPosition = doubled(this.#regionPosition);
      this.#best = doubled(this.#best);
      this.#listOf = doubled(this.#listOf);
    }
    this.#regionArea[region] = area;
    this.#regionPosition[region] = position;
    this.#best.fill(NOBODY_ASKED, region * streams, (region + 1) * streams);
    return region;
  }

  #makeRoomForAreas(): void {
    const slots = this.#areas.first.length * POSITIONS;
    if (this.#areaRegion.length >= slots) return;
    // Turns only ever grow, so that no slot of the new memory seems taken.
    this.#areaSeenIn = new Int32Array(slots);
    this.#areaRegion = new Int32Array(slots);
  }
}
