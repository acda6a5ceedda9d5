// The shapes of scans, field for field as in app/views_scans.go and what it is made of.

/** ScanRequest is one code as the scanner typed it. */
export interface ScanRequest {
  station: string;
  mode: string; // pick, pack, handover, receive, return, inspect
  operator: string;
  raw: string;
  id: string; // chosen by the window, one per scan: the same id is recorded once however often it is sent
}

/** ScanVerdict answers one scan. It is returned only after the scan is on disk. */
export interface ScanVerdict {
  raw: string;
  meaning: string; // parcel, order, return, line-item, tracking, command, operator, unknown, ambiguous
  verdict: string; // ok, done, refused, duplicate, unknown, ambiguous
  code: string; // wrong-item, too-many, wrong-carrier, on-hold, cancelled, not-picked, opened …
  message: string;
  order: string;
  parcel: string;
  next: string;
  tone: string; // ok, complete, wrong, too_many, wrong_carrier, stop, again, unknown
  item: string;
  args: string[];
  at: string;
  bench: Bench; // what the station shows now
}

/** Bench is what lies on a station: the open order or hand-over, and what is still to scan. */
export interface Bench {
  station: string;
  mode: string;
  operator: string;
  order: string;
  order_id: string;
  parcel: string;
  carrier: string; // of a hand-over
  nth: number; // this parcel of the order
  of: number;
  done: number; // units or parcels scanned
  todo: number; // of how many
  lines: BenchLine[];
  parcels: BenchParcel[]; // of a hand-over
  next_code: string; // scan_order, scan_item, scan_label, scan_parcel, finish
  next_item: string;
  next_bin: string;
  next_left: number;
  undo: string; // what an undo would take back: an item's title or a code; "" nothing
  recent: ScanRow[]; // last five, newest first
  unknown: number; // codes kept that nobody has placed yet
}

/** BenchLine is one line on the bench. */
export interface BenchLine {
  line: string;
  title: string;
  sku: string;
  bin: string;
  want: number;
  have: number;
  picked: number;
}

/** BenchParcel is one parcel expected at, or scanned out in, a hand-over. */
export interface BenchParcel {
  parcel: string;
  order: string;
  tracking: string;
  scanned: boolean;
}

/** ScanRow is one past scan. */
export interface ScanRow {
  at: string;
  raw: string;
  item: string;
  verdict: string;
  code: string;
  meaning: string;
}
