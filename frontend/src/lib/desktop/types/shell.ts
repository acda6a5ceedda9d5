// The shapes of shell, field for field as in app/views_shell.go and what it is made of.

/** Shell is what the frame of the window shows on every screen. */
export interface Shell {
  shop_name: string;
  now: string;
  zone: string;
  operator: string;
  tasks: number;
  past_due: number;
  open: number;
  returns: number; // open ones
  unread: number;
  review: number; // what waits for a person to say what it means, and sources to look after
  mailboxes: number; // that are read
  mail_fault: string; // the first that cannot be read and waits for somebody; "" when all can
  mail_at: string; // when one was read last
  dropped: number; // files that wait in watched folders
  drop_fault: string; // the first watched folder that is out of reach and waits for somebody; "" when none is
  last_backup: string;
  version: string;
  sample: boolean; // this is the sample shop
  theme: string;
  density: string;
  volume: number;
  disk: string; // low, full; "" while there is room
  disk_free: number; // bytes
  synced: string; // the synchronised folder that the data folder lies in; "" when in none
}

/** Hit is one thing the palette found. */
export interface Hit {
  kind: string; // order, parcel, return, action
  id: string; // order id
  title: string;
  sub: string;
}

/** Change is announced to every open screen after a commit: what to fetch again. */
export interface Change {
  orders: string[]; // ids; empty means any
  tasks: boolean;
  runs: boolean;
  settings: boolean;
  drops: boolean; // what waits in watched folders
}

/** Progress is announced while long work runs. */
export interface Progress {
  job: string;
  code: string; // reading, comparing, writing, publishing, counting, deriving, taking_back
  done: number;
  total: number; // 0 when not known
}
